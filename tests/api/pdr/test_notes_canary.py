"""A sentence in somebody's notes is found by who wrote it and nowhere else, whoever looks, also when things break."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from api.access.__main__ import main as write_copy
from api.notifications.mail import FolderSender
from api.pdr.notes import repository
from api.worker import Worker
from tests.api.operating import runner
from tests.api.pdr.subjects import add_pdr
from tests.api.world import CONSOLE, EDITOR, EMPLOYEE, GATEWAY, HEALTH_UNIT, HR, LEARNING, MANAGER, World

CANARY = "zqheronpost"
NOTE = f"I would like to leave the {CANARY} team."
EVERYBODY = (MANAGER, HR, LEARNING, HEALTH_UNIT, EDITOR)


def everything_stored(world: World) -> Iterator[bytes]:
    """Yield every value of every table as the database gives it, and for SQLite its files too."""
    with world.context.database.engine.connect() as connection:
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')):  # noqa: S608
                yield from (value if isinstance(value, bytes) else str(value).encode() for value in row)
    if world.url.startswith("sqlite"):
        path = Path(world.url.removeprefix("sqlite:///"))
        yield from (file.read_bytes() for file in path.parent.glob(f"{path.name}*"))


@pytest.fixture
def planted(world: World) -> str:
    notes_id = str(world.post("/v1/pdr-notes", {}).json()["id"])
    answer = world.put(f"/v1/pdr-notes/{notes_id}/answers/last_year", {"value": NOTE}, application=GATEWAY)
    assert answer.status_code == 200
    assert CANARY not in answer.text
    return notes_id


def test_who_wrote_it_reads_it(world: World, planted: str) -> None:
    assert world.get(f"/v1/pdr-notes/{planted}").json()["answers"] == {"last_year": NOTE}


def test_it_is_in_no_row_no_file_no_log_and_no_message(
    world: World, planted: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    add_pdr(world, "demo-employee", "recorded")
    Worker(world.context, FolderSender(tmp_path / "mail"), 0).work()
    stored = list(everything_stored(world))
    assert len(stored) > 100
    assert not [value for value in stored if CANARY.encode() in value]
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and CANARY.encode() in file.read_bytes()]
    assert CANARY not in world.client.get("/metrics").text
    assert CANARY not in "".join(capfd.readouterr())


@pytest.mark.parametrize("person", EVERYBODY)
@pytest.mark.parametrize("application", [GATEWAY, CONSOLE, "staff-assistant-actions"])
def test_nobody_else_reaches_it_whatever_their_role(world: World, planted: str, person: str, application: str) -> None:
    add_pdr(world, "demo-employee", "recorded")
    paths = [
        f"/v1/pdr-notes/{planted}",
        f"/v1/pdr-notes/{planted}/progress",
        "/v1/people/demo-employee/pdr",
        "/v1/needs",
    ]
    answers = [world.get(path, person=person, application=application) for path in paths]
    assert not [answer for answer in answers if CANARY in answer.text]
    assert {answer.status_code for answer in answers[:2]} <= {403, 404}


def test_the_copy_that_an_operator_makes_leaves_it_out_and_says_so(
    world: World, planted: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run = runner(world, tmp_path, monkeypatch, capsys)
    file = tmp_path / "copy.zip"
    assert run(write_copy, "demo-employee", "--to", str(file), "--by", "demo-hr")[0] == 0
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as archive:
        contents = {name: archive.read(name).decode() for name in archive.namelist()}
    assert "Your own notes for your PDR" in contents["export.html"]
    assert "Nobody may read it but you" in contents["export.html"]
    assert not [name for name, content in contents.items() if CANARY in content]


def test_a_crash_tells_nothing_of_it(
    world: World, planted: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(NOTE)

    monkeypatch.setattr(repository, "change_notes", fail)
    answer = world.put(f"/v1/pdr-notes/{planted}/answers/performance", {"value": NOTE}, person=EMPLOYEE)
    assert answer.status_code == 500
    assert CANARY not in answer.text
    logs = "".join(capfd.readouterr())
    assert "unexpected error" in logs
    assert CANARY not in logs


def test_the_search_finds_what_is_in_the_clear(world: World) -> None:
    """The same search finds a sentence that was put where it must not be."""
    with world.context.database.write() as session:
        session.execute(text("UPDATE people SET job = :words WHERE id = 'demo-editor'"), {"words": CANARY})
    assert [value for value in everything_stored(world) if CANARY.encode() in value]
