"""Which private question a conversation waits with, kept where all gateways look: by ids and times, never by words."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

# Drafts are kept as long.
SECONDS_TO_KEEP = 14 * 24 * 3600
# After so long somebody may have something else in mind, so the question is put again first.
SECONDS_TO_WAIT = 2 * 3600.0


class PendingDownError(Exception):
    """The store does not answer, so nobody can say whether a private question is open."""


class Step(StrEnum):
    """How far a question has come."""

    ASKED = "asked"
    # The answer was "back", which is a command and a part of the body.
    UNCLEAR = "unclear"
    # The answer is on the form; a better wording of it was offered.
    COACHED = "coached"
    # The answer is on the form, and Rasa does not know it yet.
    RECORDED = "recorded"


@dataclass(frozen=True, slots=True)
class Pending:
    """One open question. `offered`: the id of a wording that was offered; `at`: seconds since the epoch."""

    draft: str
    form: str
    field: str
    at: float
    step: Step = Step.ASKED
    offered: str = ""

    @property
    def name(self) -> str:
        """What a button that answers this question, and no other, calls it."""
        return f"{self.draft}/{self.field}"

    def at_step(self, step: Step, at: float, offered: str = "") -> "Pending":
        """Return the question one step further."""
        return replace(self, step=step, at=at, offered=offered)

    def is_old(self, now: float) -> bool:
        """Whether it has waited too long to take the next words for its answer."""
        return now - self.at > SECONDS_TO_WAIT


class PendingStore(Protocol):
    """One store. Every method raises PendingDownError when it does not answer."""

    async def find(self, conversation: str) -> Pending | None:
        """Return the open question of a conversation."""
        ...

    async def keep(self, conversation: str, pending: Pending) -> None:
        """Keep the open question; when this returns, every gateway knows it."""
        ...

    async def forget(self, conversation: str) -> None:
        """Forget it."""
        ...

    async def close(self) -> None:
        """Let go of the store."""
        ...
