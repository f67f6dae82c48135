"""The import of long absences: days and no reasons, all of it or nothing."""

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from api.erasure.models import Erasure
from api.people.absences.models import Absence
from api.people.import_absences import main
from tests.api.operating import runner
from tests.api.world import World

HEAD = "Payroll Number,First Day,Last Day"


@pytest.fixture
def run(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    command = runner(world, tmp_path, monkeypatch, capsys)

    def run_import(*rows: str, head: str = HEAD, options: tuple[str, ...] = ()) -> tuple[int, str, str]:
        file = tmp_path / "absences.csv"
        file.write_text("\n".join([head, *rows, ""]), encoding="utf-8")
        return command(main, str(file), *options)

    return run_import


def stored(world: World) -> list[tuple[str, str, str]]:
    with world.context.database.read() as session:
        rows = session.scalars(select(Absence).order_by(Absence.first_on)).all()
    return [(row.person_id, str(row.first_on), str(row.last_on)) for row in rows]


def test_an_absence_is_stored_and_gets_its_end_later(world: World, run: Any) -> None:
    assert run("100001,01/09/2026,")[0] == 0
    assert stored(world) == [("demo-employee", "2026-09-01", "None")]
    assert run("100001,01/09/2026,13/12/2026")[0] == 0
    assert stored(world) == [("demo-employee", "2026-09-01", "2026-12-13")]


def test_a_reason_in_another_column_is_not_looked_at(world: World, run: Any) -> None:
    assert run("100001,01/09/2026,,Back pain", head=f"{HEAD},Reason")[0] == 0
    assert [column.name for column in Absence.__table__.c] == ["id", "person_id", "first_on", "last_on"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("999999,01/09/2026,", "nobody has this number"),
        ("100001,2026-09-01,", "is not a date"),
        ("100001,13/09/2026,12/09/2026", "Last Day is before First Day"),
        ("=1+1,01/09/2026,", "begins like a formula"),
        ("100001", "not as many cells"),
    ],
)
def test_a_bad_row_stores_nothing(world: World, run: Any, row: str, reason: str) -> None:
    status, said, _ = run("100002,01/09/2026,", row)
    assert status == 1
    assert said.startswith("line 3: ")
    assert reason in said
    assert "Nothing was stored." in said
    assert stored(world) == []


def test_a_whole_file_deletes_what_it_has_not(world: World, run: Any) -> None:
    run("100001,01/09/2026,", "100002,01/09/2026,")
    assert run("100002,01/09/2026,", options=("--whole",))[0] == 0
    assert stored(world) == [("demo-new-starter", "2026-09-01", "None")]
    with world.context.database.read() as session:
        assert session.scalars(select(Erasure)).one().place == "absences"


def test_a_dry_run_stores_nothing(world: World, run: Any) -> None:
    assert run("100001,01/09/2026,", options=("--dry-run",))[0] == 0
    assert stored(world) == []


def test_a_file_that_is_none_is_refused_in_one_sentence(run: Any) -> None:
    status, _, complained = run("1", head="Name")
    assert status == 2
    assert complained.count("\n") == 1
