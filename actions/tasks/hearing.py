"""What a message says to the open question of a task: yes or no, which of the options, when, where. Knows no API."""

import re
from dataclasses import dataclass
from datetime import date

from actions.turns import Turn
from reading.spans import is_vague, read_when
from reading.when import When

YES = re.compile(
    r"^(?:oh |ok |okay |right |well )*(?:yes|yeah|yep|yup|yea|aye|ye|y|ok|okay|sure|correct|confirm(?:ed)?"
    r"|perfect|great|lovely|go (?:on|for it|ahead)|please do|do (?:it|that)|book (?:it|that|them|me in)"
    r"|that'?s (?:right|fine|the one|great)"
    r"|sounds good|fine|all right|alright|of course|absolutely|definitely|brilliant)\b(?! but)"
)
NO = re.compile(r"^(?:oh |ok |well |actually |sorry )*(?:no|nope|nah|na|don'?t|do not|not (?:now|yet|that|really))\b")
ORDINALS = {
    "first": 0,
    "second": 1,
    "third": 2,
    "fourth": 3,
    "fifth": 4,
    "1st": 0,
    "2nd": 1,
    "3rd": 2,
    "4th": 3,
    "5th": 4,
}
BY_ORDINAL = re.compile(
    rf"\b({'|'.join(ORDINALS)})\b(?! aid)(?! (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
)
BY_NUMBER = re.compile(r"^(?:number|no|option|nr)?\.? ?([1-5])(?: please)?\.?$")
INTENTS = {"choose_first": 0, "choose_second": 1, "choose_third": 2}
LAST = re.compile(r"\b(?:last|latest|furthest)\b")
EARLIEST = re.compile(r"\b(?:earliest|soonest|nearest|next available|asap|as soon as)\b")
LATER = re.compile(r"\b(?:later|after that|next one|following one)\b")
EARLIER = re.compile(r"\b(?:earlier|sooner|before that|previous)\b")
ONLINE = re.compile(r"\b(?:on ?line|virtual(?:ly)?|teams|remote(?:ly)?|from home)\b")
IN_PERSON = re.compile(r"\b(?:in person|face[ -]to[ -]face|classroom|in a room|not online)\b")
MORNING, AFTERNOON = re.compile(r"\b(?:mornings?|am)\b"), re.compile(r"\b(?:afternoons?|pm)\b")
ANY = re.compile(r"\b(?:any|either|whichever|don'?t mind|not fussed|no preference|doesn'?t matter|whatever)\b")
QUESTION = re.compile(
    r"^(?:and |but |so |ok |sorry |wait |hang on )*"
    r"(?:who|what|when|where|why|how|which|is|are|does|do|will|would|am|must)\b"
)


@dataclass(frozen=True, slots=True)
class Heard:
    """One message, as a task hears it. `place` in the list of options, from 0; `step` is +1 for "the later one"."""

    text: str
    intent: str
    yes: bool = False
    no: bool = False
    place: int | None = None
    is_last: bool = False
    is_earliest: bool = False
    step: int = 0
    when: When | None = None
    is_vague: bool = False
    online: bool | None = None
    is_morning: bool | None = None
    is_any: bool = False
    asks: bool = False

    @property
    def picks(self) -> bool:
        """Say whether it says which of several dates."""
        return (
            self.place is not None
            or self.is_last
            or self.is_earliest
            or bool(self.step)
            or self.when is not None
            or self.online is not None
            or self.is_morning is not None
            or self.is_any
        )


def hear(turn: Turn, today: date) -> Heard:
    """Return what the message of this turn says."""
    text = " ".join(turn.text.casefold().replace("’", "'").split()).strip(" .!")
    return Heard(
        text=text,
        intent=turn.intent,
        yes=_is_yes(text, turn),
        no=turn.intent in ("deny", "reject_options") or bool(NO.search(text)),
        place=_place(text, turn.intent),
        is_last=bool(LAST.search(text)),
        is_earliest=bool(EARLIEST.search(text)),
        step=1 if LATER.search(text) else -1 if EARLIER.search(text) else 0,
        when=read_when(text, today),
        is_vague=is_vague(text),
        online=_online(text),
        is_morning=True if MORNING.search(text) else False if AFTERNOON.search(text) else None,
        is_any=bool(ANY.search(text)),
        asks=text.endswith("?") or bool(QUESTION.search(text)),
    )


def _is_yes(text: str, turn: Turn) -> bool:
    """A yes that something is written on must be plain: "I don't want to cancel" is none, nor is "yes but later"."""
    if turn.negated or NO.search(text) or " but " in f" {text} ":
        return False
    return bool(YES.search(text)) or turn.intent == "affirm"


def _place(text: str, intent: str) -> int | None:
    number = BY_NUMBER.search(text)
    if number:
        return int(number[1]) - 1
    ordinal = BY_ORDINAL.search(text)
    if ordinal:
        return ORDINALS[ordinal[1]]
    return None if LAST.search(text) else INTENTS.get(intent)


def _online(text: str) -> bool | None:
    if IN_PERSON.search(text):
        return False
    return True if ONLINE.search(text) else None
