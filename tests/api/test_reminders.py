"""Reminders: a week and a day before a session, once, for whoever is booked at that moment."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from api.acts import LONDON, begin_work
from api.notifications.models import Notification
from api.notifications.quiet_hours import last_open
from api.training.bookings.models import Booking
from api.training.reminders.service import remind
from api.training.sessions.models import SessionDay, TrainingSession
from tests.api.courses import add_course, add_people, add_session, book, told
from tests.api.world import LEARNING, World

# Long ahead of every test: a Wednesday after an ordinary week, and a Monday after a weekend.
WEDNESDAY, MONDAY = datetime(2035, 5, 16, 9, 30, tzinfo=LONDON), datetime(2035, 5, 21, 9, 30, tzinfo=LONDON)
WEEK, DAY = "reminder_week", "reminder_day"


def session_at(world: World, starts_at: datetime) -> str:
    """Add a course with a session that begins at this moment."""
    session_id = add_session(world, add_course(world))
    move_session(world, session_id, starts_at)
    return session_id


def move_session(world: World, session_id: str, starts_at: datetime) -> None:
    ends_at = starts_at + timedelta(hours=3)
    times = {"starts_at": starts_at, "ends_at": ends_at}
    with world.context.database.write() as session:
        held = update(TrainingSession).where(TrainingSession.id == session_id)
        session.execute(held.values(**times, cut_off_at=starts_at - timedelta(days=2)))
        session.execute(update(SessionDay).where(SessionDay.session_id == session_id).values(**times))


def remind_at(world: World, moment: datetime) -> list[str]:
    """Let the worker remind at this moment; return the reminders that there are by then."""
    world.clock.ahead = (moment - datetime.now(UTC)).total_seconds()
    with world.context.database.write() as session:
        remind(begin_work(world.context, session))
    world.clock.ahead = 0
    with world.context.database.read() as session:
        kinds = select(Notification.kind).where(Notification.kind.in_([WEEK, DAY])).order_by(Notification.created_at)
        return list(session.scalars(kinds))


def test_a_person_is_reminded_a_week_and_a_day_before_and_never_twice(world: World) -> None:
    book(world, session_at(world, WEDNESDAY))
    week, day = WEDNESDAY - timedelta(days=7), WEDNESDAY - timedelta(days=1)
    told = [remind_at(world, week - timedelta(minutes=1))]
    told += [remind_at(world, moment) for moment in (week, week + timedelta(hours=1), day - timedelta(minutes=1))]
    told += [remind_at(world, moment) for moment in (day, day + timedelta(hours=1), WEDNESDAY)]
    assert told == [[], [WEEK], [WEEK], [WEEK], [WEEK, DAY], [WEEK, DAY], [WEEK, DAY]]


def test_before_a_monday_the_reminder_comes_on_the_friday(world: World) -> None:
    book(world, session_at(world, MONDAY))
    friday = last_open(MONDAY - timedelta(days=1))
    assert (friday.strftime("%A"), friday.hour) == ("Friday", 16)
    assert remind_at(world, friday) == [DAY]


def test_after_a_day_without_a_worker_only_the_nearest_reminder_is_sent(world: World) -> None:
    book(world, session_at(world, WEDNESDAY))
    assert remind_at(world, WEDNESDAY - timedelta(hours=20)) == [DAY]
    assert remind_at(world, WEDNESDAY - timedelta(hours=19)) == [DAY]


def test_who_books_later_is_not_reminded_of_what_they_just_did(world: World) -> None:
    booking = book(world, session_at(world, WEDNESDAY)).json()
    with world.context.database.write() as session:
        late = {"created_at": WEDNESDAY - timedelta(days=6)}
        session.execute(update(Booking).where(Booking.id == booking["id"]).values(**late))
    assert remind_at(world, WEDNESDAY - timedelta(days=5)) == []
    assert remind_at(world, WEDNESDAY - timedelta(days=1)) == [DAY]


def cancel(world: World, booking: Any, session_id: str) -> None:
    world.post(f"/v1/bookings/{booking['id']}/cancel", {"accept_late": True})


def call_off(world: World, booking: Any, session_id: str) -> None:
    world.post(f"/v1/sessions/{session_id}/cancel", {}, person=LEARNING)


@pytest.mark.parametrize("end", [cancel, call_off])
def test_what_was_cancelled_is_not_reminded_of(world: World, end: Any) -> None:
    session_id = session_at(world, WEDNESDAY)
    booking = book(world, session_id).json()
    remind_at(world, WEDNESDAY - timedelta(days=7))
    end(world, booking, session_id)
    assert remind_at(world, WEDNESDAY - timedelta(days=1)) == [WEEK]


def test_who_only_waits_is_not_reminded(world: World) -> None:
    add_course(world)
    session_id = add_session(world, capacity=1)
    book(world, session_id, person=LEARNING)
    book(world, session_id, wait=True)
    move_session(world, session_id, WEDNESDAY)
    assert remind_at(world, WEDNESDAY - timedelta(days=7)) == [WEEK]


def test_of_a_session_that_moves_people_are_reminded_at_its_new_time(world: World) -> None:
    session_id = session_at(world, WEDNESDAY)
    book(world, session_id)
    remind_at(world, WEDNESDAY - timedelta(days=7))
    move_session(world, session_id, WEDNESDAY + timedelta(days=14))
    assert remind_at(world, WEDNESDAY - timedelta(days=1)) == [WEEK]
    assert remind_at(world, WEDNESDAY + timedelta(days=7)) == [WEEK, WEEK]
    assert remind_at(world, WEDNESDAY + timedelta(days=13)) == [WEEK, WEEK, DAY]


def test_a_booking_that_moves_takes_its_reminder_along(world: World) -> None:
    booking = book(world, session_at(world, WEDNESDAY)).json()
    later = add_session(world)
    move_session(world, later, WEDNESDAY + timedelta(days=14))
    world.post(f"/v1/bookings/{booking['id']}/move", {"session_id": later})
    assert remind_at(world, WEDNESDAY - timedelta(days=1)) == []
    assert remind_at(world, WEDNESDAY + timedelta(days=7)) == [WEEK]


def test_who_wants_no_reminders_gets_none(world: World) -> None:
    book(world, session_at(world, WEDNESDAY))
    world.put("/v1/notice-topics/reminders", {"is_wanted": False}, application="staff-assistant-gateway")
    assert remind_at(world, WEDNESDAY - timedelta(days=7)) == []
    world.put("/v1/notice-topics/reminders", {"is_wanted": True}, application="staff-assistant-gateway")
    assert remind_at(world, WEDNESDAY - timedelta(days=1)) == [DAY]


def test_several_workers_at_once_remind_once(world: World) -> None:
    add_course(world)
    session_id = add_session(world, capacity=8)
    for person in add_people(world, 8):
        book(world, session_id, person=person)
    move_session(world, session_id, WEDNESDAY)
    world.clock.ahead = (WEDNESDAY - timedelta(days=7) - datetime.now(UTC)).total_seconds()
    start = threading.Barrier(4)

    def work(_: int) -> None:
        start.wait()
        # One that comes too late fails as a whole, and looks again the next time.
        with suppress(IntegrityError), world.context.database.write() as session:
            remind(begin_work(world.context, session))

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    assert told(world).count(WEEK) == 8
    world.clock.ahead = 0
