"""Who was there: the learning team's sheet after a session, and what follows from it."""

from collections.abc import Sequence

from api.acts import LONDON, Act
from api.errors import NotFoundError
from api.notifications.writing import Kind
from api.people.relations import require_role
from api.training.bookings import announcements
from api.training.bookings import repository as bookings
from api.training.bookings.models import HOLDING, Booking, BookingState
from api.training.errors import BookingOverError, SessionNotStartedError
from api.training.records import repository as records
from api.training.records.completing import complete_course
from api.training.sessions import repository
from api.training.sessions.service import require_session
from api.training.sessions.views import AttendanceBody

MARKABLE = (BookingState.BOOKED, BookingState.ATTENDED, BookingState.ABSENT)
ON_SHEET = (*HOLDING, BookingState.WAITING)


def list_attendees(act: Act, session_id: str) -> Sequence[Booking]:
    """Return who has a place, is offered one, or waits. Raises RoleNeededError, NotFoundError."""
    require_role(act.me, act.may)
    return bookings.list_of_session(act.session, require_session(act, session_id).id, ON_SHEET)


def record_attendance(act: Act, session_id: str, body: AttendanceBody) -> Sequence[Booking]:
    """Record who was there and who was not; it may be corrected. Raises RoleNeededError or a TrainingError."""
    require_role(act.me, act.may)
    held = repository.lock_sessions(act.session, session_id)
    if not held:
        raise NotFoundError
    if held[0].starts_at > act.now:
        raise SessionNotStartedError
    known = {booking.id: booking for booking in bookings.list_of_session(act.session, session_id, tuple(BookingState))}
    for mark in body.marks:
        booking = known.get(mark.booking_id)
        if booking is None:
            raise NotFoundError
        _mark(act, booking, was_there=mark.was_there)
    act.session.flush()
    return list_attendees(act, session_id)


def _mark(act: Act, booking: Booking, *, was_there: bool) -> None:
    if booking.state not in MARKABLE:
        raise BookingOverError
    state = BookingState.ATTENDED if was_there else BookingState.ABSENT
    if booking.state == state:
        return
    booking.state = state
    if was_there:
        day = booking.session.ends_at.astimezone(LONDON).date()
        complete_course(act, booking.person_id, booking.session.course, day, booking_id=booking.id)
        return
    records.forget_booking(act.session, booking.id)
    announcements.tell_person(act, Kind.ABSENT, booking)
