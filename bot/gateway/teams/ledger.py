"""What became of each activity, kept where all gateways look: by ids and times, never by words.

BEGUN → ANSWERING → DONE or UNDELIVERED; BEGUN → LOST, and ANSWERING → UNDELIVERED, when whoever was at it is gone.
Only one gateway can make a step.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

# Microsoft sends again within a minute; a day is more than any restart takes.
SECONDS_TO_REMEMBER = 24 * 3600
# What could not be delivered stays to be seen.
SECONDS_TO_SHOW = 30 * 24 * 3600
# What is still being answered after so long never will be: more than all waits of all messages of an answer together.
SECONDS_TO_FINISH = 15 * 60
INTERRUPTED = "interrupted"


class LedgerDownError(Exception):
    """The shared store does not answer."""


class State(StrEnum):
    """How far an activity has come."""

    BEGUN = "begun"
    ANSWERING = "answering"
    DONE = "done"
    UNDELIVERED = "undelivered"
    LOST = "lost"


BLOCKING = (State.BEGUN, State.ANSWERING)


@dataclass(frozen=True, slots=True)
class Delivery:
    """One activity. `key` is the same each time that it is delivered; `is_turn`: somebody waits for an answer."""

    key: str
    conversation: str
    where: str
    activity: str
    is_turn: bool


@dataclass(frozen=True, slots=True)
class Undelivered:
    """An answer that may not have arrived: of which activity, why, and when (seconds since the epoch)."""

    activity: str
    cause: str
    at: float


class Ledger(Protocol):
    """One store. Every method raises LedgerDownError when it does not answer."""

    async def begin(self, delivery: Delivery, now: float) -> int | None:
        """Return the ticket of an activity, in order of arrival, or None when it is known already."""
        ...

    async def is_next(self, ticket: int, conversation: str, since: float) -> bool:
        """Whether no earlier activity of the conversation, begun after `since`, is still being answered."""
        ...

    async def step(self, ticket: int, before: State, after: State, cause: str = "") -> bool:
        """Change the state; False when it was another one."""
        ...

    async def take_lost(self, before: float) -> list[Delivery]:
        """Make turns that were begun before this instant and never answered LOST; return those that this call took."""
        ...

    async def end_interrupted(self, before: float) -> int:
        """Make answers that were begun before this instant and never finished UNDELIVERED; return how many."""
        ...

    async def keep_token(self, message: str, token: str, now: float) -> None:
        """Keep the feedback token of a sent message."""
        ...

    async def find_token(self, message: str, now: float) -> str | None:
        """Return the feedback token of a sent message of the last day."""
        ...

    async def use_card(self, card: str, now: float, seconds: float) -> bool:
        """Note for so many seconds that a card was used; False when it was."""
        ...

    async def undelivered(self) -> list[Undelivered]:
        """Return what could not be delivered, the newest first."""
        ...

    async def forget_old(self, now: float) -> None:
        """Delete what has been kept long enough."""
        ...

    async def close(self) -> None:
        """Let go of the store."""
        ...
