"""What the learning team does with sessions. Whoever is booked or waits hears of every change."""

from datetime import timedelta

from api.acts import Act
from api.calendar.invites import Method
from api.errors import NotFoundError
from api.notifications.writing import Kind
from api.people.relations import require_role
from api.training.bookings import announcements
from api.training.bookings import repository as bookings
from api.training.bookings.models import LIVE, Booking, BookingState
from api.training.bookings.waiting import offer_new_places
from api.training.courses.models import Course, CourseKind
from api.training.courses.service import require_course
from api.training.errors import (
    CapacityTooSmallError,
    NotBookableError,
    SessionCancelledError,
    SessionStartedError,
)
from api.training.sessions import repository
from api.training.sessions.models import SessionDay, SessionState, TrainingSession
from api.training.sessions.views import NewSessionBody, SessionBody


def add_session(act: Act, body: NewSessionBody) -> TrainingSession:
    """Add a session. Raises RoleNeededError, NotFoundError, NotBookableError."""
    require_role(act.me, act.may)
    course = require_course(act, body.course_id)
    if course.kind != CourseKind.DATED:
        raise NotBookableError
    new = TrainingSession(id=act.new_id(), course=course, state=SessionState.OPEN, booked=0, queued=0)
    _write(new, course, body)
    repository.add_session(act.session, new)
    return new


def change_session(act: Act, session_id: str, body: SessionBody) -> TrainingSession:
    """Change a session and tell everybody; new places go to who waits. Raises the errors of `_require_open`."""
    require_role(act.me, act.may)
    session = _require_open(act, session_id)
    if body.capacity < session.booked:
        raise CapacityTooSmallError
    before, old_days = _what_people_see(session), list(session.days)
    _write(session, session.course, body)
    act.session.flush()
    if _what_people_see(session) != before:
        for booking in bookings.list_of_session(act.session, session.id, LIVE):
            _tell_change(act, booking, old_days)
    offer_new_places(act, session)
    act.session.flush()
    act.session.refresh(session)
    return session


def cancel_session(act: Act, session_id: str) -> TrainingSession:
    """Cancel a session and every booking of it, and tell everybody. Raises the errors of `_require_open`."""
    require_role(act.me, act.may)
    session = _require_open(act, session_id)
    for booking in bookings.list_of_session(act.session, session.id, LIVE):
        was_booked = booking.state == BookingState.BOOKED
        booking.state, booking.cancelled_at = BookingState.CANCELLED, act.now
        booking.sequence += 1
        if was_booked:
            announcements.invite_person(act, Kind.SESSION_CANCELLED, booking, Method.CANCEL)
        else:
            announcements.tell_person(act, Kind.SESSION_CANCELLED, booking)
    session.state, session.booked = SessionState.CANCELLED, 0
    act.session.flush()
    return session


def _require_open(act: Act, session_id: str) -> TrainingSession:
    """Hold a session. Raises NotFoundError, SessionCancelledError, SessionStartedError."""
    held = repository.lock_sessions(act.session, session_id)
    if not held:
        raise NotFoundError
    if held[0].state == SessionState.CANCELLED:
        raise SessionCancelledError
    if held[0].starts_at <= act.now:
        raise SessionStartedError
    return held[0]


def _write(session: TrainingSession, course: Course, body: SessionBody) -> None:
    session.place, session.is_online, session.link = body.place, body.is_online, body.link
    session.trainer, session.capacity = body.trainer, body.capacity
    session.starts_at, session.ends_at = body.days[0].starts_at, body.days[-1].ends_at
    session.cut_off_at = body.cut_off_at or session.starts_at - timedelta(days=course.cut_off_days)
    for number, day in enumerate(body.days, start=1):
        if number > len(session.days):
            session.days.append(SessionDay(number=number, starts_at=day.starts_at, ends_at=day.ends_at))
        else:
            session.days[number - 1].starts_at, session.days[number - 1].ends_at = day.starts_at, day.ends_at
    del session.days[len(body.days) :]


def _what_people_see(session: TrainingSession) -> tuple[object, ...]:
    days = tuple((day.starts_at, day.ends_at) for day in session.days)
    return session.place, session.link, session.trainer, days


def _tell_change(act: Act, booking: Booking, old_days: list[SessionDay]) -> None:
    booking.sequence += 1
    if booking.state != BookingState.BOOKED:
        announcements.tell_person(act, Kind.SESSION_CHANGED, booking)
        return
    gone = [day for day in old_days if day.number > len(booking.session.days)]
    announcements.withdraw_days(act, Kind.SESSION_CHANGED, booking, gone)
    announcements.invite_person(act, Kind.SESSION_CHANGED, booking)
