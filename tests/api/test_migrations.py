"""The tables grow and shrink as the migrations say, and the migrations say what the models say."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, inspect

from api.database import Database, open_database
from api.migrations import alembic_config, migrate
from api.models import Base
from tests.api.databases import ENGINES, make_database


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with make_database(request.param, tmp_path) as address:
        yield address.replace("postgresql://", "postgresql+psycopg://")


@pytest.fixture
def empty(url: str) -> Iterator[Database]:
    database = open_database(url)
    yield database
    database.close()


def tables(database: Database) -> set[str]:
    return set(inspect(database.engine).get_table_names())


def test_the_migrations_make_what_the_models_say(empty: Database) -> None:
    migrate(empty)
    with empty.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []
    assert tables(empty) == {*Base.metadata.tables, "alembic_version"}


def test_every_check_and_every_partial_index_of_the_models_is_in_the_database(empty: Database) -> None:
    migrate(empty)
    inspector = inspect(empty.engine)
    for table in Base.metadata.sorted_tables:
        checks = {str(found.name) for found in table.constraints if isinstance(found, CheckConstraint)}
        assert {found["name"] for found in inspector.get_check_constraints(table.name)} == checks
        unique = {str(index.name) for index in table.indexes if index.unique}
        assert {found["name"] for found in inspector.get_indexes(table.name) if found["unique"]} >= unique


def test_what_goes_up_comes_down_and_goes_up_again(empty: Database) -> None:
    migrate(empty)
    with empty.engine.execution_options(writes=True).begin() as connection:
        command.downgrade(alembic_config(connection), "base")
    assert tables(empty) == {"alembic_version"}
    migrate(empty)
    assert tables(empty) == {*Base.metadata.tables, "alembic_version"}


def test_migrating_again_changes_nothing(empty: Database) -> None:
    migrate(empty)
    migrate(empty)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let several start at once five times with `--prove`, else twice."""
    if "attempt" in metafunc.fixturenames:
        metafunc.parametrize("attempt", range(5 if metafunc.config.getoption("--prove") else 2))


def test_several_that_start_at_once_all_find_the_tables(url: str, attempt: int) -> None:
    start = threading.Barrier(4)

    def begin(_: int) -> set[str]:
        database = open_database(url)
        start.wait()
        migrate(database)
        found = tables(database)
        database.close()
        return found

    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(begin, range(4)))
    assert all(result == {*Base.metadata.tables, "alembic_version"} for result in results)
