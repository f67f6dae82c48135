"""Environments are made once, repaired when half-made, not begun without room. `uv` is a stand-in."""

import shutil
import sys
from collections import namedtuple
from pathlib import Path

import pytest

from tools import setup, uv
from tools.environments import Environment
from tools.errors import CommandError, NoSpaceError, ToolError

FAKE_UV = """#!{python}
import pathlib, subprocess, sys, venv
if "venv" in sys.argv:
    venv.create(sys.argv[-1], with_pip=False, symlinks=True)
elif {fails}:
    sys.exit("error: a hash does not match")
else:
    print("Installed 3 packages in 1ms")
    with open({calls!r}, "a") as calls: calls.write("sync\\n")
"""


@pytest.fixture
def environment(tmp_path: Path) -> Environment:
    lock = tmp_path / "main.txt"
    lock.write_text("first lock")
    return Environment(tmp_path / ".venv", lock, "a few things")


def fake_uv(tmp_path: Path, *, fails: bool = False) -> Path:
    program = tmp_path / "uv"
    program.write_text(FAKE_UV.format(python=sys.executable, fails=fails, calls=str(tmp_path / "calls")))
    program.chmod(0o755)
    return program


@pytest.fixture(autouse=True)
def no_index_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "index_settings", dict)


def test_a_missing_environment_is_made(tmp_path: Path, environment: Environment) -> None:
    assert not environment.is_current()
    setup.install(fake_uv(tmp_path), environment)
    assert environment.is_current()


def test_an_environment_is_stale_when_its_lock_changes(tmp_path: Path, environment: Environment) -> None:
    setup.install(fake_uv(tmp_path), environment)
    environment.lock.write_text("second lock")
    assert not environment.is_current()


def test_a_stale_environment_is_brought_up_to_date_in_place(tmp_path: Path, environment: Environment) -> None:
    setup.install(fake_uv(tmp_path), environment)
    (environment.directory / "kept").touch()
    environment.lock.write_text("second lock")
    setup.install(fake_uv(tmp_path), environment)
    assert environment.is_current()
    assert (environment.directory / "kept").exists()


def test_an_interrupted_installation_is_not_current_and_is_made_anew(tmp_path: Path, environment: Environment) -> None:
    setup.install(fake_uv(tmp_path), environment)
    environment.lock.write_text("second lock")
    with pytest.raises(CommandError, match="a hash does not match"):
        setup.install(fake_uv(tmp_path, fails=True), environment)
    (environment.directory / "half-installed").touch()
    assert not environment.is_current()
    setup.install(fake_uv(tmp_path), environment)
    assert environment.is_current()
    assert not (environment.directory / "half-installed").exists()


def test_an_environment_whose_python_is_gone_is_made_anew(tmp_path: Path, environment: Environment) -> None:
    setup.install(fake_uv(tmp_path), environment)
    shutil.rmtree(environment.directory / "bin")
    assert not environment.is_current()
    setup.install(fake_uv(tmp_path), environment)
    assert environment.is_current()


def test_too_little_room_is_said_before_anything_is_installed(
    monkeypatch: pytest.MonkeyPatch, environment: Environment
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(9e9, 8e9, 1.5e9))
    with pytest.raises(NoSpaceError, match=r"needs about 4 GB and 1\.5 GB is free"):
        setup.require_space([environment])


def test_another_python_is_refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 13, 0))
    assert setup.main() == 1
    assert "This is Python 3.13, not 3.11: install python3.11" in capsys.readouterr().err


def test_a_python_without_ensurepip_names_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uv.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ToolError, match=r"install the package python3\.11-venv"):
        uv.bring_uv()
