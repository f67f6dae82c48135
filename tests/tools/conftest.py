"""What the tests of the tools share: a var directory of their own, and fake assistants that always end."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tools.paths import ROOT
from tools.ports import free_port

Run = subprocess.Popen[str]


@pytest.fixture(autouse=True)
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    directory = tmp_path / "var"
    monkeypatch.setenv("VAR_DIR", str(directory))
    directory.mkdir()
    return directory


@pytest.fixture
def ports() -> list[int]:
    return [free_port() for _ in range(4)]


@pytest.fixture
def start_assistant(tmp_path: Path) -> Iterator[Callable[..., Run]]:
    """Start fake parts described as `name:port:delay:options`; whatever is left at the end is killed."""
    started: list[Run] = []

    def start(*parts: str) -> Run:
        command = [sys.executable, "-m", "tests.tools.fake_assistant", str(tmp_path / "log"), *parts]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def read_until(process: Run, words: str) -> list[str]:
    """Return the lines of a process up to the first that holds these words."""
    assert process.stdout is not None
    lines = []
    for line in process.stdout:
        lines.append(line.strip())
        if words in line:
            return lines
    raise AssertionError(f"{words!r} never came, but: {lines}")


def processes_with(words: str) -> list[int]:
    """Return the ids of the live processes that have these words among their arguments."""
    found = []
    for process in psutil.process_iter(["cmdline", "status"]):
        if process.info["status"] != psutil.STATUS_ZOMBIE and words in (process.info["cmdline"] or []):
            found.append(process.pid)
    return found
