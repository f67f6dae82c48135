"""Each activity once, in the order of arrival, whichever gateway got it. Knows no words and sends nothing."""

import asyncio
import hashlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar

import structlog

from bot.gateway.conversations import BusyError
from bot.gateway.metrics import Metrics
from bot.gateway.teams.activities import Activity
from bot.gateway.teams.ledger import SECONDS_TO_FINISH, Delivery, Ledger, LedgerDownError, State

T = TypeVar("T")
SECONDS_BETWEEN_LOOKS = 0.03
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Ticket:
    """What one gateway holds of one activity, and the steps that it may take."""

    deliveries: "Deliveries"
    ledger: Ledger
    number: int
    conversation: str

    async def wait_for_earlier(self, seconds: float) -> None:
        """Return when the conversation's earlier activities are answered. Raises BusyError."""
        ends_at = time.monotonic() + seconds
        while not await self.deliveries.ask(self._is_next(), if_down=True):
            if time.monotonic() >= ends_at:
                raise BusyError
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    async def claim(self) -> bool:
        """Whether this gateway may answer; false when the turn was given up for lost meanwhile."""
        return await self._step(State.BEGUN, State.ANSWERING)

    async def finish(self) -> None:
        """Note that everything was said."""
        await self._step(State.ANSWERING, State.DONE)

    async def close(self) -> None:
        """Note that there was nothing to say."""
        if await self.claim():
            await self.finish()

    async def give_up(self, cause: str) -> None:
        """Note that something could not be delivered, and why."""
        await self._step(State.ANSWERING, State.UNDELIVERED, cause)

    async def _is_next(self) -> bool:
        since = self.deliveries.clock() - self.deliveries.seconds_until_lost
        return await self.ledger.is_next(self.number, self.conversation, since)

    async def _step(self, before: State, after: State, cause: str = "") -> bool:
        return await self.deliveries.ask(self.ledger.step(self.number, before, after, cause), if_down=True)


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Uses the store that the gateways share; while it is down, this process' own memory, and says so.

    `seconds_until_lost`: a turn that is not answered after so long never will be; its gateway is gone.
    """

    shared: Ledger
    own: Ledger
    metrics: Metrics
    seconds_until_lost: float
    clock: Callable[[], float] = time.time

    async def begin(self, activity: Activity) -> Ticket | None:
        """Return a ticket, or None for an activity that was delivered before."""
        delivery = Delivery(
            key=_key(activity),
            conversation=activity.conversation,
            where=activity.where,
            activity=activity.id,
            is_turn=activity.is_turn,
        )
        for ledger in (self.shared, self.own):
            try:
                number = await ledger.begin(delivery, self.clock())
            except LedgerDownError as error:
                self._alarm(error)
                continue
            return None if number is None else Ticket(self, ledger, number, activity.conversation)
        raise LedgerDownError

    async def take_lost(self) -> list[Delivery]:
        """Return the turns that a gateway left behind; each is returned to one caller only."""
        return await self.ask(self.shared.take_lost(self.clock() - self.seconds_until_lost), if_down=[])

    async def end_interrupted(self) -> int:
        """Give up answers whose gateway is gone: nobody knows how much of them was said. Return how many."""
        return await self.ask(self.shared.end_interrupted(self.clock() - SECONDS_TO_FINISH), if_down=0)

    async def keep_token(self, conversation: str, message: str, token: str) -> None:
        """Keep the feedback token of a message that was sent."""
        # Also as the conversation's latest: Teams says which message a thumb is for, the playground does not.
        for name in (message, ""):
            await self.ask(self.shared.keep_token(_digest(conversation, name), token, self.clock()), if_down=None)

    async def find_token(self, conversation: str, message: str) -> str | None:
        """Return the feedback token of a message, for a day."""
        return await self.ask(self.shared.find_token(_digest(conversation, message), self.clock()), if_down=None)

    async def keep_card(self, conversation: str, card: str) -> None:
        """Keep which card can be pressed in a conversation; none: what was said since has made it old."""
        await self.ask(self.shared.keep_token(_digest(conversation, "card", ""), card, self.clock()), if_down=None)

    async def is_current_card(self, conversation: str, card: str) -> bool:
        """Whether this card can be pressed; while the store is down none can."""
        found = self.shared.find_token(_digest(conversation, "card", ""), self.clock())
        return await self.ask(found, if_down=None) == card

    async def use_card(self, card: str, seconds: float) -> bool | None:
        """Whether this is a card's first use, for whichever gateway; None while the store is down."""
        used: Awaitable[bool | None] = self.shared.use_card(card, self.clock(), seconds)
        return await self.ask(used, if_down=None)

    async def forget_old(self) -> None:
        """Delete what has been kept long enough."""
        await self.ask(self.shared.forget_old(self.clock()), if_down=None)

    async def ask(self, answer: Awaitable[T], *, if_down: T) -> T:
        """Return a ledger's answer, or the other one while it is down."""
        try:
            return await answer
        except LedgerDownError as error:
            self._alarm(error)
            return if_down

    async def close(self) -> None:
        """Let go of both stores."""
        await self.shared.close()
        await self.own.close()

    def _alarm(self, error: LedgerDownError) -> None:
        self.metrics.count_teams("ledger_down")
        log.error("teams_ledger_down", error=type(error.__cause__ or error).__name__)


def _key(activity: Activity) -> str:
    return _digest(activity.person.tenant, activity.conversation, activity.kind, activity.name, activity.id)


def _digest(*parts: str) -> str:
    framed = b"".join(len(part.encode()).to_bytes(4) + part.encode() for part in parts)
    return hashlib.sha256(framed).hexdigest()
