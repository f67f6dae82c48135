"""What runs the commands on a world whose database can be taken away and put back."""

from pathlib import Path

import pytest

from tests.api.operating import Run, runner
from tests.api.world import World


@pytest.fixture
def run(own_world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs a command on that database and its ledger."""
    run_main = runner(own_world, tmp_path, monkeypatch, capsys)
    settings = {
        "ERASURE_LEDGER_FILE": str(own_world.context.ledger_file),
        "GATEWAY_PUBLIC_KEY_FILE": str(own_world.public_key_file),
    }
    return lambda main, *arguments, **more: run_main(main, *arguments, **(settings | more))
