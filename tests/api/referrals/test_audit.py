"""Whatever is done to the audit trail behind our back is found: changes, gaps, new order, a cut end.

The short form tries some dozens of changes; `--prove` tries 1,000.
"""

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from api.acts import begin_work, now_of
from api.referrals.audit.chain import sign_end
from api.referrals.audit.checkpoints import add_checkpoint, read_checkpoints
from api.referrals.audit.ending import note_end
from api.referrals.audit.models import Action, AuditEnd, AuditEntry, Purpose, Role
from api.referrals.audit.recording import record
from api.referrals.audit.verification import Verdict, verify
from tests.api.world import World

ENTRIES = 40


def add_entries(world: World, count: int = ENTRIES) -> None:
    with world.context.database.write() as session:
        work = begin_work(world.context, session)
        for number in range(count):
            thing = ("referral", f"case-{number}", "demo-employee")
            record(work, Role.HEALTH_UNIT, Action.READ, *thing, purpose=Purpose.TRIAGE, detail="answers")


def check(world: World, session: Session, path: Path | None = None) -> Verdict:
    key = world.context.vault.audit_key
    return verify(session, key, read_checkpoints(path, key) if path else [])


def findings(world: World, path: Path | None = None) -> list[str]:
    with world.context.database.read() as session:
        return check(world, session, path).findings


def change_one_cell(session: Session, chance: random.Random) -> None:
    """Put another value into one cell of one row."""
    column = chance.choice(list(AuditEntry.__table__.c))
    number = chance.randint(1, ENTRIES)
    row = session.scalars(select(AuditEntry).where(AuditEntry.number == number)).one()
    old: Any = getattr(row, column.name)
    if column.name == "number":
        new: Any = ENTRIES + chance.randint(1, 99)
    elif column.name == "at":
        new = old + timedelta(microseconds=chance.randint(1, 10**6))
    else:
        # No longer than before: a database refuses what does not fit.
        at = chance.randrange(max(1, len(old)))
        new = old[:at] + chance.choice("abcdefxyz0123") + old[at + 1 :]
        new = new if new != old else old[:-1]
    session.expunge_all()
    session.execute(update(AuditEntry).where(AuditEntry.number == number).values({column.name: new}))


def drop_entries(session: Session, chance: random.Random) -> None:
    """Take some entries out of the middle and close the gap, or not."""
    first = chance.randint(1, ENTRIES - 3)
    count = chance.randint(1, 2)
    session.execute(delete(AuditEntry).where(AuditEntry.number >= first, AuditEntry.number < first + count))
    if chance.random() < 0.5:
        for number in range(first + count, ENTRIES + 1):
            session.execute(update(AuditEntry).where(AuditEntry.number == number).values(number=number - count))


def cut_the_end(session: Session, chance: random.Random) -> None:
    """Take entries off the end, and say of the last one left that it is the end."""
    last = ENTRIES - chance.randint(1, ENTRIES - 1)
    session.execute(delete(AuditEntry).where(AuditEntry.number > last))
    if chance.random() < 0.5:
        mac = session.scalar(select(AuditEntry.mac).where(AuditEntry.number == last))
        session.execute(update(AuditEnd).values(number=last, last_mac=mac))


def swap_two(session: Session, chance: random.Random) -> None:
    """Exchange the numbers of two entries."""
    one, other = chance.sample(range(1, ENTRIES + 1), 2)
    for old, new in ((one, 1000), (other, one), (1000, other)):
        session.execute(update(AuditEntry).where(AuditEntry.number == old).values(number=new))


def repeat_one(session: Session, chance: random.Random) -> None:
    """Add an entry that was there before once more at the end."""
    row = session.scalars(select(AuditEntry).where(AuditEntry.number == chance.randint(1, ENTRIES))).one()
    values = {column.name: getattr(row, column.name) for column in AuditEntry.__table__.c}
    session.add(AuditEntry(**values | {"number": ENTRIES + 1}))
    session.execute(update(AuditEnd).values(number=ENTRIES + 1, last_mac=row.mac))


def change_the_end(session: Session, chance: random.Random) -> None:
    """Write another row about the end, or none."""
    if chance.random() < 0.5:
        session.execute(delete(AuditEnd))
    else:
        session.execute(update(AuditEnd).values(mac="0" * 64))


TAMPERINGS = (change_one_cell, drop_entries, cut_the_end, swap_two, repeat_one, change_the_end)


def test_an_honest_trail_has_no_findings(world: World) -> None:
    add_entries(world)
    assert findings(world) == []


def test_an_empty_trail_has_no_findings(world: World) -> None:
    assert findings(world) == []


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda tamper: tamper.__name__)
def test_no_tampering_stays_unseen(world: World, prove: bool, tamper: Any) -> None:
    add_entries(world)
    times = 1000 if prove else 12
    unseen = 0
    for number in range(times):
        with world.context.database.write() as session:
            tamper(session, random.Random(number))
            session.flush()
            unseen += not check(world, session).findings
            session.rollback()
    assert unseen == 0
    assert findings(world) == []


def test_a_trail_that_was_set_back_to_an_earlier_state_is_found_by_the_checkpoint(world: World, tmp_path: Path) -> None:
    add_entries(world)
    path = tmp_path / "checkpoints"
    assert note_end(world.context.database, world.context.vault.audit_key, path)
    with world.context.database.write() as session:
        session.execute(delete(AuditEntry).where(AuditEntry.number > 5))
        mac = session.scalars(select(AuditEntry.mac).where(AuditEntry.number == 5)).one()
        # As a backup from then would have it: signed with the right key.
        end = sign_end(world.context.vault.audit_key, 5, mac)
        session.execute(update(AuditEnd).values(number=5, last_mac=mac, mac=end))
    assert findings(world) == []
    assert findings(world, path) == [f"The trail ends at 5; a checkpoint noted entry {ENTRIES}."]


def test_a_trail_that_was_written_anew_is_found_by_the_checkpoint(world: World, tmp_path: Path) -> None:
    add_entries(world)
    path = tmp_path / "checkpoints"
    note_end(world.context.database, world.context.vault.audit_key, path)
    with world.context.database.write() as session:
        session.execute(delete(AuditEntry))
        session.execute(delete(AuditEnd))
    world.clock.ahead = 1
    add_entries(world)
    assert findings(world) == []
    assert findings(world, path) == [f"Entry {ENTRIES} is not the one that the checkpoint noted."]


@pytest.mark.parametrize(
    "line", ["nonsense", "1 a b c", f"7 {'0' * 64} now {'0' * 64}"], ids=["word", "short", "forged"]
)
def test_a_checkpoint_that_nobody_signed_is_found(world: World, tmp_path: Path, line: str) -> None:
    add_entries(world)
    path = tmp_path / "checkpoints"
    path.write_text(line + "\n")
    assert findings(world, path) == ["The checkpoint file was changed."]


def test_a_checkpoint_is_noted_once_and_only_when_there_is_more(world: World, tmp_path: Path) -> None:
    path, key = tmp_path / "deep" / "checkpoints", world.context.vault.audit_key
    assert not note_end(world.context.database, key, path)
    add_entries(world, 2)
    assert note_end(world.context.database, key, path)
    assert not note_end(world.context.database, key, path)
    assert not add_checkpoint(path, key, 1, "0" * 64, "earlier")
    assert [point.number for point in read_checkpoints(path, key)] == [2]


def test_an_entry_lives_and_dies_with_what_it_tells(world: World) -> None:
    with world.context.database.write() as session:
        work = begin_work(world.context, session)
        record(work, Role.SERVICE, Action.WRITE, "referral", "case-1", purpose=Purpose.ROUTINE)
        session.rollback()
    with world.context.database.read() as session:
        assert session.scalar(select(func.count()).select_from(AuditEntry)) == 0


def test_entries_that_come_at_once_stand_one_after_the_other(world: World) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: add_entries(world, 1), range(24)))
    with world.context.database.read() as session:
        assert check(world, session).entries == 24
        assert session.scalars(select(AuditEntry.at)).all()[-1] <= now_of(world.context)
    assert findings(world) == []
