"""Opens the database, SQLite or PostgreSQL, and hands out transactions. Knows no table."""

import math
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError as SqliteBusyError
from typing import Any

from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    Executable,
    Insert,
    create_engine,
    event,
    insert,
    inspect,
    make_url,
    text,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import InvalidatePoolError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from api.tables import Base
from api.turns import TooLongError, Turns

# A turn has 4.5 s, so whoever waits longer than this for the database is better told.
WAIT_SECONDS = 2
STATEMENT_SECONDS = 4
# More transactions at once in one process make each of them slower, and some wait much longer than others.
WRITERS = 4
# A connection that was used so lately is still there: to ask it first would keep a transaction waiting.
FRESH_SECONDS = 2


@dataclass(frozen=True, slots=True)
class Database:
    """An engine, and the two kinds of transaction."""

    engine: Engine
    # The same connections, for transactions that write.
    writer: Engine
    # Who waits for a row or a file is not served in order, and some are never: here they stand in a queue.
    turns: Turns

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Return a session for one reading transaction."""
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Return a session for one writing transaction: all of it is saved at the end, or nothing."""
        with self._turn(), Session(self.writer, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def _turn(self) -> Iterator[None]:
        with ExitStack() as held:
            try:
                held.enter_context(self.turns.take(WAIT_SECONDS))
            except TooLongError as error:
                raise PoolTimeoutError("Other writes take too long.") from error
            yield

    def is_reachable(self) -> None:
        """Ask the database for nothing. Raises SQLAlchemyError when it does not answer."""
        with self.read() as session:
            session.execute(text("SELECT 1"))

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Return the database at an address. Connects only when it is first used."""
    # SQLite lets one write at a time.
    is_sqlite = make_url(url).get_backend_name() == "sqlite"
    engine, writers = (_sqlite_engine(url), 1) if is_sqlite else (_postgresql_engine(url), WRITERS)
    return Database(engine, engine.execution_options(writes=True), Turns(writers))


def set_mark(session: Session) -> None:
    """Remember what is written by now, for `go_back_to_mark`."""
    session.connection().exec_driver_sql("SAVEPOINT mark")


def go_back_to_mark(session: Session) -> None:
    """Take back what was written since the last mark, and give up what was held. Rows that were read stay as read."""
    session.connection().exec_driver_sql("ROLLBACK TO SAVEPOINT mark")


def insert_row(session: Session, row: Base) -> None:
    """Insert a row by itself, at once. What sorts the changes of a whole session takes much longer."""
    names = inspect(type(row)).column_attrs.keys()
    session.connection().execute(_insert_into(type(row)), {name: getattr(row, name) for name in names})


def insert_rows(session: Session, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert many rows of one table at once; each has a value for every column."""
    if rows:
        session.connection().execute(_insert_into(table), rows)


@cache
def _insert_into(table: type[Base]) -> Insert:
    return insert(Base.metadata.tables[table.__tablename__])


def upsert(
    session: Session, table: type[Base], values: dict[str, Any], *, keys: list[str], change: dict[str, Any]
) -> Executable:
    """Return a statement that inserts the values, or makes the change where the keys exist."""
    if session.get_bind().dialect.name == "postgresql":
        return postgresql.insert(table).values(values).on_conflict_do_update(index_elements=keys, set_=change)
    return sqlite.insert(table).values(values).on_conflict_do_update(index_elements=keys, set_=change)


def upsert_many(session: Session, table: type[Base], columns: list[str], *, keys: list[str]) -> Executable:
    """Return a statement that inserts many rows, or where the keys exist takes the new values of the columns."""
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    statement = postgresql.insert(table) if is_postgresql else sqlite.insert(table)
    change = {name: statement.excluded[name] for name in columns if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=change)


def _postgresql_engine(url: str) -> Engine:
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_size=10,
        max_overflow=10,
        pool_timeout=WAIT_SECONDS,
        connect_args={
            "connect_timeout": WAIT_SECONDS,
            "tcp_user_timeout": STATEMENT_SECONDS * 1000,
            "options": f"-c statement_timeout={STATEMENT_SECONDS}s -c lock_timeout={WAIT_SECONDS}s -c timezone=UTC",
        },
    )
    event.listen(engine, "checkin", _note_use)
    event.listen(engine, "checkout", _ask_whether_it_is_there(engine.dialect))
    return engine


def _note_use(_connection: DBAPIConnection | None, record: ConnectionPoolEntry) -> None:
    record.info["used_at"] = time.monotonic()


def _ask_whether_it_is_there(dialect: Dialect) -> Callable[[DBAPIConnection, ConnectionPoolEntry, object], None]:
    def ask(connection: DBAPIConnection, record: ConnectionPoolEntry, _proxy: object) -> None:
        if time.monotonic() - record.info.get("used_at", math.inf) < FRESH_SECONDS:
            return
        try:
            dialect.do_ping(connection)
        except dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error

    return ask


def _sqlite_engine(url: str) -> Engine:
    path = make_url(url).database
    if path:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(url, hide_parameters=True, pool_size=10, max_overflow=10, pool_timeout=WAIT_SECONDS)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: SqliteConnection, _record: object) -> None:
    # The driver's own transactions begin too late: `_begin_sqlite` begins them instead.
    connection.isolation_level = None
    connection.execute(f"PRAGMA busy_timeout = {WAIT_SECONDS * 1000}")
    connection.execute("PRAGMA foreign_keys = ON")
    _switch_to_wal(connection)
    connection.execute("PRAGMA synchronous = NORMAL")


def _switch_to_wal(connection: SqliteConnection) -> None:
    # SQLite does not wait here when two processes make the same new file, so the waiting is done by hand.
    give_up_at = time.monotonic() + WAIT_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except SqliteBusyError:
            if time.monotonic() > give_up_at:
                raise
            time.sleep(0.01)


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later would fail when another wrote in between.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
