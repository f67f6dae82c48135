"""The gateway's own sentences, from `replies.yml`, by cause; never the same wording twice running."""

from collections import OrderedDict
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from contracts.outcomes import Outcome
from contracts.replies import Choice, Reply
from contracts.yaml_files import read_yaml

FILE = Path(__file__).with_name("replies.yml")
MOST_CONVERSATIONS = 20_000
# The one sentence that may come twice running: whoever needs it must not have to look for it.
NUMBERS = "Need help urgently? Call **999** if life is in danger, NHS **111** (option 2) or Samaritans **116 123**."


class Cause(StrEnum):
    """Why the gateway speaks instead of Rasa."""

    RASA_DOWN = "rasa_down"
    RASA_SLOW = "rasa_slow"
    RASA_ERROR = "rasa_error"
    RASA_REFUSED = "rasa_refused"
    RASA_INVALID = "rasa_invalid"
    RASA_EMPTY = "rasa_empty"
    BUSY = "busy"
    UNEXPECTED = "unexpected"
    RATE_LIMITED = "rate_limited"
    TOO_LONG = "too_long"
    BODY_TOO_LARGE = "body_too_large"
    NO_TEXT = "no_text"
    ONLY_SYMBOLS = "only_symbols"
    HELPFUL = "helpful"
    NOT_HELPFUL = "not_helpful"
    FEEDBACK_UNAVAILABLE = "feedback_unavailable"
    FEEDBACK_REFUSED = "feedback_refused"
    CLEARED = "cleared"
    NOT_CLEARED = "not_cleared"
    PRIVATE_UNKNOWN = "private_unknown"
    PRIVATE_NOT_ASKED = "private_not_asked"
    PRIVATE_NOT_SAVED = "private_not_saved"
    PRIVATE_TOO_LONG = "private_too_long"
    TEAMS_LOST = "teams_lost"
    TEAMS_EDITED = "teams_edited"
    TEAMS_DELETED = "teams_deleted"
    TEAMS_REACTED = "teams_reacted"
    TEAMS_FILE = "teams_file"
    TEAMS_FILE_BESIDE = "teams_file_beside"
    TEAMS_NOT_PERSONAL = "teams_not_personal"
    TEAMS_OLD_BUTTON = "teams_old_button"
    TEAMS_USED_BUTTON = "teams_used_button"
    TEAMS_BUTTON_UNSURE = "teams_button_unsure"
    TEAMS_ALTERED_BUTTON = "teams_altered_button"
    TEAMS_FOREIGN_BUTTON = "teams_foreign_button"
    TEAMS_BUTTON_LATER = "teams_button_later"
    TEAMS_TOPIC_UNKNOWN = "teams_topic_unknown"
    TEAMS_FEEDBACK_WORDS = "teams_feedback_words"


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is said for one cause."""

    outcome: Outcome
    wordings: tuple[str, ...]
    try_again: bool


class PreparedReplies:
    """Chooses a wording and remembers, for each conversation, only which one it was."""

    def __init__(self, prepared: dict[Cause, Prepared]) -> None:
        """Choose among these."""
        self._prepared = prepared
        self._last: OrderedDict[str, tuple[Cause, int]] = OrderedDict()

    @classmethod
    def load(cls, path: Path = FILE) -> "PreparedReplies":
        """Read the file. Raises KeyError or ValueError when a cause is missing or unknown."""
        entries: dict[str, Any] = read_yaml(path)
        prepared = {Cause(name): _prepared(entry) for name, entry in entries.items()}
        return cls({cause: prepared[cause] for cause in Cause})

    def say(self, cause: Cause, conversation: str, text: str = "", **values: object) -> Reply:
        """Return the next wording; `text` is what "Try again" would send."""
        prepared = self._prepared[cause]
        last_cause, last = self._last.pop(conversation, (None, -1))
        index = (last + 1) % len(prepared.wordings) if last_cause == cause else 0
        self._last[conversation] = (cause, index)
        while len(self._last) > MOST_CONVERSATIONS:
            self._last.popitem(last=False)
        words = prepared.wordings[index].format(**values)
        if prepared.try_again:
            words = f"{words}\n\n{NUMBERS}"
        choices = (Choice("Try again", text),) if prepared.try_again and text else ()
        return Reply(words, prepared.outcome, choices=choices)

    def forget(self, conversation: str) -> None:
        """Begin again with the first wording: something else has been said in between."""
        self._last.pop(conversation, None)


def _prepared(entry: dict[str, Any]) -> Prepared:
    return Prepared(Outcome(entry["outcome"]), tuple(entry["wordings"]), bool(entry.get("try_again")))
