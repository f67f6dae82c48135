"""The keys whose writes are running in this process. Another process is held off by the database."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from api.errors import StillRunningError


@dataclass(frozen=True, slots=True)
class RunningKeys:
    """A set of scopes, each held by one request at a time."""

    _scopes: set[str] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def hold(self, scope: str) -> Iterator[None]:
        """Hold a scope, until after its transaction. Raises StillRunningError when it is held."""
        with self._lock:
            if scope in self._scopes:
                raise StillRunningError
            self._scopes.add(scope)
        try:
            yield
        finally:
            with self._lock:
                self._scopes.discard(scope)
