"""The typing indicator: shown when an answer takes a moment, never after it. Knows not what is answered."""

import asyncio
from types import TracebackType
from typing import Self

from bot.gateway.teams.connector import Connector, UndeliveredError
from bot.gateway.teams.messages import Recipient

SECONDS_BEFORE = 0.3
SECONDS_TO_FINISH = 1.0


class Typing:
    """Shows it while the block runs, if that takes long enough to wonder."""

    def __init__(self, connector: Connector, to: Recipient) -> None:
        """Show it there."""
        self._connector, self._to = connector, to
        self._is_sending = False
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        """Begin to wait."""
        self._task = asyncio.create_task(self._show())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop; one that is on its way arrives first, or the answer would seem not to be the last word."""
        if self._task is None:
            return
        if not self._is_sending:
            self._task.cancel()
        await asyncio.wait({self._task}, timeout=SECONDS_TO_FINISH)

    async def _show(self) -> None:
        await asyncio.sleep(SECONDS_BEFORE)
        self._is_sending = True
        try:
            await self._connector.show_typing(self._to)
        except UndeliveredError:
            # It is a courtesy; the answer itself will tell whether the connector is there.
            return
