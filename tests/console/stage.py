"""What stands on the console's pages in the tests: courses, sessions, people who are booked and who wait, messages."""

import uuid
from datetime import timedelta
from typing import Any, cast

from api.notifications.models import Notification, NotificationState
from api.notifications.teams.models import NoticeState
from api.people.models import Person
from api.training.applications.models import Application
from api.training.bookings.models import Booking
from api.training.records.models import Completion
from api.training.sessions.models import TrainingSession
from tests.api.courses import add_course, add_people, add_session, now
from tests.api.subjects import Subjects
from tests.api.world import World
from tests.console.desk import Desk


def set_stage(desk: Desk) -> None:
    """Store a little of everything. Ids: `full` has 2 of 2 places taken and 1 waits; `held` was yesterday."""
    world = world_of(desk)
    add_course(world, "fire-marshal", title="Fire Marshal")
    add_course(world, "mhfa", title="Mental Health First Aid in the Workplace (Level 3)", needs_approval=True)
    add_course(world, "safety", title="Health and Safety", kind="elearning", mandatory_for="everyone")
    grievance = "Managing Disciplinary, Grievance and Dignity at Work"
    add_course(world, "grievance", title=grievance, mandatory_for="managers")
    add_course(world, "climate", title="Climate Change", kind="elearning", mandatory_for="everyone")
    add_session(world, "fire-marshal", id="free", days=21, capacity=12)
    add_session(world, "fire-marshal", id="full", days=30, capacity=2)
    add_session(world, "mhfa", id="two-days", days=40, capacity=8, length=2)
    add_session(world, "fire-marshal", id="held", days=-1, capacity=5)
    add_people(world, 6)
    for person, session, state in (
        ("rival-0", "full", "booked"),
        ("rival-1", "full", "booked"),
        ("rival-2", "full", "waiting"),
        ("rival-3", "held", "booked"),
        ("rival-4", "held", "booked"),
        ("demo-employee", "two-days", "requested"),
    ):
        book(desk, person, session, state)
    _apply(desk)
    _complete(desk)
    write_message(desk, "dead", NotificationState.DEAD)
    write_message(desk, "sent", NotificationState.SENT)
    write_notice(desk, "rival-0", NoticeState.UNKNOWN, cause="502")
    write_notice(desk, "rival-1", NoticeState.FAILED, cause="gone", kind="reminder_week")


def world_of(desk: Desk) -> World:
    """Return the desk as what the API's factories take: they use its context only."""
    return cast("World", desk)


def book(desk: Desk, person_id: str, session_id: str, state: str) -> str:
    """Store a booking in a state."""
    booking_id = f"{session_id}-{person_id}"
    with desk.context.database.write() as session:
        found = session.get(TrainingSession, session_id)
        assert found is not None
        is_waiting = state == "waiting"
        found.queued += is_waiting
        found.booked += not is_waiting
        session.add(
            Booking(
                id=booking_id,
                reference=f"TR-{abs(hash(booking_id)) % 10**8:08d}",
                session=found,
                course_id=found.course_id,
                person=session.get(Person, person_id),
                booked_by=person_id,
                state=state,
                sequence=0,
                created_at=now(world_of(desk)),
                queue_number=found.queued if is_waiting else None,
                is_late=False,
            )
        )
    return booking_id


def write_message(desk: Desk, message_id: str, state: NotificationState, **changes: Any) -> None:
    """Store a message of the outbox."""
    moment = now(world_of(desk))
    values = {
        "id": message_id,
        "kind": "booked",
        "person_id": "rival-0",
        "subject": "You are booked: Fire Marshal",
        "text": "A text",
        "state": state,
        "attempts": 8,
        "error": "SMTPRecipientsRefused" if state is NotificationState.DEAD else None,
        "created_at": moment,
        "due_at": moment,
        "expires_on": moment.date() + timedelta(days=90),
    }
    with desk.context.database.write() as session:
        session.add(Notification(**values | changes))


def write_notice(desk: Desk, person_id: str, state: NoticeState, **changes: Any) -> str:
    """Store a notice for Teams that has come to its end, and return its id."""
    ended = {"about": uuid.uuid4().hex, "id": uuid.uuid4().hex, "finished_at": now(world_of(desk))}
    return Subjects(world_of(desk)).notice(person_id, state, **ended | changes)


def state_of(desk: Desk, booking_id: str) -> str:
    """Return the state of a booking as it is stored."""
    with desk.context.database.read() as session:
        booking = session.get(Booking, booking_id)
        assert booking is not None
        return booking.state


def find_session(desk: Desk, session_id: str) -> TrainingSession:
    """Return a session as it is stored."""
    with desk.context.database.read() as session:
        found = session.get(TrainingSession, session_id)
        assert found is not None
        return found


def _apply(desk: Desk) -> None:
    with desk.context.database.write() as session:
        session.add(
            Application(
                id="application",
                reference="TR-00000001",
                kind="external",
                state="sent",
                person=session.get(Person, "demo-new-starter"),
                title="Urban Design Summer School",
                provider="An outside provider",
                cost_pence=45000,
                reason="We take over design reviews this year.",
                sent_at=now(world_of(desk)),
            )
        )


def _complete(desk: Desk) -> None:
    day = now(world_of(desk)).date()
    done = [("safety", f"rival-{number}") for number in range(6)] + [("climate", "rival-0")]
    with desk.context.database.write() as session:
        session.add_all(
            Completion(
                id=f"{course}-{person}", person_id=person, course_id=course, recorded_by=person, completed_on=day
            )
            for course, person in done
        )
