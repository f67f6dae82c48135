"""Remembers what was read from first words until it is known about whom; in memory only, and not for long."""

import time
from typing import Any

# A form that nobody goes on with for this long is asked for as if nothing had been read.
SECONDS_TO_REMEMBER, MOST_REMEMBERED = 900.0, 1000


class Openings:
    """What was read, in memory only, until it is known whom it is about; no slot and no store ever holds it."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._kept: dict[str, tuple[float, dict[str, Any]]] = {}

    def keep(self, conversation: str, found: dict[str, Any]) -> None:
        """Keep what was read for a quarter of an hour, in place of what was kept: that was about somebody else."""
        now = time.monotonic()
        self._kept = {key: kept for key, kept in self._kept.items() if kept[0] > now and key != conversation}
        if found and len(self._kept) < MOST_REMEMBERED:
            self._kept[conversation] = (now + SECONDS_TO_REMEMBER, found)

    def add(self, conversation: str, found: dict[str, Any]) -> None:
        """Keep what was read now, and what was read before and is not said anew."""
        self.keep(conversation, {**self.take(conversation), **found})

    def take(self, conversation: str) -> dict[str, Any]:
        """Return what was read, and forget it."""
        until, found = self._kept.pop(conversation, (0.0, {}))
        return found if until > time.monotonic() else {}
