"""An SQLite file that one thread works on, so that what comes first is written first. Knows no table."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal, TypeVar

T = TypeVar("T")


class SqliteFile:
    """One connection in one thread. Each statement is a transaction of its own."""

    def __init__(
        self, path: Path | None, tables: str, name: str, *, seconds: float, synchronous: Literal["NORMAL", "FULL"]
    ) -> None:
        """Use this file, or memory alone, with these tables; it is opened when it is first needed.

        `name` is the thread's, `seconds` how long another process may hold the file, `synchronous` whether a write
        outlives a power cut.
        """
        self._path, self._tables, self._seconds, self._synchronous = path, tables, seconds, synchronous
        self._connection: sqlite3.Connection | None = None
        self._thread = ThreadPoolExecutor(1, thread_name_prefix=name)

    async def run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Return what the work returns. Raises sqlite3.Error or OSError."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, lambda: work(self._open()))

    async def close(self) -> None:
        """Close the connection and end the thread. Raises sqlite3.Error."""
        if self._connection is not None:
            await self.run(lambda connection: connection.close())
        self._thread.shutdown(wait=True)

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            name = ":memory:" if self._path is None else str(self._path)
            connection = sqlite3.connect(name, timeout=self._seconds, isolation_level=None, check_same_thread=False)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute(f"PRAGMA synchronous = {self._synchronous}")
            connection.executescript(self._tables)
            self._connection = connection
        return self._connection
