"""A place, or a few, given in the order in which they were asked for. Knows no database."""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


class TooLongError(Exception):
    """The turn did not come in time."""


@dataclass(slots=True)
class Turns:
    """Whoever waits longest is next; Python's own lock lets the quickest in, so that others wait for ever."""

    places: int = 1
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _waiting: deque[threading.Event] = field(default_factory=deque)
    _taken: int = 0

    @contextmanager
    def take(self, seconds: float) -> Iterator[None]:
        """Hold the turn. Raises TooLongError when it does not come within so many seconds."""
        if not self._acquire(seconds):
            raise TooLongError
        try:
            yield
        finally:
            self._release()

    def _acquire(self, seconds: float) -> bool:
        mine = threading.Event()
        with self._lock:
            if self._taken < self.places:
                self._taken += 1
                return True
            self._waiting.append(mine)
        if mine.wait(seconds):
            return True
        with self._lock:
            if mine.is_set():  # it came at the last moment
                return True
            self._waiting.remove(mine)
            return False

    def _release(self) -> None:
        with self._lock:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken -= 1
