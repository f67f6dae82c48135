"""The commands of the Health Unit's operators: keys, rotation, the audit trail. They say what is, and never a key."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from api.referrals.audit.__main__ import main as audit
from api.referrals.encryption.__main__ import main as encryption
from tests.api.operating import Run, runner
from tests.api.referrals.cases import start
from tests.api.referrals.test_audit import add_entries
from tests.api.world import HEALTH_KEYS, World

COMMANDS = {"audit": audit, "encryption": encryption}


@pytest.fixture
def run(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs a command on the world's database: its exit status, and what it printed."""
    run_main = runner(world, tmp_path, monkeypatch, capsys)
    return lambda module, command, **settings: run_main(COMMANDS[module], command, **settings)


def test_the_trail_is_verified_and_a_change_is_named(world: World, run: Run) -> None:
    add_entries(world, 5)
    assert run("audit", "checkpoint")[1] == "noted\n"
    assert run("audit", "verify")[:2] == (0, "5 entries, unchanged\n")
    with world.context.database.write() as session:
        session.execute(text("UPDATE audit_entries SET person_id = 'somebody' WHERE number = 3"))
    status, said, _ = run("audit", "verify")
    assert status == 1
    assert "Entry 3 or the one before it was changed." in said


def test_keys_are_changed_from_the_command_line(world: World, run: Run) -> None:
    start(world)
    new = run("encryption", "make-key")[1].strip()
    keys = {"HEALTH_KEYS": f"second:{new},{HEALTH_KEYS}"}
    before = json.loads(run("encryption", "status", **keys)[1])
    status, *said = run("encryption", "rotate", **keys)
    after = json.loads(run("encryption", "status", **keys)[1])
    assert status == 0
    assert (before["rows"], after["rows"]) == ({"test": 1}, {"second": 1})
    assert new not in "".join(said)


@pytest.mark.parametrize(("module", "command"), [("audit", "verify"), ("encryption", "rotate")])
def test_a_command_without_keys_that_work_does_nothing(run: Run, module: str, command: str) -> None:
    status, said, complained = run(module, command, HEALTH_KEYS="changeme", AUDIT_KEY="changeme")
    assert (status, said) == (2, "")
    assert len(complained.strip().splitlines()) == 1
    assert "changeme" not in complained
