"""Keeps what is sent within Microsoft's limits, so that it is seldom asked to wait. Knows chats and times, no message.

Each gateway counts what it sends itself; where several send more together, the connector's own answer slows them down.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

# So many messages in so many seconds: to one chat, and of one bot in one tenant.
OF_A_CHAT = ((7, 1.0), (8, 2.0), (60, 30.0), (1800, 3600.0))
OF_THE_BOT = ((50, 1.0),)
MOST_CHATS = 10_000


class TooFastError(Exception):
    """There is no room for this message within the time that its sender can wait."""


@dataclass(frozen=True, slots=True)
class _Line:
    """The times of what was sent or will be, the oldest first."""

    limits: tuple[tuple[int, float], ...]
    times: deque[float]

    @classmethod
    def of(cls, limits: tuple[tuple[int, float], ...]) -> "_Line":
        return cls(limits, deque(maxlen=max(most for most, _ in limits)))

    def next_free(self, now: float) -> float:
        free = [self.times[-most] + seconds for most, seconds in self.limits if len(self.times) >= most]
        return max([now, *free, *list(self.times)[-1:]])


@dataclass(slots=True)
class Pace:
    """The chats that something was sent to lately."""

    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    clock: Callable[[], float] = time.monotonic
    _chats: dict[str, _Line] = field(default_factory=dict)
    _bot: _Line = field(default_factory=lambda: _Line.of(OF_THE_BOT))

    async def wait(self, conversation: str, patience: float) -> None:
        """Return when one more message may be sent there. Raises TooFastError when that takes too long, in seconds."""
        for line in (self._line_of(conversation), self._bot):
            now = self.clock()
            at = line.next_free(now)
            if at - now > patience:
                raise TooFastError
            line.times.append(at)
            if at > now:
                await self.sleep(at - now)

    def _line_of(self, conversation: str) -> _Line:
        if conversation not in self._chats and len(self._chats) >= MOST_CHATS:
            self._forget_quiet()
        return self._chats.setdefault(conversation, _Line.of(OF_A_CHAT))

    def _forget_quiet(self) -> None:
        since = self.clock() - max(seconds for _, seconds in OF_A_CHAT)
        self._chats = {name: line for name, line in self._chats.items() if line.times and line.times[-1] > since}
