"""The import of the HR system's export: all of it or nothing, and every rejected row with its line and reason."""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from api.people.import_staff import main
from api.people.models import Person
from api.people.staff_rows import COLUMNS, ROLE_SINCE
from api.people.synthetic import read_shape, write_directory
from tests.api.world import World

ROW = {
    "Payroll Number": "300001",
    "Entra Object ID": "7a1d0c1e-93f1-4b1c-8a44-000000000001",
    "First Name": "Joan",
    "Last Name": "Harte",
    "Work Email": "joan.harte@sefton.example",
    "Service": "Planning",
    "Team": "Policy",
    "Job Title": "Planner",
    "Base": "Bootle Town Hall",
    "Working Days": "Mon Tue Wed",
    "Start Date": "03/02/2020",
    "Leaving Date": "",
    "Manager Payroll Number": "",
}


def row(number: int = 1, **changes: str) -> dict[str, str]:
    own = {
        "Payroll Number": f"30000{number}",
        "Entra Object ID": f"7a1d0c1e-93f1-4b1c-8a44-00000000000{number}",
        "Work Email": f"person.{number}@sefton.example",
    }
    return ROW | own | {name.replace("_", " "): value for name, value in changes.items()}


def write(path: Path, *rows: dict[str, str], encoding: str = "utf-8-sig") -> Path:
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS if ROLE_SINCE not in rows[0] else (*COLUMNS, ROLE_SINCE))
    table.writeheader()
    table.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


@pytest.fixture
def run(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setenv("DATABASE_URL", world.url)

    def run_import(*rows: dict[str, str], options: tuple[str, ...] = (), **writing: str) -> tuple[int, str]:
        file = write(tmp_path / "staff.csv", *rows, **writing)
        status = main([str(file), *options])
        return status, capsys.readouterr().out

    return run_import


def person(world: World, payroll_number: str = "300001") -> Person | None:
    with world.context.database.read() as session:
        return session.scalar(select(Person).where(Person.payroll_number == payroll_number))


def test_a_good_row_is_stored_with_everything(world: World, run: Any) -> None:
    status, report = run(row(1, Manager_Payroll_Number="100003"))
    assert (status, "1 new" in report) == (0, True)
    joan = person(world)
    assert joan is not None
    assert (joan.name, joan.email, joan.working_days) == (
        "Joan Harte",
        "person.1@sefton.example",
        ["mon", "tue", "wed"],
    )
    assert (joan.started_on.isoformat(), joan.manager_id, joan.roles) == ("2020-02-03", "demo-manager", ["employee"])


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        pytest.param({"Start_Date": "02/13/2020"}, "Start Date is not a date", id="American date"),
        pytest.param({"Start_Date": "2020-02-13"}, "Start Date is not a date", id="other date"),
        pytest.param({"Start_Date": "31/02/2020"}, "Start Date is not a date", id="no such day"),
        pytest.param({"Start_Date": ""}, "Start Date is not a date", id="no date"),
        pytest.param({"Leaving_Date": "soon"}, "Leaving Date is not a date", id="leaving soon"),
        pytest.param({"Job_Title": "=HYPERLINK(1)"}, "Job Title begins like a formula", id="formula"),
        pytest.param({"Team": "@SUM(A1)"}, "Team begins like a formula", id="old formula"),
        pytest.param({"First_Name": "\t=1"}, "First Name begins like a formula", id="tab"),
        pytest.param({"Last_Name": ""}, "Last Name is empty", id="no name"),
        pytest.param({"Work_Email": "joan"}, "Work Email is not of the usual form", id="no address"),
        pytest.param({"Payroll_Number": "30 1"}, "Payroll Number is not of the usual form", id="payroll number"),
        pytest.param({"Entra_Object_ID": "joan"}, "Entra Object ID is not an Entra", id="object id"),
        pytest.param({"Working_Days": "Mon Someday"}, "Working Days are not weekdays", id="no such weekday"),
        pytest.param({"Manager_Payroll_Number": "999999"}, "manager 999999 is unknown", id="unknown manager"),
        pytest.param({"Manager_Payroll_Number": "300001"}, "goes in a circle", id="own manager"),
        pytest.param({"Work_Email": "priya.nair@sefton.example"}, "belongs to somebody else", id="taken address"),
    ],
)
def test_a_bad_row_is_rejected_with_its_line_and_reason(
    world: World, run: Any, changes: dict[str, str], reason: str
) -> None:
    status, report = run(row(1, **changes))
    assert status == 1
    assert report.startswith("line 2: ")
    assert reason in report
    assert "Nothing was stored." in report
    assert person(world) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Payroll Number", "300001"),
        ("Work Email", "PERSON.1@sefton.example"),
        ("Entra Object ID", "7A1D0C1E-93F1-4B1C-8A44-000000000001"),
    ],
)
def test_a_double_rejects_both_rows(world: World, run: Any, name: str, value: str) -> None:
    status, report = run(row(1), row(2) | {name: value})
    assert status == 1
    assert report.count(f"{name} is in the file more than once") == 2


def test_a_circle_of_three_is_shown_and_who_reports_into_it_is_rejected_too(world: World, run: Any) -> None:
    circle = [row(n, Manager_Payroll_Number=f"30000{n % 3 + 1}") for n in (1, 2, 3)]
    _, report = run(*circle, row(4, Manager_Payroll_Number="300001"))
    assert report.count("circle: ") == 3
    assert "line 5: the manager 300001 is unknown or was rejected" in report


def test_a_circle_through_the_directory_is_found(world: World, run: Any) -> None:
    run(row(1, Manager_Payroll_Number="100001"))
    _, report = run(row(2, Manager_Payroll_Number="300001") | {"Payroll Number": "100003"})
    assert "circle" in report


def test_one_bad_row_stores_nothing_unless_the_good_ones_are_wanted(world: World, run: Any) -> None:
    rows = [row(1), row(2, Start_Date="?")]
    run(*rows)
    assert person(world) is None
    status, report = run(*rows, options=("--skip-rejected",))
    assert (status, "Stored." in report) == (1, True)
    assert person(world) is not None


def test_a_dry_run_says_the_same_and_stores_nothing(world: World, run: Any) -> None:
    status, report = run(row(1), options=("--dry-run",))
    assert (status, "1 new" in report, "Nothing was stored." in report) == (0, True, True)
    assert person(world) is None


def test_a_second_import_changes_what_changed_and_keeps_the_role(world: World, run: Any) -> None:
    run(row(1))
    with world.context.database.write() as session:
        session.scalars(select(Person).where(Person.payroll_number == "300001")).one().roles = ["employee", "hr"]
    _, report = run(row(1, Team="Another Team", Leaving_Date="01/12/2031"))
    joan = person(world)
    assert joan is not None
    assert "0 new, 1 known" in report
    assert (joan.team, joan.roles, str(joan.left_on)) == ("Another Team", ["employee", "hr"], "2031-12-01")


def test_since_when_somebody_has_their_role_is_kept_by_an_export_that_leaves_it_out(world: World, run: Any) -> None:
    assert run(row(1, In_Role_Since="01/10/2026"))[0] == 0
    run(row(1))
    found = person(world)
    assert found is not None
    assert found.role_since == date(2026, 10, 1)


def test_a_role_since_no_day_is_rejected(world: World, run: Any) -> None:
    status, report = run(row(1, In_Role_Since="October"))
    assert status == 1
    assert "In Role Since is not a date like 31/12/2024" in report


def test_a_file_of_old_excel_is_read(world: World, run: Any) -> None:
    run(row(1, Last_Name="O’Brién"), encoding="cp1252")
    joan = person(world)
    assert joan is not None
    assert joan.name == "Joan O’Brién"


@pytest.mark.parametrize("content", [b"", b"Name\nJoan\n", b'Payroll Number\n"'], ids=["empty", "other", "cut off"])
def test_a_file_that_is_none_is_refused_in_one_sentence(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setenv("DATABASE_URL", world.url)
    file = tmp_path / "staff.csv"
    file.write_bytes(content)
    assert main([str(file)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_a_row_with_too_few_cells_is_rejected(world: World, run: Any, tmp_path: Path) -> None:
    file = write(tmp_path / "short.csv", row(1))
    file.write_bytes(file.read_bytes() + b"300002,only\r\n")
    assert main([str(file)]) == 1


def test_the_synthetic_directory_has_the_councils_shape_and_is_imported_whole(world: World, tmp_path: Path) -> None:
    shape = read_shape(Path("demo/staff.yml"))
    text = write_directory(shape, 3_693)
    assert text == write_directory(shape, 3_693)
    rows = list(csv.DictReader(io.StringIO(text)))
    part_time = sum(len(entry["Working Days"].split()) < 5 for entry in rows)
    assert round(100 * part_time / len(rows), 2) == pytest.approx(shape.part_time_percent, abs=0.02)
    assert {entry["Service"] for entry in rows} >= {service.name for service in shape.services}
    assert sum(not entry["Manager Payroll Number"] for entry in rows) == 1


def test_the_whole_directory_is_stored(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", world.url)
    file = tmp_path / "staff.csv"
    file.write_text(write_directory(read_shape(Path("demo/staff.yml")), 3_693), encoding="utf-8")
    assert main([str(file)]) == 0
    with world.context.database.read() as session:
        assert session.scalar(select(func.count()).select_from(Person)) == 3_700
