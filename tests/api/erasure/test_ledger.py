"""The ledger finds every change, survives a crash in the middle of a line, and takes lines from many at once."""

import random
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from api.acts import begin_work
from api.erasure.keeping import keep_ledger
from api.erasure.ledger import LedgerRefusedError, last_line, read_ledger
from api.erasure.models import Reason
from api.erasure.recording import note_erased
from api.erasure.replaying import replay
from api.notifications.mail import FolderSender
from api.worker import Worker
from tests.api.world import World

LINES = 6
Change = Callable[[list[str], random.Random], list[str]]


def note(world: World, *keys: str) -> None:
    with world.context.database.write() as session:
        note_erased(begin_work(world.context, session), "notifications", keys, Reason.REQUEST)


def keep(world: World) -> int:
    return keep_ledger(world.context.database, world.context.ledger_file)


def read(world: World) -> list[str]:
    return [line.key for line in read_ledger(world.context.ledger_file, world.context.vault.audit_key)]


@pytest.fixture
def ledger(world: World) -> Path:
    """Return a ledger of some lines."""
    note(world, *(f"message-{number}" for number in range(LINES)))
    assert keep(world) == LINES
    return world.context.ledger_file


def change_a_character(lines: list[str], chance: random.Random) -> list[str]:
    row = chance.randrange(len(lines))
    at = chance.randrange(len(lines[row]))
    other = chance.choice([one for one in "abc012 -" if one != lines[row][at]])
    return [*lines[:row], lines[row][:at] + other + lines[row][at + 1 :], *lines[row + 1 :]]


def take_a_line_out(lines: list[str], chance: random.Random) -> list[str]:
    row = chance.randrange(len(lines) - 1)
    return lines[:row] + lines[row + 1 :]


def swap_two_lines(lines: list[str], chance: random.Random) -> list[str]:
    one, other = sorted(chance.sample(range(len(lines)), 2))
    return [*lines[:one], lines[other], *lines[one + 1 : other], lines[one], *lines[other + 1 :]]


def repeat_a_line(lines: list[str], chance: random.Random) -> list[str]:
    return [*lines, lines[chance.randrange(len(lines) - 1)]]


@pytest.mark.parametrize("change", [change_a_character, take_a_line_out, swap_two_lines, repeat_a_line])
@pytest.mark.parametrize("seed", range(10))
def test_a_change_is_found(world: World, ledger: Path, change: Change, seed: int) -> None:
    lines = ledger.read_text().splitlines()
    ledger.write_text("".join(f"{line}\n" for line in change(lines, random.Random(seed))))
    with pytest.raises(LedgerRefusedError):
        read(world)


def test_without_the_key_no_line_can_be_added(world: World, ledger: Path) -> None:
    last = ledger.read_text().splitlines()[-1].split(" ")
    forged = " ".join([str(LINES + 1), *last[1:4], "demo-employee", *last[5:]])
    ledger.write_text(ledger.read_text() + forged + "\n")
    with pytest.raises(LedgerRefusedError):
        read(world)


def test_lines_that_were_cut_off_come_back_from_the_database(world: World, ledger: Path) -> None:
    lines = ledger.read_text().splitlines()
    ledger.write_text("".join(f"{line}\n" for line in lines[:2]))
    assert keep(world) == LINES - 2
    assert ledger.read_text().splitlines() == lines


@pytest.mark.parametrize("cut", [1, 30, 100])
def test_a_line_that_a_crash_tore_off_is_written_again(world: World, ledger: Path, cut: int) -> None:
    whole = ledger.read_text()
    ledger.write_text(whole[:-cut])
    assert read(world) == [f"message-{number}" for number in range(LINES - 1)]
    assert keep(world) == 1
    note(world, "message-later")
    assert keep(world) == 1
    assert read(world) == [*(f"message-{number}" for number in range(LINES)), "message-later"]


def test_what_was_kept_already_is_not_written_again(world: World, ledger: Path) -> None:
    assert keep(world) == 0
    assert last_line(ledger) == read_ledger(ledger, world.context.vault.audit_key)[-1]


def test_many_who_write_at_once_make_one_ledger(world: World) -> None:
    def work(number: int) -> None:
        note(world, f"message-{number}")
        keep(world)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(20)))
    keep(world)
    assert sorted(read(world)) == sorted(f"message-{number}" for number in range(20))


def test_the_worker_keeps_the_ledger(world: World, tmp_path: Path) -> None:
    note(world, "message-1")
    Worker(world.context, FolderSender(tmp_path), 0).work()
    assert read(world) == ["message-1"]


def test_an_empty_ledger_changes_nothing(world: World) -> None:
    note(world, "message-1")
    with world.context.database.write() as session:
        assert replay(begin_work(world.context, session), []).entries == 0
