"""Small factories: courses, sessions and people, stored as the API would store them."""

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from api.acts import begin_work, now_of
from api.notifications.models import Notification
from api.people.models import Person
from api.people.repository import store_people
from api.settings import DEVELOPMENT_TENANT
from api.training.bookings.models import HOLDING, Booking
from api.training.bookings.waiting import end_over_offers
from api.training.courses.models import Course
from api.training.sessions.models import SessionDay, TrainingSession
from tests.api.world import World

COURSE = {
    "title": "Fire Marshal",
    "summary": "What to do when the alarm goes.",
    "topic": "safety",
    "kind": "dated",
    "names": [],
    "search_text": " fire marshal safety what to do when the alarm goes",
    "mandatory_for": "nobody",
    "needs_approval": False,
    "is_self_certified": False,
    "is_active": True,
    "link": None,
    "due_days": None,
    "valid_months": None,
    "cut_off_days": 2,
    "late_days": 5,
}


def tomorrow_at(hour: int, days: int = 30) -> datetime:
    """Return an hour of a day so many days ahead."""
    return datetime.now(UTC).replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=days)


def add_course(world: World, course_id: str = "fire-marshal", **changes: Any) -> str:
    values = COURSE | {"id": course_id} | changes
    with world.context.database.write() as session:
        session.add(Course(**values))
    return course_id


def add_session(
    world: World, course_id: str = "fire-marshal", *, days: int = 30, hour: int = 9, capacity: int = 2, **changes: Any
) -> str:
    """Add a session from `hour` to `hour + 3` on one day, or on as many as `length` says."""
    length = changes.pop("length", 1)
    session_id = str(changes.pop("id", f"s-{uuid.uuid4().hex[:12]}"))
    starts = [tomorrow_at(hour, days + number) for number in range(length)]
    rows = [
        SessionDay(number=number, starts_at=start, ends_at=start + timedelta(hours=3))
        for number, start in enumerate(starts, start=1)
    ]
    values = {
        "id": session_id,
        "course_id": course_id,
        "state": "open",
        "place": "Bootle Town Hall",
        "is_online": False,
        "link": None,
        "trainer": "A trainer",
        "capacity": capacity,
        "booked": 0,
        "queued": 0,
        "starts_at": starts[0],
        "ends_at": starts[-1] + timedelta(hours=3),
        "cut_off_at": starts[0] - timedelta(days=2),
        "days": rows,
    } | changes
    with world.context.database.write() as session:
        session.add(TrainingSession(**values))
    return session_id


def object_id_of(number: int) -> str:
    return f"0d3a0002-5b1e-4c6e-9a01-{number:012d}"


def add_people(world: World, count: int, **changes: Any) -> list[str]:
    """Add so many people and return their Entra object ids."""
    rows = [
        {
            "id": f"rival-{number}",
            "tenant": DEVELOPMENT_TENANT,
            "object_id": object_id_of(number),
            "payroll_number": f"R{number}",
            "name": f"Rival {number}",
            "first_name": "Rival",
            "email": f"rival.{number}@sefton.example",
            "job": "Officer",
            "service": "Planning",
            "team": "Rivals",
            "base": "Bootle",
            "working_days": ["mon", "tue", "wed", "thu", "fri"],
            "roles": ["employee"],
            "manager_id": None,
            "started_on": datetime(2020, 1, 1, tzinfo=UTC).date(),
            "left_on": None,
        }
        | changes
        for number in range(count)
    ]
    with world.context.database.write() as session:
        store_people(session, rows)
    return [object_id_of(number) for number in range(count)]


def book(world: World, session_id: str, *, wait: bool = False, for_id: str | None = None, **who: str) -> Any:
    body = {"session_id": session_id, "person_id": for_id, "join_waiting_list": wait}
    return world.post("/v1/bookings", body, **who)


def end_offers(world: World) -> int:
    with world.context.database.write() as session:
        return end_over_offers(begin_work(world.context, session))


def told(world: World, person_id: str | None = None) -> list[str]:
    """Return the kinds of messages in the outbox, the oldest first."""
    with world.context.database.read() as session:
        wanted = select(Notification).order_by(Notification.created_at, Notification.id)
        rows = session.scalars(wanted).all()
        return [row.kind for row in rows if person_id in (None, row.person_id)]


def places_taken(world: World, session_id: str) -> tuple[int, int]:
    """Return the counter of the session, and how many bookings hold a place; they must be the same."""
    with world.context.database.read() as session:
        found = session.get(TrainingSession, session_id)
        assert found is not None
        holding = select(Booking.id).where(Booking.session_id == session_id, Booking.state.in_(HOLDING))
        return found.booked, len(session.scalars(holding).all())


def set_manager(world: World, person_id: str, manager_id: str | None) -> None:
    with world.context.database.write() as session:
        person = session.get(Person, person_id)
        assert person is not None
        person.manager_id = manager_id


def now(world: World) -> datetime:
    return now_of(world.context)
