"""One turn at a time for each conversation, in the order of arrival. Knows not what a turn does."""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")


class BusyError(Exception):
    """The earlier turns of this conversation were not finished in time; this one was not begun."""


class UnfinishedError(Exception):
    """The turn was begun and goes on; whoever waited for it has waited long enough."""


@dataclass(slots=True)
class _Line:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    people: int = 0


class Conversations:
    """Who is being served and who waits; a conversation without either takes no memory."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._lines: dict[str, _Line] = {}
        self._tasks: set[asyncio.Future[Any]] = set()

    def __len__(self) -> int:
        """Return how many conversations are being served."""
        return len(self._lines)

    async def run(self, conversation: str, work: Callable[[], Awaitable[T]], seconds: float) -> T:
        """Run the work after the conversation's earlier work. Raises BusyError or UnfinishedError."""
        loop = asyncio.get_running_loop()
        ends_at = loop.time() + seconds
        line = self._lines.setdefault(conversation, _Line())
        line.people += 1
        try:
            async with asyncio.timeout_at(ends_at):
                await line.lock.acquire()
        except BaseException as error:
            self._leave(conversation, line)
            if isinstance(error, TimeoutError):
                raise BusyError from error
            raise
        if loop.time() >= ends_at:
            # Whoever waited is told at once that time is up, so it must not be done behind their back.
            line.lock.release()
            self._leave(conversation, line)
            raise BusyError
        task = asyncio.ensure_future(work())
        self._tasks.add(task)
        task.add_done_callback(lambda done: self._finish(conversation, line, done))
        # When time is up the work goes on, as Rasa would, and the next message comes after it.
        done, _ = await asyncio.wait({task}, timeout=max(0.0, ends_at - loop.time()))
        if not done:
            raise UnfinishedError
        return task.result()

    async def close(self) -> None:
        """End what still goes on, and return when it has ended."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        # An event loop that ends would cancel what they wait for beside them, and leave some of it never begun.
        await asyncio.gather(*tasks, return_exceptions=True)

    def _finish(self, conversation: str, line: _Line, task: "asyncio.Future[T]") -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()
        line.lock.release()
        self._leave(conversation, line)

    def _leave(self, conversation: str, line: _Line) -> None:
        line.people -= 1
        if line.people == 0:
            self._lines.pop(conversation, None)


def conversation_key(tenant: str, person: str, conversation: str) -> str:
    """Return the id that Rasa sees: opaque, and never another person's, whatever id the client sends."""
    parts = (tenant, person, conversation)
    framed = b"".join(len(part.encode()).to_bytes(4) + part.encode() for part in parts)
    return hashlib.sha256(framed).hexdigest()[:40]
