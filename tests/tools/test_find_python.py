"""Python 3.11 is found wherever it is, or the package that is missing is named."""

import subprocess
from pathlib import Path

import pytest

from tools.paths import ROOT


def python_that_is(directory: Path, name: str, *, is_311: bool) -> Path:
    directory.mkdir(parents=True, exist_ok=True)
    program = directory / name
    program.write_text(f'#!/bin/sh\ncase "$2" in *version_info*) exit {int(not is_311)};; esac\necho {program}\n')
    program.chmod(0o755)
    return program


def find(path: Path, home: Path) -> subprocess.CompletedProcess[str]:
    script = (ROOT / "tools" / "find-python").read_text().replace("/usr", str(home)).replace("/opt", str(home))
    environment = {"PATH": str(path), "HOME": str(home)}
    return subprocess.run(["/bin/sh", "-c", script], env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("place", "name"),
    [("path", "python3.11"), ("path", "python3"), ("home/.pyenv/versions/3.11.7/bin", "python3.11")],
    ids=["its own name", "python3", "pyenv"],
)
def test_a_python_311_is_found(tmp_path: Path, place: str, name: str) -> None:
    (tmp_path / "path").mkdir()
    program = python_that_is(tmp_path / place, name, is_311=True)
    assert find(tmp_path / "path", tmp_path / "home").stdout.strip() == str(program)


def test_a_name_that_leads_nowhere_is_passed_over(tmp_path: Path) -> None:
    python_that_is(tmp_path / "path", "python3.11", is_311=False)
    program = python_that_is(tmp_path / "path", "python3", is_311=True)
    assert find(tmp_path / "path", tmp_path / "home").stdout.strip() == str(program)


def test_the_missing_package_is_named(tmp_path: Path) -> None:
    python_that_is(tmp_path / "path", "python3", is_311=False)
    answer = find(tmp_path / "path", tmp_path / "home")
    assert answer.returncode == 1
    assert "install the packages python3.11 and python3.11-venv" in answer.stderr
    assert len(answer.stderr.splitlines()) == 1
