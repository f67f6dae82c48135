"""The check itself: rules and classifier, of which either is enough. Keeps and logs nothing."""

import math
import re
from collections.abc import Container, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.gateway.urgent.classifier import Classifier, ClassifierError
from bot.gateway.urgent.passages import Passages, cut
from bot.gateway.urgent.rules import Finding, Rules, Strength
from bot.gateway.urgent.urgency import NONE, Kind, Level, Urgency

# A miss weighs more than a false alarm; 1 % of ordinary messages and 10 % of hard ones may be one. Lower still, many a
# request about training would be taken for a cry for help.
URGENT_AT = -0.36
URGENT_AT_WITH_ALARM = -0.8
OFFER_AT = -0.36
# A clause torn from a story ("I've had enough of", "nobody listens") sounds worse than it is: what the whole message
# says counts this much, and its most alarming part the rest.
WEIGHT_OF_WHOLE = 0.5
# However harmless the whole is, so that a part that is clear enough is never drowned by a long story.
LEAST_OF_WHOLE = -1.0
# The more parts a message has, the likelier one of them sounds alarming by chance: the most alarming one must say so
# much more for each doubling of their number. Chosen on left-out training lines.
CHANCE_OF_PARTS = 0.1
# A sentence about training, a policy or the like must say more.
SUBJECT_DISCOUNT = 0.85
# Where so many of the longer words, and at least two, are none that the encoder knows as words, it can only guess, and
# its word counts for less. What is misspelt of the words of danger was put right before.
HARD_TO_READ, FEWEST_UNKNOWN, LONGER, HARD_DISCOUNT = 0.5, 2, 4, 0.5
# So few words ("gd morning", "last post") are like many things that were learned, and must say more.
FEW_WORDS, FEW_DISCOUNT = 4, 0.25
# The classifier knows sentences; of a row of signs or of one letter it knows nothing, and would only guess.
_SAYS_SOMETHING = re.compile(r"(?<![^\W\d_])(?!([^\W\d_])\1+(?![^\W\d_]))[^\W\d_]{2,30}(?![^\W\d_])")
_WORD = re.compile(r"\w+")
# What was pasted from a page brings marks that no training line has.
_MARKS = re.compile(r"[#*_`~|<>\[\]{}]+")
# Without the classifier an alarming word is enough.
_RULES_ALONE: dict[Strength, Level] = {Strength.NONE: "none", Strength.WEAK: "offer", Strength.ALARM: "urgent"}


@dataclass(frozen=True, slots=True)
class Weighed:
    """How urgent a message is as a whole, how alarming its most alarming part, and the danger which that is like.

    `doubt` is what the urgency must be greater by, because the message is hard to read or too short to tell.
    """

    urgency: float
    alarm: float
    kind: Kind
    doubt: float = 0.0


class UrgentHelp:
    """Looks at one message at a time."""

    def __init__(self, rules: Rules, classifier: Classifier | None = None) -> None:
        """Use these signals; without the classifier the rules work alone."""
        self._rules, self._classifier = rules, classifier

    @property
    def complete(self) -> bool:
        """Whether both signals are there."""
        return self._classifier is not None

    @classmethod
    def rules_only(cls) -> "UrgentHelp":
        """Return the check without the classifier; nothing that training makes is needed."""
        return cls(Rules.load())

    @classmethod
    def load(cls, var_dir: Path) -> "UrgentHelp":
        """Return the check with both signals, or with the rules alone when the classifier cannot be loaded."""
        try:
            return cls(Rules.load(), Classifier.load(var_dir))
        except ClassifierError:
            return cls.rules_only()

    def check(self, text: str) -> Urgency:
        """Return how urgent a message is, and which help fits."""
        readings = self._rules.readings(text)
        ruled = self._rules.check(readings)
        if ruled.strength is Strength.EXPLICIT:
            return Urgency("urgent", ruled.kind)
        if self._classifier is None:
            return Urgency(_RULES_ALONE[ruled.strength], ruled.kind)
        return self._weigh(ruled, self._score(self._classifier, text, readings))

    def _weigh(self, ruled: Finding, score: Weighed) -> Urgency:
        if score.urgency >= URGENT_AT + score.doubt:
            return Urgency("urgent", score.kind)
        if ruled.strength is Strength.ALARM and score.urgency >= URGENT_AT_WITH_ALARM:
            return Urgency("urgent", ruled.kind)
        if ruled.strength is not Strength.NONE or score.alarm >= OFFER_AT:
            return Urgency("offer", score.kind)
        return NONE

    def _score(self, classifier: Classifier, text: str, readings: list[str]) -> Weighed:
        # As typed, unless there are figures of speech in it to take out first; and as meant, where that differs.
        plain = [self._rules.without_harmless(reading) for reading in readings]
        typed = text if plain[0] == readings[0] else plain[0]
        cuts = [cut(_MARKS.sub(" ", one)) for one in (typed, *plain[1:])]
        passages = dict.fromkeys(passage for one in cuts for passage in one.all() if _SAYS_SOMETHING.search(passage))
        if not passages:
            return Weighed(float("-inf"), float("-inf"), "self")
        scores = dict(zip(passages, classifier.score(list(passages)), strict=True))
        urgencies = {
            passage: score.urgency - (SUBJECT_DISCOUNT if self._rules.is_about_subject(passage) else 0.0)
            for passage, score in scores.items()
        }
        worst = max(urgencies, key=lambda passage: urgencies[passage])
        whole = max(_urgency_of_whole(one, urgencies) for one in cuts)
        whole = max(whole, LEAST_OF_WHOLE)
        alarm = urgencies[worst] - CHANCE_OF_PARTS * math.log2(len(passages))
        together = WEIGHT_OF_WHOLE * whole + (1 - WEIGHT_OF_WHOLE) * alarm
        doubt = HARD_DISCOUNT if _is_hard_to_read(readings[-1], classifier.words) else 0.0
        doubt += FEW_DISCOUNT if len(_WORD.findall(text)) <= FEW_WORDS else 0.0
        return Weighed(together, urgencies[worst], scores[worst].kind, doubt)


def _urgency_of_whole(passages: Passages, urgencies: Mapping[str, float]) -> float:
    """Return that of the whole; for a text too long for one vector, the mean of its parts stands."""
    if passages.whole in urgencies:
        return urgencies[passages.whole]
    parts = [urgencies[part] for part in passages.parts if part in urgencies]
    return sum(parts) / len(parts) if parts else float("-inf")


def _is_hard_to_read(reading: str, known: Container[str]) -> bool:
    longer = [word for word in reading.split() if len(word) >= LONGER and word.isalpha()]
    unknown = sum(word not in known for word in longer)
    return unknown >= max(FEWEST_UNKNOWN, HARD_TO_READ * len(longer))
