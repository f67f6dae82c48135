"""The command that writes a copy: a file that only its owner can read and an entry in the audit trail, or neither."""

import json
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select, text

from api.access.__main__ import main
from api.referrals.audit.models import AuditEntry
from api.referrals.encryption.keys import make_key
from tests.api.access.planting import Planter
from tests.api.operating import Run, runner
from tests.api.world import World

MARK = "zqmine"
BY = ("--by", "demo-hr")
NOTES = "--with-clinical-notes"


@pytest.fixture
def run(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    return runner(world, tmp_path, monkeypatch, capsys)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "copy.zip"


@pytest.fixture
def planted(world: World) -> Planter:
    planter = Planter(world, "demo-employee", "demo-manager", MARK)
    planter.plant()
    return planter


def entries(world: World) -> list[AuditEntry]:
    with world.context.database.read() as session:
        return list(session.scalars(select(AuditEntry).where(AuditEntry.thing == "copy")))


def read(file: Path) -> tuple[dict[str, Any], str]:
    with zipfile.ZipFile(file) as archive:
        assert archive.namelist()[:2] == ["export.html", "export.json"]
        return json.loads(archive.read("export.json")), archive.read("export.html").decode()


@pytest.mark.parametrize("who", ["demo-employee", "100001"], ids=["id", "employee number"])
def test_one_command_writes_everything_and_notes_who_ran_it(
    world: World, run: Run, planted: Planter, file: Path, who: str
) -> None:
    status, said, complained = run(main, who, "--to", str(file), *BY)
    assert (status, complained) == (0, "")
    data, page = read(file)
    assert data["about"] == "demo-employee"
    assert MARK in page
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    (entry,) = entries(world)
    assert (entry.person_id, entry.role, entry.subject_id) == ("demo-hr", "operator", "demo-employee")
    assert (entry.action, entry.purpose, entry.detail) == ("read", "access_request", "without_notes")
    assert "2 texts wait for the Health Unit" in said
    assert MARK not in said


def test_the_switch_for_clinical_notes_is_noted(world: World, run: Run, planted: Planter, file: Path) -> None:
    assert run(main, "demo-employee", "--to", str(file), *BY, NOTES, "100004")[0] == 0
    assert f"{MARK} note words" in read(file)[1]
    assert entries(world)[0].detail == "with_notes demo-health-unit"


@pytest.mark.parametrize(
    ("person", "arguments", "said"),
    [
        ("demo-employee", (*BY, NOTES, "demo-hr"), "has to work in the Health Unit"),
        ("demo-employee", (*BY, NOTES, "nobody"), "Nobody in the directory"),
        ("demo-health-unit", (*BY, NOTES, "demo-health-unit"), "cannot be the person"),
        ("demo-hr", BY, "Nobody does this for themselves"),
    ],
    ids=["no clinician", "nobody", "their own notes", "their own copy"],
)
def test_nobody_gives_notes_or_a_copy_to_themselves(
    world: World, run: Run, file: Path, tmp_path: Path, person: str, arguments: tuple[str, ...], said: str
) -> None:
    status, _, complained = run(main, person, "--to", str(file), *arguments)
    assert status == 1
    assert said in complained
    assert list(tmp_path.iterdir()) == []


def test_a_copy_without_health_information_is_noted_as_such(world: World, run: Run, file: Path) -> None:
    assert run(main, "demo-editor", "--to", str(file), *BY)[0] == 0
    assert entries(world)[0].detail == "no_health"


@pytest.mark.parametrize(
    ("person", "by", "said"),
    [("nobody", "demo-editor", "Nobody in the directory"), ("demo-hr", "nobody", "--by"), ("demo-hr", "gone", "--by")],
    ids=["nobody's copy", "nobody's command", "by somebody who left"],
)
def test_who_is_not_known_gets_nothing(
    world: World, run: Run, file: Path, tmp_path: Path, person: str, by: str, said: str
) -> None:
    with world.context.database.write() as session:
        session.execute(text("UPDATE people SET payroll_number = 'gone', left_on = '2020-01-01' WHERE id = 'demo-hr'"))
    status, _, complained = run(main, person, "--to", str(file), "--by", by)
    assert status == 1
    assert said in complained
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_is_not_touched(world: World, run: Run, file: Path) -> None:
    file.write_text("mine")
    status, _, complained = run(main, "demo-employee", "--to", str(file), *BY)
    assert (status, file.read_text()) == (1, "mine")
    assert "already" in complained
    assert entries(world) == []


def test_what_cannot_be_noted_is_not_written(
    world: World, run: Run, planted: Planter, file: Path, tmp_path: Path
) -> None:
    with world.context.database.write() as session:
        session.execute(text("ALTER TABLE audit_end RENAME TO audit_end_gone"))
    try:
        status, _, complained = run(main, "demo-employee", "--to", str(file), *BY)
    finally:
        with world.context.database.write() as session:
            session.execute(text("ALTER TABLE audit_end_gone RENAME TO audit_end"))
    assert (status, len(complained.splitlines())) == (2, 1)
    assert list(tmp_path.iterdir()) == []


def test_a_text_that_cannot_be_opened_stops_it(
    world: World, run: Run, planted: Planter, file: Path, tmp_path: Path
) -> None:
    status, _, complained = run(main, "demo-employee", "--to", str(file), *BY, HEALTH_KEYS=f"test:{make_key()}")
    assert status == 2
    assert "HEALTH_KEYS" in complained
    assert list(tmp_path.iterdir()) == []
    assert entries(world) == []
