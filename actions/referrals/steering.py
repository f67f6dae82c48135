"""The words that steer a form: back, save, skip, show, discard, change, and what must not be asked. Knows no API."""

import re
from collections.abc import Mapping, Sequence

from actions.referrals.forms import Form
from actions.tasks.hearing import Heard
from actions.tasks.matching import clear_matches, match_names

BACK, SAVE, SKIP, SHOW, DISCARD, CHANGE, RESUME, DECLINED = (
    "back",
    "save",
    "skip",
    "show",
    "discard",
    "change",
    "resume",
    "declined",
)
BY_INTENT: Mapping[str, str] = {
    "go_back": BACK,
    "undo_booking": BACK,
    "save_for_later": SAVE,
    "answer_skipped": SKIP,
    "show_referral": SHOW,
    "discard_referral": DISCARD,
    "resume_referral": RESUME,
}
# As plain as a yes to "shall I send it?", and to "shall we go on?".
SEND = re.compile(
    r"^(?:nothing|no more|that'?s (?:all|it)|yes|ok|please|so|,| )*(?:send|submit) (?:it|that|this)(?: now| please)*$"
)
START = re.compile(
    r"^(?:ok|okay|yes|please|let'?s|,| )*(?:start|begin|go on|go ahead)(?: (?:it|the form|now|please))*$"
)
POLITE = (
    r"(?:please |ok |okay |can (?:we|you|i) |could (?:we|you|i) |let'?s |i want to |i'd like to |i need to "
    r"|actually |sorry )*"
)
END = r"(?: please| now| thanks| that| this| it| question| one| for now)*$"
WORDS: Sequence[tuple[str, re.Pattern[str]]] = (
    (BACK, re.compile(rf"^{POLITE}(?:go back|back|undo|take (?:that|it) back|previous)(?: a (?:step|question))?{END}")),
    (
        SAVE,
        re.compile(rf"^{POLITE}(?:save|save .*for later|save and (?:stop|close)|finish .*later|do .*later|later){END}"),
    ),
    (
        SKIP,
        re.compile(r"^(?:hm+|er|um|sorry|well)?,? ?(?:i |i'm |we )?(?:don'?t know|do not know|not sure|no idea)\b"),
    ),
    (SKIP, re.compile(rf"^{POLITE}(?:skip|pass|leave .*(?:out|blank)|(?:i'd )?rather not say|prefer not to say){END}")),
    (
        SHOW,
        re.compile(
            rf"^{POLITE}(?:what have i (?:said|put|written)|what did i (?:say|put)|show .*(?:answers|form)|read .*back)"
        ),
    ),
    (
        DISCARD,
        re.compile(
            rf"^{POLITE}(?:discard|delete|bin|throw away|get rid of)(?: (?:it|this|that|all|everything|the|my)\b.*)?$"
        ),
    ),
    # "Correct" alone is a yes.
    (
        CHANGE,
        re.compile(
            rf"^{POLITE}(?:(?:change|edit|amend|fix|add)\b|correct (?:the|my|her|his|their|that|this)\b)"
            r"|\b(?:is|was) wrong$"
        ),
    ),
)
# Not asked on any form: what only a doctor needs to know, or nobody here.
MUST_NOT = re.compile(
    r"\b(?:diagnos\w+|gp|general practitioner|(?:her|his|their) doctor|medication|medical (?:records?|history|notes)"
    r"|home (?:life|situation)|private life|marriage|divorce|sex life|religion)\b"
)
ASKS_TO = re.compile(
    r"\b(?:ask|should|shall|do you (?:need|want)|don't you|can you|put|note|add|include|(?:want|need) to know|why)\b"
)


def steer(heard: Heard) -> str | None:
    """Return what the message does to the form, if it steers it."""
    # Plain words count before what was learned: "change the telephone" is no wish to see all of it.
    for word, pattern in WORDS:
        if pattern.search(heard.text):
            return word
    if heard.intent in BY_INTENT:
        return BY_INTENT[heard.intent]
    if MUST_NOT.search(heard.text) and (heard.asks or ASKS_TO.search(heard.text)):
        return DECLINED
    return None


def field_meant(form: Form, text: str, asked: Sequence[str]) -> str | None:
    """Return the question that a message names among those that are asked; None when it names none, or several."""
    questions = [form.questions[field] for field in asked if not form.questions[field].is_from_directory]
    names = {question.id: [question.label, question.id.replace("_", " ")] for question in questions}
    found = clear_matches(match_names(text, names))
    return found[0] if len(found) == 1 else None
