"""Makes both virtual environments and the console's front end, or brings them up to date.

Uses the standard library only.
"""

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools import frontend
from tools.commands import run_logged
from tools.environments import Environment, environments
from tools.errors import NoSpaceError, ToolError, explained
from tools.paths import ROOT, log_file, python_of, var_directory
from tools.progress import Step
from tools.uv import bring_uv, index_settings

GIGABYTE = 1_000_000_000
NEEDED_FOR_NEW = 4 * GIGABYTE
NEEDED_FOR_CHANGES = 1 * GIGABYTE


@explained
def main() -> int:
    """Install what is missing or stale."""
    if sys.version_info[:2] != (3, 11):
        found = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise ToolError(f"This is Python {found}, not 3.11: install python3.11 and python3.11-venv, then run make.")
    if all(environment.is_current() for environment in environments()) and frontend.is_current():
        return 0
    with only_one("setup"):
        stale = [environment for environment in environments() if not environment.is_current()]
        if stale:
            require_space(stale)
            uv = bring_uv()
            for environment in stale:
                install(uv, environment)
        frontend.make_frontend()
    return 0


def install(uv: Path, environment: Environment) -> None:
    """Fill one environment from its lock. What an interrupted installation left is made anew."""
    title, log = f"Installing {environment.name} ({environment.holds})", log_file("setup")
    settings = index_settings()
    with Step(title) as step:
        if environment.under_way.exists() or not environment.runs():
            shutil.rmtree(environment.directory, ignore_errors=True)
            new: list[str | Path] = [
                uv,
                "venv",
                "--no-project",
                "--python",
                sys.executable,
                environment.directory,
            ]
            run_logged(new, title=title, log=log, environment=settings)
        environment.stamp.unlink(missing_ok=True)
        environment.under_way.touch()
        sync: list[str | Path] = [
            uv,
            "pip",
            "sync",
            "--require-hashes",
            "--python",
            python_of(environment.directory),
            environment.lock,
        ]
        run_logged(sync, title=title, log=log, environment=settings, on_line=lambda line: _show(step, line))
        environment.stamp.write_text(environment.fingerprint() + "\n", encoding="utf-8")
        environment.under_way.unlink()


def require_space(stale: list[Environment]) -> None:
    """Raise NoSpaceError when the disk has too little room for what is to be installed."""
    made_anew = any(not environment.directory.exists() for environment in stale)
    needed = NEEDED_FOR_NEW if made_anew else NEEDED_FOR_CHANGES
    free = shutil.disk_usage(ROOT).free
    if free < needed:
        raise NoSpaceError(
            f"There is too little room on this disk: the installation needs about {needed // GIGABYTE} GB "
            f"and {free / GIGABYTE:.1f} GB is free; make room, then run make again."
        )


@contextmanager
def only_one(name: str) -> Iterator[None]:
    """Let one process at a time do this; a second one waits for the first."""
    with (var_directory() / f"{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print(f"Another {name} is under way; waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _show(step: Step, line: str) -> None:
    if line.startswith(("Resolved", "Prepared", "Uninstalled", "Installed")):
        step.detail(line)


if __name__ == "__main__":
    os.chdir(ROOT)
    sys.exit(main())
