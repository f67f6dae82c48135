"""Reads and stores bookings."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, func, inspect, select, tuple_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.database import insert_row
from api.people.models import Person
from api.training.bookings.models import IS_LIVE, LIVE, Booking, BookingState
from api.training.errors import AlreadyBookedError
from api.training.sessions.models import SessionDay, TrainingSession

# Built once: building a statement takes longer than sending it, and every booking sends this one.
ENGAGEMENTS = (
    select(Booking.id, Booking.course_id, Booking.state, SessionDay.starts_at, SessionDay.ends_at)
    .join(SessionDay, SessionDay.session_id == Booking.session_id)
    .where(Booking.person_id == bindparam("person"), IS_LIVE)
)


class Engagement(NamedTuple):
    """One day of a live booking of a person."""

    booking_id: str
    course_id: str
    state: str
    starts_at: datetime
    ends_at: datetime


def find_booking(session: Session, booking_id: str) -> Booking | None:
    """Return a booking as it is now, not as it was read before."""
    return session.get(Booking, booking_id, populate_existing=True)


def add_booking(session: Session, booking: Booking) -> None:
    """Add a booking, or store its changes. Raises AlreadyBookedError when the person has a live one for the course."""
    try:
        if inspect(booking).transient:
            insert_row(session, booking)
        else:
            session.flush()
    except IntegrityError as error:
        raise AlreadyBookedError from error


def list_engagements(session: Session, person_id: str) -> list[Engagement]:
    """Return every day of every live booking of a person."""
    session.flush()
    return [Engagement(*row) for row in session.connection().execute(ENGAGEMENTS, {"person": person_id})]


def list_bookings(
    session: Session,
    person_id: str,
    states: Sequence[str],
    since: datetime | None,
    after: list[str] | None,
    limit: int,
) -> Sequence[Booking]:
    """Return bookings of a person by time; `since`: only those whose session is not over by then."""
    wanted = select(Booking).join(Booking.session).where(Booking.person_id == person_id, Booking.state.in_(states))
    if since:
        wanted = wanted.where(TrainingSession.ends_at > since)
    if after:
        first = datetime.fromisoformat(after[0])
        wanted = wanted.where(tuple_(TrainingSession.starts_at, Booking.id) > tuple_(first, after[1]))
    return session.scalars(wanted.order_by(TrainingSession.starts_at, Booking.id).limit(limit)).all()


def list_of_session(session: Session, session_id: str, states: Sequence[str]) -> Sequence[Booking]:
    """Return the bookings of a session in these states: the waiting list in its order, others as they came."""
    wanted = select(Booking).where(Booking.session_id == session_id, Booking.state.in_(states))
    order = (Booking.queue_number.nulls_first(), Booking.created_at, Booking.id)
    return session.scalars(wanted.order_by(*order).execution_options(populate_existing=True)).all()


def list_live_of_people(session: Session, person_ids: Sequence[str], now: datetime) -> Sequence[Booking]:
    """Return the live bookings of several people whose session is not over."""
    wanted = select(Booking).join(Booking.session).where(Booking.person_id.in_(person_ids), Booking.state.in_(LIVE))
    return session.scalars(wanted.where(TrainingSession.ends_at > now).order_by(TrainingSession.starts_at)).all()


def first_waiting(session: Session, session_id: str) -> Booking | None:
    """Return who waits first."""
    wanted = select(Booking).where(Booking.session_id == session_id, Booking.state == BookingState.WAITING)
    wanted = wanted.order_by(Booking.queue_number).limit(1).execution_options(populate_existing=True)
    return session.scalar(wanted)


def position_of(session: Session, booking: Booking) -> int:
    """Return the place in the waiting list, from 1."""
    ahead = select(func.count()).where(
        Booking.session_id == booking.session_id,
        Booking.state == BookingState.WAITING,
        Booking.queue_number < booking.queue_number,
    )
    return (session.scalar(ahead) or 0) + 1


def list_over_offers(session: Session, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
    """Return booking and session id of offers that nobody took in time."""
    over = (Booking.state == BookingState.OFFERED, Booking.offered_until <= now)
    wanted = select(Booking.id, Booking.session_id).where(*over).order_by(Booking.offered_until).limit(limit)
    return session.execute(wanted).all()


def list_requested_of_reports(session: Session, manager_id: str, *, of_nobody: bool) -> Sequence[Booking]:
    """Return the requests of a manager's people; `of_nobody`: those of people without a manager instead."""
    whose = Person.manager_id.is_(None) if of_nobody else Person.manager_id == manager_id
    wanted = select(Booking).join(Booking.person).join(Booking.session).where(whose)
    wanted = wanted.where(Booking.state == BookingState.REQUESTED, Person.id != manager_id)
    return session.scalars(wanted.order_by(TrainingSession.starts_at, Booking.id).limit(200)).all()
