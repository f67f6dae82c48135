"""Reads what Teams sends when somebody presses a thumb. Keeps nothing of what they wrote beside it."""

import json
from dataclasses import dataclass
from typing import Any

THUMBS = {"like": True, "dislike": False}


@dataclass(frozen=True, slots=True)
class Thumb:
    """Whether the answer helped; `words` are looked at for urgent help, and then forgotten."""

    helpful: bool
    words: str


def read_thumb(value: Any) -> Thumb | None:
    """Return the thumb, or None when this is something else."""
    if not isinstance(value, dict) or value.get("actionName") != "feedback":
        return None
    given = value.get("actionValue")
    if not isinstance(given, dict):
        return None
    helpful = THUMBS.get(str(given.get("reaction")))
    if helpful is None:
        return None
    return Thumb(helpful, _words(given.get("feedback")))


def _words(feedback: Any) -> str:
    """Teams sends a JSON text; the playground, the bare words."""
    if not isinstance(feedback, str):
        return ""
    try:
        read = json.loads(feedback)
    except (ValueError, RecursionError):
        return feedback.strip()
    return str(read.get("feedbackText") or "").strip() if isinstance(read, dict) else feedback.strip()
