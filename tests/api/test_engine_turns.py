"""A test that takes turns is left out on one engine, never on both; what a database decides is left out on none."""

import pytest

from tests.api.engine_turns import ENGINES, HERE, IN_TURN, is_for_the_other_engine


def runs_on(path: str, test: str) -> list[str]:
    file = HERE / f"{path}.py"
    return [engine for engine in ENGINES if not is_for_the_other_engine(file, f"{file}::{test}[{engine}-1]")]


@pytest.mark.parametrize("path", IN_TURN)
def test_what_takes_turns_is_there(path: str) -> None:
    assert (HERE / f"{path}.py").is_file()


def test_each_test_runs_on_one_engine_and_some_on_either() -> None:
    turns = [runs_on(path, f"test_{number}") for path in IN_TURN for number in range(20)]
    assert {len(engines) for engines in turns} == {1}
    assert {engines[0] for engines in turns} == set(ENGINES)


@pytest.mark.parametrize("path", ["test_races", "test_migrations", "test_outbox", "erasure/test_restore"])
def test_what_a_database_decides_runs_on_both(path: str) -> None:
    assert runs_on(path, "test_1") == list(ENGINES)
