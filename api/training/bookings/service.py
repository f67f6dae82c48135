"""Books, cancels and moves places. A place is taken in one statement, so no race can exceed the capacity."""

from collections.abc import Sequence

from api.acts import Act
from api.calendar.invites import Method
from api.database import go_back_to_mark, set_mark
from api.notifications.writing import Kind
from api.people import repository as people
from api.people.models import Person
from api.people.service import require_person
from api.training.bookings import announcements, repository
from api.training.bookings.checks import (
    require_bookable,
    require_no_booking,
    require_no_clash,
    require_own_live,
    require_timely,
)
from api.training.bookings.models import HOLDING, Booking, BookingState
from api.training.bookings.repository import Engagement
from api.training.bookings.waiting import pass_place_on, settle
from api.training.errors import AlreadyBookedError, OtherCourseError, SessionFullError
from api.training.references import make_reference
from api.training.sessions import repository as sessions
from api.training.sessions.models import TrainingSession
from api.training.sessions.service import require_session


def book_place(act: Act, session_id: str, person_id: str | None, *, join_waiting_list: bool) -> Booking:
    """Take a place for somebody, or join the waiting list. Raises NotFoundError or a TrainingError."""
    person = require_person(act.session, act.me, person_id, act.may)
    session = require_session(act, session_id)
    require_bookable(act, session)
    has_place = sessions.has_place(session)
    if has_place or join_waiting_list:
        # For who is refused nothing is written, so they need not be held.
        people.lock_person(act.session, person.id)
    engagements = repository.list_engagements(act.session, person.id)
    require_no_booking(engagements, session.course_id)
    if has_place:
        booking = _book_as_read(act, person, engagements, session)
        if booking is not None:
            return booking
    elif not join_waiting_list:
        raise SessionFullError
    return _book_held(act, person, engagements, session, join_waiting_list=join_waiting_list)


def cancel_booking(act: Act, booking_id: str, *, accept_late: bool) -> Booking:
    """Give a place back, or leave the waiting list. Raises NotFoundError or a TrainingError."""
    booking = require_own_live(act, booking_id)
    had_place = booking.state in HOLDING
    was_booked = booking.state == BookingState.BOOKED
    is_late = had_place and require_timely(act, booking, accept_late=accept_late)
    booking.state, booking.cancelled_at, booking.is_late = BookingState.CANCELLED, act.now, is_late
    booking.sequence += 1
    act.session.flush()
    if had_place:
        pass_place_on(act, booking.session)
    if was_booked:
        announcements.invite_person(act, Kind.CANCELLED, booking, Method.CANCEL, by=act.me)
    else:
        announcements.tell_person(act, Kind.CANCELLED, booking)
    if is_late:
        announcements.tell_manager(act, Kind.LATE_CANCELLED, booking)
    return booking


def move_booking(act: Act, booking_id: str, session_id: str, *, accept_late: bool) -> Booking:
    """Move a booking to another session of its course, or change nothing. Raises NotFoundError or a TrainingError."""
    target = require_session(act, session_id)
    booking = require_own_live(act, booking_id, session_id)
    source = booking.session
    if target.course_id != booking.course_id:
        raise OtherCourseError
    if target.id == source.id:
        raise AlreadyBookedError
    require_bookable(act, target)
    had_place, was_booked = booking.state in HOLDING, booking.state == BookingState.BOOKED
    is_late = had_place and require_timely(act, booking, accept_late=accept_late)
    engagements = repository.list_engagements(act.session, booking.person_id)
    require_no_clash(engagements, target, without=booking.id)
    if not sessions.take_place(act.session, target):
        raise SessionFullError
    leaving = list(source.days)
    _put_on(act, booking, target, is_late=is_late)
    if had_place:
        pass_place_on(act, source)
    if was_booked:
        extra = [day for day in leaving if day.number > len(target.days)]
        announcements.withdraw_days(act, Kind.MOVED, booking, extra)
    settle(act, booking, booking.person, Kind.MOVED)
    if is_late:
        announcements.tell_manager(act, Kind.LATE_CANCELLED, booking)
    return booking


def _book_as_read(
    act: Act, person: Person, engagements: Sequence[Engagement], session: TrainingSession
) -> Booking | None:
    """Return the booking of a place; None, with nothing written, when the session is not as it was read.

    Everybody who wants a place waits for whoever holds the session. So it is held last, when all the rest is written.
    """
    promised = sessions.promise_of(session)
    set_mark(act.session)
    booking = _book_taken(act, person, engagements, session)
    if sessions.take_place(act.session, session) and sessions.promise_of(session) == promised:
        return booking
    go_back_to_mark(act.session)
    return None


def _book_held(
    act: Act,
    person: Person,
    engagements: Sequence[Engagement],
    session: TrainingSession,
    *,
    join_waiting_list: bool,
) -> Booking:
    """Return the booking of a place or of a wait for one, on a session that nobody else changes meanwhile."""
    sessions.lock_sessions(act.session, session.id)
    require_bookable(act, session)
    if sessions.take_place(act.session, session):
        return _book_taken(act, person, engagements, session)
    if not join_waiting_list:
        raise SessionFullError
    booking = _make_booking(act, person, session, sessions.join_queue(act.session, session))
    announcements.tell_person(act, Kind.WAITING, booking)
    repository.add_booking(act.session, booking)
    return booking


def _book_taken(act: Act, person: Person, engagements: Sequence[Engagement], session: TrainingSession) -> Booking:
    """Write the booking of a place that is taken in the same transaction. Raises TimeClashError."""
    require_no_clash(engagements, session)
    booking = _make_booking(act, person, session)
    settle(act, booking, person, Kind.BOOKED if person is act.me else Kind.BOOKED_FOR_YOU)
    return booking


def _make_booking(act: Act, person: Person, session: TrainingSession, queue_number: int | None = None) -> Booking:
    booking_id = act.new_id()
    return Booking(
        id=booking_id,
        reference=make_reference(booking_id),
        session=session,
        session_id=session.id,
        course_id=session.course_id,
        person=person,
        person_id=person.id,
        booked_by=act.me.id,
        state=BookingState.BOOKED if queue_number is None else BookingState.WAITING,
        sequence=0,
        created_at=act.now,
        queue_number=queue_number,
        is_late=False,
    )


def _put_on(act: Act, booking: Booking, target: TrainingSession, *, is_late: bool) -> None:
    booking.session = target
    booking.queue_number = booking.offered_until = None
    booking.is_late = is_late
    booking.sequence += 1
    act.session.flush()
