"""The ledger in an SQLite file: for one gateway, or several on one machine."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from bot.gateway.sqlite_file import SqliteFile
from bot.gateway.teams.ledger import (
    BLOCKING,
    INTERRUPTED,
    SECONDS_TO_REMEMBER,
    SECONDS_TO_SHOW,
    Delivery,
    LedgerDownError,
    State,
    Undelivered,
)

T = TypeVar("T")
SECONDS_TO_WAIT = 5.0
TABLES = """
CREATE TABLE IF NOT EXISTS deliveries (
    ticket INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    conversation TEXT NOT NULL,
    service_address TEXT NOT NULL,
    activity TEXT NOT NULL,
    is_turn INTEGER NOT NULL,
    state TEXT NOT NULL,
    cause TEXT NOT NULL DEFAULT '',
    begun_at REAL NOT NULL
);
CREATE INDEX IF NOT EXISTS deliveries_of_a_conversation ON deliveries (conversation, state);
CREATE INDEX IF NOT EXISTS deliveries_by_state ON deliveries (state, begun_at);
CREATE TABLE IF NOT EXISTS feedback_tokens (message TEXT PRIMARY KEY, token TEXT NOT NULL, kept_at REAL NOT NULL);
CREATE TABLE IF NOT EXISTS used_cards (card TEXT PRIMARY KEY, until REAL NOT NULL);
"""


class SqliteLedger:
    """One connection in one thread, so that what came first is written first."""

    def __init__(self, path: Path | None) -> None:
        """Use this file, or memory alone."""
        self._file = SqliteFile(path, TABLES, "teams-ledger", seconds=SECONDS_TO_WAIT, synchronous="NORMAL")

    async def begin(self, delivery: Delivery, now: float) -> int | None:
        """Return the ticket, or None for an activity that is known."""
        values = (delivery.key, delivery.conversation, delivery.where, delivery.activity, delivery.is_turn, now)

        def write(connection: sqlite3.Connection) -> int | None:
            row = connection.execute(
                "INSERT INTO deliveries (key, conversation, service_address, activity, is_turn, begun_at, state)"
                " VALUES (?, ?, ?, ?, ?, ?, 'begun') ON CONFLICT (key) DO NOTHING RETURNING ticket",
                values,
            ).fetchone()
            return int(row[0]) if row else None

        return await self._run(write)

    async def is_next(self, ticket: int, conversation: str, since: float) -> bool:
        """Whether it is this ticket's turn."""
        values = (conversation, *BLOCKING, ticket, since)

        def read(connection: sqlite3.Connection) -> bool:
            found = connection.execute(
                "SELECT 1 FROM deliveries WHERE conversation = ? AND state IN (?, ?) AND ticket < ? AND begun_at > ?"
                " AND is_turn LIMIT 1",
                values,
            ).fetchone()
            return found is None

        return await self._run(read)

    async def step(self, ticket: int, before: State, after: State, cause: str = "") -> bool:
        """Change the state if it is still the one before."""

        def write(connection: sqlite3.Connection) -> bool:
            command = "UPDATE deliveries SET state = ?, cause = ? WHERE ticket = ? AND state = ?"
            return connection.execute(command, (after, cause, ticket, before)).rowcount == 1

        return await self._run(write)

    async def take_lost(self, before: float) -> list[Delivery]:
        """Return the turns that nobody will answer any more."""

        def write(connection: sqlite3.Connection) -> list[Delivery]:
            rows = connection.execute(
                "UPDATE deliveries SET state = 'lost' WHERE state = 'begun' AND is_turn AND begun_at < ?"
                " RETURNING key, conversation, service_address, activity, is_turn",
                (before,),
            ).fetchall()
            return [
                Delivery(key, conversation, where, activity, bool(is_turn))
                for key, conversation, where, activity, is_turn in rows
            ]

        return await self._run(write)

    async def end_interrupted(self, before: float) -> int:
        """Give up answers that nobody will finish any more."""
        command = "UPDATE deliveries SET state = ?, cause = ? WHERE state = ? AND begun_at < ?"
        values = (State.UNDELIVERED, INTERRUPTED, State.ANSWERING, before)
        return await self._run(lambda connection: connection.execute(command, values).rowcount)

    async def keep_token(self, message: str, token: str, now: float) -> None:
        """Keep a feedback token."""
        command = "INSERT OR REPLACE INTO feedback_tokens VALUES (?, ?, ?)"
        await self._run(lambda connection: connection.execute(command, (message, token, now)))

    async def find_token(self, message: str, now: float) -> str | None:
        """Return a feedback token."""

        def read(connection: sqlite3.Connection) -> str | None:
            command = "SELECT token FROM feedback_tokens WHERE message = ? AND kept_at > ?"
            row = connection.execute(command, (message, now - SECONDS_TO_REMEMBER)).fetchone()
            return str(row[0]) if row else None

        return await self._run(read)

    async def use_card(self, card: str, now: float, seconds: float) -> bool:
        """Note that a card was used."""
        command = "INSERT INTO used_cards VALUES (?, ?) ON CONFLICT (card) DO NOTHING"
        return await self._run(lambda connection: connection.execute(command, (card, now + seconds)).rowcount == 1)

    async def undelivered(self) -> list[Undelivered]:
        """Return what could not be delivered."""

        def read(connection: sqlite3.Connection) -> list[Undelivered]:
            command = "SELECT activity, cause, begun_at FROM deliveries WHERE state = ? ORDER BY ticket DESC"
            return [Undelivered(*row) for row in connection.execute(command, (State.UNDELIVERED,))]

        return await self._run(read)

    async def forget_old(self, now: float) -> None:
        """Delete old rows."""

        def write(connection: sqlite3.Connection) -> None:
            day, month = now - SECONDS_TO_REMEMBER, now - SECONDS_TO_SHOW
            connection.execute("DELETE FROM deliveries WHERE state != 'undelivered' AND begun_at < ?", (day,))
            connection.execute("DELETE FROM deliveries WHERE begun_at < ?", (month,))
            connection.execute("DELETE FROM feedback_tokens WHERE kept_at < ?", (day,))
            connection.execute("DELETE FROM used_cards WHERE until < ?", (now,))

        await self._run(write)

    async def close(self) -> None:
        """Close the connection and end the thread."""
        try:
            await self._file.close()
        except sqlite3.Error as error:
            raise LedgerDownError from error

    async def _run(self, work: Callable[[sqlite3.Connection], T]) -> T:
        try:
            return await self._file.run(work)
        except (sqlite3.Error, OSError) as error:
            raise LedgerDownError from error
