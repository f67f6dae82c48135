"""The virus scanner: asked before a file is taken, and when it does not answer none is."""

import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.referrals.attachments import scanning
from api.referrals.attachments.scanning import Scanner
from api.settings import Settings
from tests.api.referrals.cases import code, start
from tests.api.referrals.clamd import EICAR, Daemon, running_daemon
from tests.api.referrals.files import PDF, attach
from tests.api.referrals.test_attachments import rows
from tests.api.world import World


@pytest.fixture(params=["tcp", "unix"])
def daemon(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Daemon]:
    with running_daemon(tmp_path / "clamd.socket" if request.param == "unix" else None) as found:
        yield found


def use(world: World, address: str, *, is_needed: bool = True) -> None:
    """Let the world's API use a scanner."""
    world.app.state.context = replace(world.context, scanner=Scanner(address, is_needed))


def test_a_clean_file_is_taken_after_all_of_it_was_scanned(world: World, daemon: Daemon) -> None:
    use(world, daemon.address)
    data = PDF.ljust(200_000, b" ")
    answer = attach(world, start(world)["id"], data)
    assert (answer.status_code, answer.json()["scan"]) == (201, "clean")
    assert daemon.scanned == [data]


def test_an_infected_file_is_refused_in_plain_words(world: World, daemon: Daemon) -> None:
    use(world, daemon.address)
    answer = attach(world, start(world)["id"], PDF + EICAR)
    assert code(answer) == (422, "file_infected")
    assert answer.json()["detail"].startswith("The virus scanner found something in this file.")
    assert rows(world) == (0, 0)


@pytest.mark.parametrize(
    "answer", [b"stream: ERROR\0", b"\0", b"", b"nonsense\0"], ids=["error", "nothing", "hung up", "nonsense"]
)
def test_a_scanner_that_does_not_say_clean_takes_nothing(world: World, daemon: Daemon, answer: bytes) -> None:
    use(world, daemon.address)
    daemon.answer = answer
    assert code(attach(world, start(world)["id"])) == (503, "scanner_unavailable")
    assert rows(world) == (0, 0)


def test_a_scanner_with_a_lower_limit_takes_nothing(world: World, daemon: Daemon) -> None:
    use(world, daemon.address)
    daemon.most_bytes = 1000
    assert code(attach(world, start(world)["id"], PDF.ljust(2_000_000, b" "))) == (503, "scanner_unavailable")


@pytest.mark.parametrize("is_needed", [True, False], ids=["production", "development"])
def test_a_scanner_that_is_down_takes_nothing(world: World, is_needed: bool) -> None:
    with running_daemon() as gone:
        pass
    use(world, gone.address, is_needed=is_needed)
    assert code(attach(world, start(world)["id"])) == (503, "scanner_unavailable")


def test_a_scanner_that_hangs_does_not_hang_us(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanning, "TIMEOUT_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        use(world, f"tcp://127.0.0.1:{silent.getsockname()[1]}")
        draft = start(world)["id"]
        began = time.monotonic()
        assert code(attach(world, draft)) == (503, "scanner_unavailable")
    assert time.monotonic() - began < 5


def test_without_a_scanner_production_takes_no_file_and_says_so(world: World) -> None:
    use(world, "")
    answer = attach(world, start(world)["id"])
    assert code(answer) == (503, "uploads_off")
    assert "no virus scanner is set up" in answer.json()["detail"]


def test_in_development_a_file_is_marked_as_not_scanned(world: World) -> None:
    use(world, "", is_needed=False)
    assert attach(world, start(world)["id"]).json()["scan"] == "not_scanned"


@pytest.mark.parametrize("address", ["tcp://scanner.internal:3310", "tcp://[::1]:3310", "unix:///run/clamd.ctl", ""])
def test_an_address_of_a_scanner_is_accepted(address: str) -> None:
    assert Settings(clamd_address=address).clamd_address == address


@pytest.mark.parametrize("address", ["scanner", "http://scanner:3310", "tcp://scanner", "unix://relative path"])
def test_anything_else_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match="clamd_address"):
        Settings(clamd_address=address)
