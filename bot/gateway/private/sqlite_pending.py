"""Open private questions in an SQLite file: for one gateway, or several on one machine."""

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bot.gateway.private.pending import SECONDS_TO_KEEP, Pending, PendingDownError, Step
from bot.gateway.sqlite_file import SqliteFile

T = TypeVar("T")
SECONDS_FOR_THE_LOCK = 1.0
TABLE = """
CREATE TABLE IF NOT EXISTS private_questions (
    conversation TEXT PRIMARY KEY,
    draft TEXT NOT NULL,
    form TEXT NOT NULL,
    field TEXT NOT NULL,
    asked_at REAL NOT NULL,
    step TEXT NOT NULL,
    offered TEXT NOT NULL
)
"""


class SqlitePending:
    """One connection in one thread."""

    def __init__(self, path: Path) -> None:
        """Use this file; it is opened when it is first needed."""
        # A question that is on the screen must be here too, also after a power cut.
        self._file = SqliteFile(path, TABLE, "private-questions", seconds=SECONDS_FOR_THE_LOCK, synchronous="FULL")

    async def find(self, conversation: str) -> Pending | None:
        """Return the open question of a conversation."""

        def read(connection: sqlite3.Connection) -> Pending | None:
            query = "SELECT draft, form, field, asked_at, step, offered FROM private_questions WHERE conversation = ?"
            row = connection.execute(query, (conversation,)).fetchone()
            return Pending(row[0], row[1], row[2], row[3], Step(row[4]), row[5]) if row else None

        return await self._run(read)

    async def keep(self, conversation: str, pending: Pending) -> None:
        """Keep it, on the disk when this returns; and delete what nobody answered."""
        values = (conversation, pending.draft, pending.form, pending.field, pending.at, pending.step, pending.offered)

        def write(connection: sqlite3.Connection) -> None:
            connection.execute("INSERT OR REPLACE INTO private_questions VALUES (?, ?, ?, ?, ?, ?, ?)", values)
            command = "DELETE FROM private_questions WHERE asked_at < ?"
            connection.execute(command, (time.time() - SECONDS_TO_KEEP,))

        await self._run(write)

    async def forget(self, conversation: str) -> None:
        """Forget it."""
        command = "DELETE FROM private_questions WHERE conversation = ?"
        await self._run(lambda connection: connection.execute(command, (conversation,)))

    async def close(self) -> None:
        """Close the connection and end the thread."""
        await self._file.close()

    async def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return await self._file.run(work)
        except (sqlite3.Error, OSError, ValueError) as error:
            raise PendingDownError from error
