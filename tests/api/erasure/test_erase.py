"""A person's request: what may go is gone, what stays is named with its reason, and both are noted."""

import pytest
from sqlalchemy import select, update

from api.access.classification import read_classification
from api.erasure.__main__ import main
from api.erasure.ledger import read_ledger
from api.models import Base
from api.referrals.audit.models import AuditEntry
from tests.api.access.planting import Planter
from tests.api.erasure.dumps import everything
from tests.api.operating import Run
from tests.api.referrals.cases import SELF, start
from tests.api.world import EMPLOYEE, World

ME, OTHER = "demo-employee", "demo-new-starter"
CLASSES = read_classification()
BY = ("--by", "demo-hr")
ADDRESS = ("private_addresses", "zqmine-private_addresses-id")
CHAT, NOTICE = ("teams_chats", ME), ("teams_notices", "zqmine-teams_notices-id")
REMINDER = ("induction_reminders", "zqmine-induction_reminders-id")
NOTES = ("pdr_notes", "zqmine-pdr_notes-id")


@pytest.fixture
def planted(own_world: World) -> World:
    """Return a world with a row of everything about two people; all that was to be sent was sent."""
    Planter(own_world, ME, "demo-manager", "zqmine").plant()
    Planter(own_world, OTHER, "demo-manager", "zqothr").plant()
    with own_world.context.database.write() as session:
        for table in ("notifications", "teams_notices"):
            session.execute(update(Base.metadata.tables[table]).values(state="sent"))
    return own_world


def test_what_may_go_is_gone_and_nothing_else(planted: World, run: Run) -> None:
    own = start(planted, SELF, person=EMPLOYEE)["id"]
    before = everything(planted)
    status, said, complained = run(main, "erase", ME, *BY)
    assert (status, complained) == (0, "")
    now = everything(planted)
    gone = {(table, key[0]) for table, rows in before.items() for key in rows if key not in now[table]}
    sent = ("notifications", "zqmine-notifications-id")
    assert gone == {("referral_drafts", own), sent, ADDRESS, CHAT, NOTICE, REMINDER, NOTES}
    assert all(
        now[table][key] == row for table, rows in before.items() for key, row in rows.items() if key in now[table]
    )
    assert "- Messages to you: 1" in said


def test_what_stays_is_named_with_its_reason(planted: World, run: Run) -> None:
    said = run(main, "erase", ME, *BY)[1]
    kept = said.partition("Kept, and why:")[2]
    for told in CLASSES.tables.values():
        if told.kept:
            assert f"- {told.title}: " in kept
            assert CLASSES.keeping[told.kept] in kept
    # A draft that the manager began is not the person's to delete.
    assert f"- {CLASSES.tables['referral_drafts'].title}: 1. Your manager" in kept


def test_a_message_that_waits_is_sent_first(planted: World, run: Run) -> None:
    with planted.context.database.write() as session:
        session.execute(update(Base.metadata.tables["notifications"]).values(state="pending"))
    assert "has not been sent yet" in run(main, "erase", ME, *BY)[1]
    assert len(everything(planted)["notifications"]) == 2


def test_who_asked_and_what_went_are_noted(planted: World, run: Run) -> None:
    run(main, "erase", "100001", *BY)
    with planted.context.database.read() as session:
        (entry,) = session.scalars(select(AuditEntry).where(AuditEntry.detail == "erased"))
    assert (entry.person_id, entry.role, entry.subject_id, entry.purpose) == (
        "demo-hr",
        "operator",
        ME,
        "erasure_request",
    )
    lines = read_ledger(planted.context.ledger_file, planted.context.vault.audit_key)
    assert [(line.place, line.key, line.reason) for line in lines] == [
        (*NOTES, "request"),
        ("notifications", "zqmine-notifications-id", "request"),
        (*ADDRESS, "request"),
        (*CHAT, "request"),
        (*NOTICE, "request"),
        (*REMINDER, "request"),
    ]


def test_a_second_request_finds_nothing_more(planted: World, run: Run) -> None:
    run(main, "erase", ME, *BY)
    assert "nothing that can be deleted" in run(main, "erase", ME, *BY)[1]


@pytest.mark.parametrize("arguments", [("nobody", *BY), (ME, "--by", "nobody")], ids=["of nobody", "by nobody"])
def test_nobody_is_erased_by_mistake(planted: World, run: Run, arguments: tuple[str, ...]) -> None:
    before = everything(planted)
    status, _, complained = run(main, "erase", *arguments)
    assert status == 1
    assert complained.startswith("Nothing was deleted. Nobody")
    assert everything(planted) == before
