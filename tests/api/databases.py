"""Throw-away databases: a file for SQLite, a database of its own on the local server for PostgreSQL."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.orm import Session

from api.models import Base

SERVER = "host=127.0.0.1 port=5432 user=postgres dbname=postgres connect_timeout=3"
ENGINES = ("sqlite", "postgresql")


@contextmanager
def make_database(engine: str, directory: Path) -> Iterator[str]:
    """Yield the address of an empty database, which is gone afterwards."""
    name = f"staff_assistant_test_{uuid.uuid4().hex[:12]}"
    if engine == "sqlite":
        yield f"sqlite:///{directory}/{name}.db"
        return
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    try:
        yield f"postgresql://postgres@127.0.0.1:5432/{name}"
    finally:
        with psycopg.connect(SERVER, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def empty(session: Session) -> None:
    """Delete every row. PostgreSQL need not look for each who else names it: they all go."""
    is_postgresql = session.get_bind().dialect.name == "postgresql"
    if is_postgresql:
        session.execute(text("SET LOCAL session_replication_role = replica"))
    for table in reversed(Base.metadata.sorted_tables):
        session.execute(table.delete())
    if is_postgresql:
        session.execute(text("SET LOCAL session_replication_role = origin"))
