"""Appointments of a case, what is told of it, and what is late."""

from datetime import timedelta

from sqlalchemy import select

from api.acts import begin_work
from api.notifications.models import Notification
from api.referrals.appointments.models import Appointment, Slot
from api.referrals.appointments.service import end_over_offers
from api.referrals.audit.models import AuditEntry
from api.referrals.audit.verification import verify
from api.referrals.cases.models import ReferralStep
from tests.api.referrals.cases import (
    CORRECTION,
    SELF,
    add_slot,
    bring_to,
    code,
    read,
    refer,
    state_of,
    wish,
    work,
    write_report,
)
from tests.api.world import CONSOLE, HEALTH_UNIT, LEARNING, World


def test_an_offer_that_nobody_took_gives_its_slot_back(world: World) -> None:
    referral_id = bring_to(world, "appointment_offered")
    world.clock.ahead = 86_400 * 12
    with world.context.database.write() as session:
        assert end_over_offers(begin_work(world.context, session)) == 1
        assert end_over_offers(begin_work(world.context, session)) == 0
    world.clock.ahead = 0
    assert state_of(world, referral_id) == "triaged"
    with world.context.database.read() as session:
        assert [slot.is_taken for slot in session.scalars(select(Slot))] == [False]
        assert verify(session, world.context.vault.audit_key, []).findings == []


def test_an_appointment_moves_to_another_slot_at_once_or_not_at_all(world: World) -> None:
    referral_id = bring_to(world, "booked")
    other, taken = add_slot(world, days=20), add_slot(world, days=21)
    counsellor = add_slot(world, days=22, clinician="counsellor")
    with world.context.database.write() as session:
        found = session.get(Slot, taken)
        assert found is not None
        found.is_taken = True
    assert code(wish(world, referral_id, "move", taken)) == (409, "slot_taken")
    assert code(wish(world, referral_id, "move", counsellor)) == (409, "slot_unsuitable")
    assert wish(world, referral_id, "move", other).json()["appointment"]["slot"]["id"] == other
    with world.context.database.read() as session:
        assert {slot.id for slot in session.scalars(select(Slot).where(Slot.is_taken))} == {other, taken}


def test_two_slots_of_one_clinician_do_not_overlap(world: World) -> None:
    add_slot(world, days=10, hour=9)
    body = {"clinician": "nurse", "mode": "phone", "place": "By telephone"}
    listed = world.get("/v1/referral-slots?since=2020-01-01T00:00:00Z", person=HEALTH_UNIT, application=CONSOLE)
    assert listed.status_code == 200
    with world.context.database.read() as session:
        first = session.scalars(select(Slot)).one()
    times = {"starts_at": first.starts_at.isoformat(), "ends_at": first.ends_at.isoformat()}
    answer = world.post("/v1/referral-slots", body | times, person=HEALTH_UNIT, application=CONSOLE)
    assert code(answer) == (409, "slot_clash")


def test_no_message_says_what_it_is_about(world: World) -> None:
    bring_to(world, "closed")
    with world.context.database.read() as session:
        messages = session.scalars(select(Notification)).all()
    assert len(messages) >= 6
    words = ("health", "referral", "report", "nurse", "occupational", "absence", "medical", "clinic", "telephone")
    for message in messages:
        everything = f"{message.kind} {message.subject} {message.text} {message.calendar or ''}".lower()
        assert not [word for word in words if word in everything]


def test_the_learning_team_does_not_see_that_private_messages_were_sent(world: World) -> None:
    refer(world)
    learning = world.get("/v1/notifications", person=LEARNING).json()["items"]
    unit = world.get("/v1/notifications", person=HEALTH_UNIT, application=CONSOLE).json()["items"]
    # One to the work address, one to the private one.
    assert (len(learning), len(unit)) == (0, 2)


def test_what_is_late_shows_by_working_days(world: World) -> None:
    referral_id = refer(world, SELF)
    address = f"/v1/referrals/{referral_id}"
    headers = world.headers(person=HEALTH_UNIT, application=CONSOLE)
    assert world.client.get(address, headers=headers).json()["is_late"] is False
    world.clock.ahead = 86_400 * 9
    headers = world.headers_now(person=HEALTH_UNIT, application=CONSOLE)
    assert world.client.get(address, headers=headers).json()["is_late"] is True


WRONG = {"was_there": False, "because": "wrong_choice"}


def correct(world: World, referral_id: str, body: dict[str, object]) -> tuple[int, str]:
    return code(work(world, referral_id, "attendance/correction", body))


def appointment_of(world: World, referral_id: str) -> str:
    with world.context.database.read() as session:
        return session.scalars(select(Appointment.state).where(Appointment.referral_id == referral_id)).one()


def test_what_was_noted_wrongly_is_corrected_and_corrected_again(world: World) -> None:
    referral_id = bring_to(world, "attended")
    assert correct(world, referral_id, WRONG) == (200, "")
    assert (state_of(world, referral_id), appointment_of(world, referral_id)) == ("missed", "missed")
    assert correct(world, referral_id, CORRECTION) == (200, "")
    assert (state_of(world, referral_id), appointment_of(world, referral_id)) == ("attended", "attended")
    steps = read(world, referral_id, "record", HEALTH_UNIT).json()["steps"]
    assert [step["state"] for step in steps][-3:] == ["attended", "missed", "attended"]
    with world.context.database.read() as session:
        trail = select(AuditEntry.detail).where(AuditEntry.purpose == "correction").order_by(AuditEntry.number)
        assert session.scalars(trail).all() == ["missed wrong_choice", "attended told_later"]
        assert verify(session, world.context.vault.audit_key, []).findings == []


def test_after_some_days_nothing_is_corrected_however_often_it_was_before(world: World) -> None:
    referral_id = bring_to(world, "attended")
    assert correct(world, referral_id, WRONG) == (200, "")
    with world.context.database.write() as session:
        # It was corrected just now, and noted first two weeks ago.
        first = select(ReferralStep).where(ReferralStep.referral_id == referral_id, ReferralStep.state == "attended")
        session.scalars(first).one().at -= timedelta(days=14)
    assert correct(world, referral_id, CORRECTION) == (409, "step_not_possible")
    assert state_of(world, referral_id) == "missed"


def test_once_a_report_is_written_nobody_was_missing(world: World) -> None:
    referral_id = bring_to(world, "attended")
    write_report(world, referral_id)
    assert correct(world, referral_id, WRONG) == (409, "step_not_possible")
    assert state_of(world, referral_id) == "attended"
