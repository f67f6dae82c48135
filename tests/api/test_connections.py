"""Connections to PostgreSQL that were idle are asked whether they are still there; those just used are not."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from api import database as subject
from api.database import Database, open_database
from tests.api.databases import SERVER, make_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    with make_database("postgresql", tmp_path) as url:
        database = open_database(url.replace("postgresql://", "postgresql+psycopg://"))
        yield database
        database.close()


def use(database: Database) -> int:
    """Use the one connection of the pool and return the process that serves it."""
    with database.read() as session:
        return int(session.scalar(text("SELECT pg_backend_pid()")) or 0)


def hang_up(process: int) -> None:
    with psycopg.connect(SERVER, autocommit=True) as server:
        server.execute("SELECT pg_terminate_backend(%s, 5000)", [process])


def test_what_was_idle_and_is_gone_is_replaced_before_anybody_notices(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(subject, "FRESH_SECONDS", 0)
    first = use(database)
    hang_up(first)
    assert use(database) != first


def test_what_was_just_used_is_not_asked(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    first = use(database)
    monkeypatch.setattr(database.engine.dialect, "do_ping", asked.append)
    assert use(database) == first
    assert not asked


def test_after_one_failure_everything_works_again(database: Database) -> None:
    first = use(database)
    hang_up(first)
    with pytest.raises(OperationalError):
        use(database)
    assert use(database) != first
