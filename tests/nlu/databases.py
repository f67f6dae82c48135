"""Throw-away databases: a file for SQLite, a database of its own on the local server for PostgreSQL."""

import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2

SERVER = "host=127.0.0.1 port=5432 user=postgres dbname=postgres connect_timeout=3"
ENGINES = ("sqlite", "postgresql")


@contextmanager
def make_database(engine: str, directory: Path) -> Iterator[str]:
    """Yield the address of an empty database, which is gone afterwards."""
    name = f"staff_assistant_test_{uuid.uuid4().hex[:12]}"
    if engine == "sqlite":
        yield f"sqlite:///{directory}/{name}.db"
        return
    _run_on_server(f'CREATE DATABASE "{name}"')
    try:
        yield f"postgresql://postgres@127.0.0.1:5432/{name}"
    finally:
        _run_on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _run_on_server(statement: str) -> None:
    with closing(psycopg2.connect(SERVER)) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            cursor.execute(statement)
