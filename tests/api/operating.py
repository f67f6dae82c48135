"""Runs an operator's command in this process, on the database of a world."""

from collections.abc import Callable
from pathlib import Path

import pytest

from api.settings import Settings
from tests.api.world import AUDIT_KEY, HEALTH_KEYS, World

Main = Callable[[list[str]], int]
Run = Callable[..., tuple[int, str, str]]


def runner(world: World, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs a command: its exit status, and what it printed."""

    def run_command(main: Main, *arguments: str, **settings: str) -> tuple[int, str, str]:
        for name in Settings.model_fields:
            monkeypatch.delenv(name.upper(), raising=False)
        own = {"DATABASE_URL": world.url, "VAR_DIR": str(folder), "HEALTH_KEYS": HEALTH_KEYS, "AUDIT_KEY": AUDIT_KEY}
        for name, value in {**own, **settings}.items():
            monkeypatch.setenv(name, value)
        capsys.readouterr()
        status = main(list(arguments))
        return status, *capsys.readouterr()

    return run_command
