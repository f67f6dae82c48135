"""How many messages one person may send in a minute. Knows no text."""

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable

WINDOW_SECONDS = 60.0
MOST_PEOPLE = 20_000


class RateLimit:
    """A sliding minute for each person; forgets whoever has been quiet."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Allow so many a minute; 0 allows all."""
        self._per_minute, self._clock = per_minute, clock
        self._sent: OrderedDict[str, deque[float]] = OrderedDict()

    def seconds_to_wait(self, person: str) -> int:
        """Count one message and return 0, or return how long to wait and count nothing."""
        if self._per_minute == 0:
            return 0
        now = self._clock()
        sent = self._sent.setdefault(person, deque())
        self._sent.move_to_end(person)
        while sent and now - sent[0] >= WINDOW_SECONDS:
            sent.popleft()
        if len(sent) >= self._per_minute:
            return math.ceil(WINDOW_SECONDS - (now - sent[0]))
        sent.append(now)
        while len(self._sent) > MOST_PEOPLE:
            self._sent.popitem(last=False)
        return 0
