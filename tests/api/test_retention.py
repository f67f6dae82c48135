"""Every table says how long it keeps its rows; the purge deletes what is due and nothing else."""

from datetime import timedelta

import pytest
from sqlalchemy import Table, func, select

from api.access.classification import read_classification
from api.acts import begin_work
from api.erasure.models import Erasure
from api.induction.models import InductionReminder, InductionTold
from api.induction.repository import note_run
from api.models import Base
from api.referrals.audit.models import AuditEntry
from api.referrals.form.specification import FormKind
from api.retention.classes import Retention
from api.retention.service import ON_THE_TRAIL, expiring_tables, purge
from api.standing.service import keep_standing
from api.training.bookings.models import Booking
from api.training.reminders.service import remind
from tests.api.courses import add_course, add_session, book, tomorrow_at
from tests.api.induction.stage import start
from tests.api.referrals.cases import refer
from tests.api.referrals.cases import start as start_draft
from tests.api.subjects import CHAT, Subjects
from tests.api.world import GATEWAY, World


@pytest.mark.parametrize("table", Base.metadata.sorted_tables, ids=str)
def test_a_table_says_how_long_it_keeps_its_rows(table: Table) -> None:
    retention = table.info["retention"]
    assert isinstance(retention, Retention)
    assert ("expires_on" in table.c) == (retention.value.days is not None)
    if "expires_on" in table.c:
        assert not table.c.expires_on.nullable


def test_every_retention_class_is_used() -> None:
    assert {table.info["retention"] for table in Base.metadata.sorted_tables} == set(Retention)


def test_a_class_without_days_has_no_last_day(world: World) -> None:
    with pytest.raises(ValueError, match="EMPLOYMENT"):
        Retention.EMPLOYMENT.expires_on(world.context.today())


def counts(world: World) -> dict[str, int]:
    with world.context.database.read() as session:
        return {
            table.name: session.scalar(select(func.count()).select_from(table)) or 0
            for table in Base.metadata.sorted_tables
        }


def tell_in_teams(world: World) -> None:
    """Put Priya into a chat, tell her something there, and remind her of what she is booked on."""
    world.put("/v1/teams-chat", CHAT, application=GATEWAY)
    Subjects(world).notice("demo-employee")
    session_id = add_session(world, add_course(world, "soon"), days=3, cut_off_at=tomorrow_at(9, 2))
    booking_id = book(world, session_id).json()["id"]
    with world.context.database.write() as session:
        found = session.get(Booking, booking_id)
        assert found is not None
        found.created_at -= timedelta(days=30)
        assert remind(begin_work(world.context, session)) == 1


def lead_starter(world: World) -> None:
    """Let somebody start, be told of the week and ask for a reminder, all of it as of today."""
    today = world.context.today()
    induction_id = start(world, "demo-new-starter", today)
    with world.context.database.write() as session:
        work = begin_work(world.context, session)
        told = InductionTold(id="told", induction_id=induction_id, kind="starter", week_of=today, told_at=work.now)
        told.expires_on = Retention.NOTIFICATIONS.expires_on(today)
        reminder = InductionReminder(id="reminder", person_id="demo-new-starter", remind_on=today, created_at=work.now)
        reminder.expires_on = Retention.NOTIFICATIONS.expires_on(today)
        session.add_all([told, reminder])
        note_run(session, f"{today} kept", work.now, Retention.NOTIFICATIONS.expires_on(today))


@pytest.mark.parametrize("table", list(expiring_tables(Base.metadata)), ids=str)
def test_a_row_goes_on_its_last_day_and_not_before(world: World, table: Table) -> None:
    world.ask()
    world.judge()
    add_course(world)
    book(world, add_session(world))
    start_draft(world)
    refer(world, FormKind.SELF)
    tell_in_teams(world)
    lead_starter(world)
    world.post("/v1/pdr-notes", {})
    with world.context.database.write() as session:
        keep_standing(begin_work(world.context, session))
    before = counts(world)
    last_day = Retention.expires_on(table.info["retention"], world.context.today())
    with world.context.database.write() as session:
        purge(begin_work(world.context, session), last_day - timedelta(days=1))
    assert counts(world)[table.name] == before[table.name] > 0
    with world.context.database.write() as session:
        deleted = purge(begin_work(world.context, session), last_day)
    assert counts(world)[table.name] == 0
    assert deleted[table.name] == before[table.name]


def test_the_end_of_a_health_record_is_on_the_trail_and_on_the_ledger(world: World) -> None:
    referral_id = refer(world, FormKind.SELF)
    with world.context.database.write() as session:
        purge(begin_work(world.context, session), world.context.today() + timedelta(days=3000))
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "delete")).one()
        erased = session.execute(select(Erasure.place, Erasure.key)).all()
    assert (entry.role, entry.thing, entry.thing_id) == ("service", "referral", referral_id)
    assert (entry.subject_id, entry.detail) == ("demo-employee", "due")
    assert ("referrals", referral_id) in erased


def test_every_table_with_health_information_that_ends_is_on_the_trail() -> None:
    ending = {table.name for table in expiring_tables(Base.metadata)}
    ending = {name for name in ending if read_classification().tables[name].group == "health_unit"}
    assert ending == set(ON_THE_TRAIL)


def test_the_purge_never_touches_people(world: World) -> None:
    before = counts(world)["people"]
    with world.context.database.write() as session:
        purge(begin_work(world.context, session), world.context.today() + timedelta(days=10_000))
    assert counts(world)["people"] == before == 7


def test_a_purge_in_time_leaves_later_rows(world: World) -> None:
    world.judge("reply-old")
    world.clock.ahead = 86_400 * 300
    with world.context.database.write() as session:
        session.execute(
            Base.metadata.tables["feedback"]
            .insert()
            .values(
                reply_id="reply-new",
                article_id="a",
                helpful=True,
                given_on=world.context.today(),
                expires_on=world.context.today() + timedelta(days=365),
            )
        )
        purge(begin_work(world.context, session), world.context.today() + timedelta(days=65))
        left = session.scalars(select(Base.metadata.tables["feedback"].c.reply_id)).all()
    assert left == ["reply-new"]
