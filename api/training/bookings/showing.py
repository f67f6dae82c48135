"""Bookings as the API shows them, alone and in lists. Changes nothing."""

from enum import StrEnum

from api.acts import Act, Work
from api.calendar.invites import Method
from api.errors import NotFoundError
from api.paging import Paging
from api.people.service import require_person, summarise
from api.training.bookings import announcements, repository
from api.training.bookings.checks import is_on_working_days, require_booking
from api.training.bookings.models import LIVE, Booking, BookingState
from api.training.bookings.views import BookingsView, BookingView
from api.training.sessions.service import show_session


class When(StrEnum):
    """Which bookings are asked for: those that are still to come, or all that ever were."""

    UPCOMING = "upcoming"
    ALL = "all"


def get_booking(act: Act, booking_id: str) -> BookingView:
    """Return one booking. Raises NotFoundError."""
    return show_booking(act, require_booking(act, booking_id))


def list_bookings(act: Act, person_id: str | None, when: When, paging: Paging) -> BookingsView:
    """Return the bookings of a person by time. Raises NotFoundError, CursorRefusedError."""
    person = require_person(act.session, act.me, person_id, act.may)
    upcoming = when is When.UPCOMING
    states, since = (LIVE, act.now) if upcoming else (tuple(BookingState), None)
    after = paging.after_instant()
    found = repository.list_bookings(act.session, person.id, states, since, after, paging.limit + 1)
    page, cursor = paging.cut(found, lambda row: (row.session.starts_at.isoformat(), row.id))
    return BookingsView(items=[show_booking(act, booking) for booking in page], next_cursor=cursor)


def write_invite_of(act: Act, booking_id: str, number: int) -> str:
    """Return the calendar file of one day, the same that is sent by e-mail. Raises NotFoundError."""
    booking = require_booking(act, booking_id)
    day = next((day for day in booking.session.days if day.number == number), None)
    if day is None or booking.state not in (BookingState.BOOKED, BookingState.CANCELLED):
        raise NotFoundError
    method = Method.REQUEST if booking.state == BookingState.BOOKED else Method.CANCEL
    return announcements.write_day(act, booking, day, method)


def show_booking(work: Work, booking: Booking) -> BookingView:
    """Return a booking as the API shows it."""
    is_booked, is_waiting = booking.state == BookingState.BOOKED, booking.state == BookingState.WAITING
    session = booking.session
    return BookingView(
        id=booking.id,
        reference=booking.reference,
        state=booking.state,
        person=summarise(booking.person),
        session=show_session(session),
        link=session.link if is_booked else None,
        position=repository.position_of(work.session, booking) if is_waiting else None,
        offered_until=booking.offered_until if booking.state == BookingState.OFFERED else None,
        decision_reason=booking.decision_reason,
        is_late=booking.is_late,
        is_on_working_days=is_on_working_days(booking.person, session),
        invites=[f"/v1/bookings/{booking.id}/invites/{day.number}" for day in session.days] if is_booked else [],
    )
