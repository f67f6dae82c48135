"""What stands in the way of a booking. Writes nothing."""

from collections.abc import Iterable
from datetime import timedelta

from api.acts import LONDON, Act, Work
from api.errors import NotFoundError
from api.people import repository as people
from api.people.models import WEEKDAYS, Person
from api.people.relations import require_relation
from api.training.bookings import repository
from api.training.bookings.models import BUSY, LIVE, Booking
from api.training.bookings.repository import Engagement
from api.training.courses.models import CourseKind
from api.training.errors import (
    AlreadyBookedError,
    BookingClosedError,
    BookingOverError,
    LateCancellationError,
    NotBookableError,
    SessionCancelledError,
    SessionStartedError,
    TimeClashError,
)
from api.training.sessions import repository as sessions
from api.training.sessions.models import SessionState, TrainingSession


def require_bookable(work: Work, session: TrainingSession) -> None:
    """Raise the TrainingError that says why no place of this session can be had."""
    if session.state == SessionState.CANCELLED:
        raise SessionCancelledError
    if session.course.kind != CourseKind.DATED:
        raise NotBookableError
    if session.starts_at <= work.now:
        raise SessionStartedError
    if session.cut_off_at <= work.now:
        raise BookingClosedError


def require_no_booking(engagements: Iterable[Engagement], course_id: str) -> None:
    """Raise AlreadyBookedError when one of a person's engagements is a place on the course, or a wait for one."""
    if any(engagement.course_id == course_id for engagement in engagements):
        raise AlreadyBookedError


def require_no_clash(
    engagements: Iterable[Engagement], session: TrainingSession, *, without: str | None = None
) -> None:
    """Raise TimeClashError when a place of a person overlaps; `without`: a booking that does not count."""
    if has_clash((one for one in engagements if one.booking_id != without), session):
        raise TimeClashError


def has_clash(engagements: Iterable[Engagement], session: TrainingSession) -> bool:
    """Return whether any of the places that a person has overlaps a day of the session."""
    return any(
        engagement.state in BUSY and engagement.starts_at < day.ends_at and engagement.ends_at > day.starts_at
        for engagement in engagements
        for day in session.days
    )


def require_booking(act: Act, booking_id: str) -> Booking:
    """Return a booking that may be seen. Raises NotFoundError."""
    booking = repository.find_booking(act.session, booking_id)
    if booking is None:
        raise NotFoundError
    require_relation(act.me, booking.person, act.may)
    return booking


def require_own_live(act: Act, booking_id: str, *other_sessions: str) -> Booking:
    """Return a live booking, with its person and sessions held until the end. Raises NotFoundError, BookingOverError.

    The person comes before the session, as everywhere, so that two transactions never wait for each other.
    """
    people.lock_person(act.session, require_booking(act, booking_id).person_id)
    # Read again: only who holds the person moves their booking to another session.
    sessions.lock_sessions(act.session, require_booking(act, booking_id).session_id, *other_sessions)
    booking = require_booking(act, booking_id)
    if booking.state not in LIVE:
        raise BookingOverError
    return booking


def require_timely(act: Act, booking: Booking, *, accept_late: bool) -> bool:
    """Return whether it is late to give a place back. Raises SessionStartedError, LateCancellationError."""
    session = booking.session
    if session.starts_at <= act.now:
        raise SessionStartedError
    is_late = act.now > session.starts_at - timedelta(days=session.course.late_days)
    if is_late and not accept_late:
        raise LateCancellationError
    return is_late


def is_on_working_days(person: Person, session: TrainingSession) -> bool:
    """Return whether the person works on every day of a session."""
    return all(WEEKDAYS[day.starts_at.astimezone(LONDON).weekday()] in person.working_days for day in session.days)
