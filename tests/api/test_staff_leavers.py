"""Who is missing from the HR system's export has left, but only where the file is said to be whole."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from api.acts import LONDON
from api.people.import_staff import main
from api.people.models import Person
from tests.api.test_staff_import import person, row, run
from tests.api.world import World

__all__ = ["run"]
TODAY = datetime.now(LONDON).date()


@pytest.fixture(autouse=True)
def only_three(world: World) -> None:
    """Nobody but Joan, Kit and Lee is in the directory, each with a payroll number."""
    with world.context.database.write() as session:
        session.execute(Person.__table__.delete())  # type: ignore[attr-defined]
        session.add_all(make_person(number) for number in (1, 2, 3))


def make_person(number: int, **changes: Any) -> Person:
    values = {
        "id": f"staff-30000{number}",
        "tenant": "00000000-0000-4000-8000-00000000da7a",
        "object_id": f"7a1d0c1e-93f1-4b1c-8a44-00000000000{number}",
        "payroll_number": f"30000{number}",
        "name": f"Person {number}",
        "first_name": "Person",
        "email": f"person.{number}@sefton.example",
        "job": "Planner",
        "service": "Planning",
        "team": "Policy",
        "roles": ["employee"],
        "started_on": date(2020, 1, 1),
    }
    return Person(**(values | changes))


def leaving_days(world: World) -> dict[str, date | None]:
    with world.context.database.read() as session:
        return dict(session.execute(select(Person.payroll_number, Person.left_on)).all())


def test_who_is_missing_stays_when_the_file_may_be_a_part(world: World, run: Any) -> None:
    status, report = run(row(1))
    assert (status, "2 known but not in the file; 0 rejected. Stored." in report) == (0, True)
    assert set(leaving_days(world).values()) == {None}


def test_who_is_missing_from_a_whole_file_has_left(world: World, run: Any) -> None:
    status, report = run(row(1), row(3), options=("--whole",))
    assert status == 0
    assert "not in the file, so no longer here: 300002\n" in report
    assert "1 known but not in the file, 1 of them leavers; 0 rejected. Stored." in report
    assert leaving_days(world) == {"300001": None, "300002": TODAY, "300003": None}


def test_a_dry_run_shows_who_would_leave_and_changes_nothing(world: World, run: Any) -> None:
    status, report = run(row(1), options=("--whole", "--dry-run"))
    assert status == 0
    assert "not in the file, so no longer here: 300002\nnot in the file, so no longer here: 300003\n" in report
    assert "Nothing was stored." in report
    assert set(leaving_days(world).values()) == {None}


def test_a_file_with_a_rejected_row_makes_nobody_leave(world: World, run: Any) -> None:
    status, report = run(row(1), row(2, Start_Date="soon"), options=("--whole",))
    assert (status, "no longer here" in report, "Nothing was stored." in report) == (1, False, True)
    assert set(leaving_days(world).values()) == {None}


def test_whole_and_skip_rejected_exclude_each_other(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["staff.csv", "--whole", "--skip-rejected"])
    assert "exclude each other" in capsys.readouterr().err


def test_who_had_left_before_keeps_the_day(world: World, run: Any) -> None:
    before = TODAY - timedelta(days=30)
    with world.context.database.write() as session:
        session.add(make_person(4, left_on=before))
    run(row(1), row(2), row(3), options=("--whole",))
    assert leaving_days(world)["300004"] == before


def test_who_has_no_payroll_number_is_not_the_hr_systems_to_take_away(world: World, run: Any) -> None:
    with world.context.database.write() as session:
        session.add(make_person(4, payroll_number=None))
    run(row(1), row(2), row(3), options=("--whole",))
    assert leaving_days(world)[None] is None  # type: ignore[index]


def test_nobody_can_report_to_somebody_who_has_left(world: World, run: Any) -> None:
    status, report = run(row(1, Manager_Payroll_Number="300002"), row(3), options=("--whole",))
    assert (status, "manager 300002 is unknown" in report) == (1, True)


def test_who_comes_back_is_here_again(world: World, run: Any) -> None:
    run(row(1), options=("--whole",))
    run(row(1), row(2), row(3), options=("--whole",))
    found = person(world, "300002")
    assert found is not None
    assert found.left_on is None
