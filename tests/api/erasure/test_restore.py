"""Fill, back up, delete, put the backup back: what was deleted does not come back, and nothing else is lost."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from api.__main__ import main as api
from api.acts import begin_work
from api.erasure.__main__ import main
from api.erasure.keeping import keep_ledger
from api.models import Base
from api.retention.service import purge
from tests.api.access.planting import Planter
from tests.api.erasure.dumps import Rows, everything, put_back, take_backup
from tests.api.operating import Run
from tests.api.referrals.cases import SELF, draft_path, start
from tests.api.world import NEW_STARTER, World

DUE, STAYS = "demo-employee", "demo-new-starter"


def fill(world: World) -> str:
    """Plant a row of everything for two people, of which only one person's are due; return a draft of the other."""
    for number, person in enumerate((STAYS, DUE)):
        Planter(world, person, "demo-manager", f"plant{number}").plant()
        if person == STAYS:
            with world.context.database.write() as session:
                for table in Base.metadata.sorted_tables:
                    if "expires_on" in table.c:
                        session.execute(update(table).values(expires_on=date(2040, 1, 1)))
                session.execute(update(Base.metadata.tables["notifications"]).values(state="sent"))
    return str(start(world, SELF, person=NEW_STARTER)["id"])


def discard(world: World, draft_id: str) -> int:
    return int(world.post(draft_path({"id": draft_id}, "/discard"), {}, person=NEW_STARTER).status_code)


def erase(world: World, run: Run, own_draft: str) -> None:
    """Delete in each of the ways in which something is deleted."""
    assert discard(world, own_draft) == 200
    with world.context.database.write() as session:
        deleted = purge(begin_work(world.context, session), date(2027, 5, 18))
    assert {name for name, count in deleted.items() if count} >= {"referrals", "notifications", "feedback"}
    assert run(main, "erase", STAYS, "--by", "demo-hr")[0] == 0


@pytest.fixture
def restored(own_world: World, run: Run, tmp_path: Path) -> tuple[Rows, Rows]:
    """Return what there was at the backup and what was left of it; the backup is back in place."""
    own_draft = fill(own_world)
    backup = tmp_path / "backup"
    take_backup(own_world.url, backup)
    before = everything(own_world)
    erase(own_world, run, own_draft)
    left = everything(own_world)
    own_world.context.database.close()
    put_back(own_world.url, backup)
    assert everything(own_world) == before
    return before, left


def counts(rows: Rows) -> dict[str, int]:
    return {table: len(found) for table, found in rows.items()}


def test_nothing_that_was_deleted_comes_back_and_nothing_else_is_lost(
    own_world: World, run: Run, restored: tuple[Rows, Rows]
) -> None:
    before, left = restored
    assert run(main, "verify")[0] == 1
    status, said, _ = run(main, "replay")
    now = everything(own_world)
    assert status == 0
    assert "referrals: 1 deleted again" in said
    gone = {table for table in before if len(now[table]) < len(before[table])}
    assert gone >= {"referrals", "referral_texts", "referral_drafts", "notifications", "feedback", "idempotency_keys"}
    assert now == {
        table: {key: row for key, row in found.items() if key in left[table]} for table, found in before.items()
    }
    assert run(main, "verify")[0] == 0
    assert "0 entries" in run(main, "replay")[1]


def test_the_api_deletes_it_again_before_it_starts(own_world: World, run: Run, restored: tuple[Rows, Rows]) -> None:
    _, left = restored
    assert run(api, "migrate")[0] == 0
    assert counts(everything(own_world)) == counts(left)


def test_a_ledger_that_was_changed_is_refused_and_nothing_is_deleted(
    own_world: World, run: Run, restored: tuple[Rows, Rows]
) -> None:
    before, _ = restored
    ledger = own_world.context.ledger_file
    ledger.write_text(ledger.read_text().replace(" referrals ", " bookings ", 1))
    for command, status in ((("replay",), 1), (("verify",), 1)):
        found, _, complained = run(main, *command)
        assert found == status
        assert "was changed" in complained
    status, _, complained = run(api, "migrate")
    assert status == 2
    assert "was changed" in complained
    assert everything(own_world) == before


def test_a_ledger_of_another_database_is_refused(own_world: World, run: Run, restored: tuple[Rows, Rows]) -> None:
    before, _ = restored
    # The API was used on the old database without its ledger, and went another way.
    own_draft = next(key[0] for key in before["referral_drafts"] if not key[0].startswith("plant"))
    assert discard(own_world, own_draft) == 200
    status, _, complained = run(api, "migrate")
    assert status == 2
    assert "does not belong" in complained


def test_what_was_deleted_is_in_the_ledger_by_number_only(own_world: World, run: Run, tmp_path: Path) -> None:
    own_draft = fill(own_world)
    erase(own_world, run, own_draft)
    keep_ledger(own_world.context.database, own_world.context.ledger_file)
    text = own_world.context.ledger_file.read_text()
    assert f" row referral_drafts {own_draft} discarded " in text
    assert " due feedback 2027-05-18 retention " in text
    assert " row notifications plant0-notifications-id request " in text
    assert "words" not in text
