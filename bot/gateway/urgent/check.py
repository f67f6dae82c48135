"""The check itself: rules and classifier, of which either is enough. Keeps and logs nothing."""

from pathlib import Path

from bot.gateway.urgent.classifier import OFFER_AT, URGENT_AT, URGENT_AT_ABOUT_SUBJECT, Classifier, ClassifierError
from bot.gateway.urgent.passages import cut
from bot.gateway.urgent.rules import Rules
from bot.gateway.urgent.urgency import NONE, Urgency


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
        if ruled.level == "urgent" or self._classifier is None:
            return ruled
        classified = self._classify(self._classifier, text, readings)
        return ruled if classified.level == "none" else classified

    def _classify(self, classifier: Classifier, text: str, readings: list[str]) -> Urgency:
        # As typed, unless there are figures of speech in it to take out first; and as meant, where that differs.
        plain = [self._rules.without_harmless(reading).replace(" _ ", " ") for reading in readings]
        typed = text if plain[0] == readings[0] else plain[0]
        passages = list(dict.fromkeys(passage for one in (typed, *plain[1:]) for passage in cut(one)))
        found = NONE
        for passage, score in zip(passages, classifier.score(passages), strict=True):
            if score.urgency < OFFER_AT:
                continue
            enough = URGENT_AT_ABOUT_SUBJECT if self._rules.is_about_subject(passage) else URGENT_AT
            if score.urgency >= enough:
                return Urgency("urgent", score.kind)
            found = Urgency("offer", score.kind)
        return found
