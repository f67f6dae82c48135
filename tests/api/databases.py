"""Throw-away databases: a file for SQLite, a database of its own on the local server for PostgreSQL."""

import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy import select
from sqlalchemy.orm import Session

from api.models import Base

SERVER = "host=127.0.0.1 port=5432 user=postgres dbname=postgres connect_timeout=3"
ENGINES = ("sqlite", "postgresql")


@contextmanager
def make_database(engine: str, directory: Path, like: str = "") -> Iterator[str]:
    """Yield the address of a database, which is gone afterwards: empty, or a copy of one that nobody uses."""
    name = f"staff_assistant_test_{uuid.uuid4().hex[:12]}"
    if engine == "sqlite":
        if like:
            shutil.copyfile(like.removeprefix("sqlite:///"), directory / f"{name}.db")
        yield f"sqlite:///{directory}/{name}.db"
        return
    with psycopg.connect(SERVER, autocommit=True) as server:
        template = sql.Identifier(like.rpartition("/")[2] or "template1")
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), template))
        # No test pulls the plug of the server, so no commit need wait for its disk.
        server.execute(sql.SQL("ALTER DATABASE {} SET synchronous_commit = off").format(sql.Identifier(name)))
    try:
        yield f"postgresql://postgres@127.0.0.1:5432/{name}"
    finally:
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def empty(session: Session) -> None:
    """Delete every row, by one text. PostgreSQL need not look for each who else names it: they all go."""
    deletes = [f"DELETE FROM {table.name}" for table in reversed(Base.metadata.sorted_tables)]  # noqa: S608 our names
    connection = session.connection()
    if connection.dialect.name == "postgresql":
        switches = [f"SET LOCAL session_replication_role = {role}" for role in ("replica", "origin")]
        connection.exec_driver_sql("; ".join([switches[0], *deletes, switches[1]]))
        return
    for delete in deletes:
        connection.exec_driver_sql(delete)


def rows_of(session: Session, table: type[Base]) -> list[dict[str, Any]]:
    """Return every row as it is stored, for `insert_rows`."""
    return [dict(row) for row in session.execute(select(Base.metadata.tables[table.__tablename__])).mappings()]
