"""The check itself: rules and classifier, of which either is enough. Keeps and logs nothing."""

from pathlib import Path

from bot.gateway.urgent.rules import Rules
from bot.gateway.urgent.urgency import Urgency


class UrgentHelp:
    """Looks at one message at a time."""

    def __init__(self, rules: Rules) -> None:
        """Use these signals."""
        self._rules = rules

    @property
    def complete(self) -> bool:
        """Whether both signals are there."""
        return False

    @classmethod
    def rules_only(cls) -> "UrgentHelp":
        """Return the check without the classifier."""
        return cls(Rules.load())

    @classmethod
    def load(cls, var_dir: Path) -> "UrgentHelp":
        """Return the check with what is there."""
        return cls(Rules.load())

    def check(self, text: str) -> Urgency:
        """Return how urgent a message is."""
        return self._rules.check(self._rules.readings(text))
