"""The Health Unit moves an appointment: what is booked then, what is asked, what the person hears."""

import httpx
from sqlalchemy import select

from api.notifications.models import Notification
from api.referrals.appointments.models import Appointment, Slot
from tests.console.casework import HEALTH, add_slot, bring_to, state_of, trail_of
from tests.console.desk import Desk
from tests.console.test_case_steps import open_case, send


def appointment_of(desk: Desk, case: str) -> Appointment:
    with desk.context.database.read() as session:
        found = session.scalars(select(Appointment).where(Appointment.referral_id == case)).one()
        session.expunge_all()
    return found


def taken(desk: Desk) -> set[str]:
    with desk.context.database.read() as session:
        return set(session.scalars(select(Slot.id).where(Slot.is_taken)))


def told(desk: Desk) -> list[str]:
    with desk.context.database.read() as session:
        return list(session.scalars(select(Notification.kind).order_by(Notification.created_at)))


def test_a_booked_appointment_is_booked_at_the_new_time_and_the_calendar_follows(
    desk: Desk, unit: httpx.Client
) -> None:
    case, slot = bring_to(desk, "booked"), add_slot(desk, days=4, hour=8)
    before, news = appointment_of(desk, case), told(desk)
    open_case(desk, unit, case)
    answer = send(desk, unit, case, "move", {"slot": slot})
    after = appointment_of(desk, case)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/cases/{case}?done=appointment-moved")
    assert (after.id, after.state, after.slot_id, after.sequence) == (before.id, "booked", slot, before.sequence + 1)
    assert (state_of(desk, case), taken(desk)) == ("booked", {slot})
    assert set(told(desk)[len(news) :]) == {"private_appointment"}
    assert trail_of(desk, case)[-1] == (HEALTH, "write", "moved", "appointment")


def test_an_offer_that_is_moved_stays_an_offer_with_time_to_answer(desk: Desk, unit: httpx.Client) -> None:
    desk.clock.ahead = -4 * 24 * 3600
    case = bring_to(desk, "appointment_offered")
    desk.clock.ahead = 0
    slot = add_slot(desk, days=60, hour=8)
    before, news = appointment_of(desk, case), told(desk)
    open_case(desk, unit, case)
    assert send(desk, unit, case, "move", {"slot": slot}).status_code == 303
    after = appointment_of(desk, case)
    assert (after.state, after.slot_id, state_of(desk, case)) == ("offered", slot, "appointment_offered")
    assert before.offered_until
    assert after.offered_until
    assert after.offered_until > before.offered_until
    assert set(told(desk)[len(news) :]) == {"private_news"}
    assert taken(desk) == {slot}


def test_a_time_that_is_gone_leaves_the_appointment_where_it_was(desk: Desk, unit: httpx.Client) -> None:
    case, slot = bring_to(desk, "booked"), add_slot(desk, days=4, hour=8)
    before = appointment_of(desk, case)
    open_case(desk, unit, case)
    with desk.context.database.write() as session:
        found = session.get(Slot, slot)
        assert found is not None
        found.is_taken = True
    answer = send(desk, unit, case, "move", {"slot": slot})
    assert (answer.status_code, "This appointment is taken." in answer.text) == (409, True)
    assert (appointment_of(desk, case).slot_id, taken(desk)) == (before.slot_id, {before.slot_id, slot})
