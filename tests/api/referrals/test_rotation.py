"""Everything moves to the newest key while people write, and nothing of what they write is lost.

The short form moves some dozens of drafts; `--prove` moves 10,000.
"""

import itertools
import threading
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from api.models import Base
from api.people.models import Person
from api.referrals.drafts.content import Content, read_content
from api.referrals.drafts.models import ReferralDraft
from api.referrals.encryption.keys import KeyRing, make_key, read_key
from api.referrals.encryption.repository import count_by_key, sealed_tables
from api.referrals.encryption.rotation import rotate
from api.referrals.encryption.vault import UnreadableError, Vault
from tests.api.courses import now
from tests.api.referrals.cases import TEXT
from tests.api.subjects import Subjects
from tests.api.world import World

WRITERS = 3


def with_new_key(world: World) -> Vault:
    """Return the vault with a new key in front."""
    old = world.context.vault
    return Vault(KeyRing({"new": read_key(make_key()), **old.ring.keys}), old.audit_key)


def add_drafts(world: World, count: int) -> list[str]:
    """Add so many drafts, each of somebody else."""
    subjects, moment = Subjects(world), now(world)
    people = [subjects.person(None) for _ in range(min(count, 80))]
    with world.context.database.write() as session:
        owners = [session.get(Person, person) for person in people]
        pairs = itertools.islice(itertools.product(owners, owners, ("management", "self")), count)
        for number, (owner, person, kind) in enumerate(pairs):
            assert owner is not None
            draft = ReferralDraft(
                id=f"d-{number}",
                kind=kind,
                owner_id=owner.id,
                person=person,
                version=1,
                created_at=moment,
                changed_at=moment,
                expires_on=moment.date() + timedelta(days=14),
            )
            draft.seal(world.context.vault, Content({"situation": TEXT}).write())
            session.add(draft)
    return [f"d-{number}" for number in range(count)]


def test_all_is_moved_while_people_write_and_nothing_is_lost(world: World, prove: bool) -> None:
    drafts = add_drafts(world, 10_000 if prove else 60)
    vault, over = with_new_key(world), threading.Event()
    written: dict[str, int] = dict.fromkeys(drafts, 0)

    def write(mine: list[str]) -> None:
        for number, draft_id in enumerate(itertools.cycle(mine), start=1):
            with world.context.database.write() as session:
                row = session.get(ReferralDraft, draft_id, with_for_update=True)
                assert row is not None
                content = read_content(row.open(vault))
                assert content.answers.get("began", 0) == written[draft_id]
                content.put("began", number)
                row.seal(vault, content.write())
            written[draft_id] = number
            if over.is_set():
                return

    writers = [threading.Thread(target=write, args=(drafts[number::WRITERS],)) for number in range(WRITERS)]
    for writer in writers:
        writer.start()
    done = rotate(world.context.database, vault, Base.metadata, batch=10)
    over.set()
    for writer in writers:
        writer.join()
    assert not any(done.unreadable.values())
    with world.context.database.read() as session:
        assert count_by_key(session, Base.metadata) == {"new": len(drafts)}
        rows = session.scalars(select(ReferralDraft)).all()
    contents: dict[str, Any] = {row.id: read_content(row.open(vault)).answers for row in rows}
    assert {draft_id: answers.get("began", 0) for draft_id, answers in contents.items()} == written
    assert all(answers["situation"] == TEXT for answers in contents.values())
    print(f"\n{len(drafts)} drafts moved, {sum(1 for count in written.values() if count)} written to meanwhile")


def test_a_moved_row_does_not_open(world: World) -> None:
    add_drafts(world, 2)
    with world.context.database.write() as session:
        first = session.get(ReferralDraft, "d-0")
        assert first is not None
        session.execute(update(ReferralDraft).where(ReferralDraft.id == "d-1").values(sealed=first.sealed))
    with world.context.database.read() as session:
        second = session.get(ReferralDraft, "d-1")
        assert second is not None
        with pytest.raises(UnreadableError):
            second.open(world.context.vault)


def test_what_cannot_be_opened_is_named_and_stops_nothing(world: World) -> None:
    add_drafts(world, 5)
    with world.context.database.write() as session:
        session.execute(update(ReferralDraft).where(ReferralDraft.id == "d-2").values(sealed=b"nothing of ours"))
    done = rotate(world.context.database, with_new_key(world), Base.metadata, batch=2)
    assert done.unreadable["referral_drafts"] == ["d-2"]
    assert done.resealed["referral_drafts"] == 4


def test_rotating_again_moves_nothing(world: World) -> None:
    add_drafts(world, 3)
    vault = with_new_key(world)
    rotate(world.context.database, vault, Base.metadata)
    assert set(rotate(world.context.database, vault, Base.metadata).resealed.values()) == {0}


def test_every_table_with_health_information_is_rotated() -> None:
    assert {table.name for table in sealed_tables(Base.metadata)} == {
        "pdr_notes",
        "private_addresses",
        "referral_attachment_pieces",
        "referral_attachments",
        "referral_drafts",
        "referral_texts",
    }
