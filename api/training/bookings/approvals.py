"""The line manager's word on a request, given by who is the manager at that moment."""

from collections.abc import Sequence

from api.acts import Act
from api.errors import NotFoundError
from api.notifications.writing import Kind
from api.people.relations import Relation, relations_of, roles_of
from api.training.bookings import announcements, repository
from api.training.bookings.checks import require_booking, require_no_clash
from api.training.bookings.models import Booking, BookingState
from api.training.bookings.views import Decision
from api.training.bookings.waiting import pass_place_on
from api.training.errors import AlreadyDecidedError, ReasonNeededError, SessionStartedError
from api.training.sessions import repository as sessions


def decide_booking(act: Act, booking_id: str, decision: Decision, reason: str | None) -> Booking:
    """Approve or decline a request. Nobody decides on their own. Raises NotFoundError or a TrainingError."""
    booking = require_booking(act, booking_id)
    if Relation.SELF in relations_of(act.me, booking.person):
        raise NotFoundError
    sessions.lock_sessions(act.session, booking.session_id)
    booking = require_booking(act, booking_id)
    if booking.state != BookingState.REQUESTED:
        raise AlreadyDecidedError
    if booking.session.starts_at <= act.now:
        raise SessionStartedError
    if decision is Decision.DECLINE and not reason:
        raise ReasonNeededError
    booking.decided_by, booking.decision_reason = act.me.id, reason
    if decision is Decision.DECLINE:
        _decline(act, booking)
    else:
        _approve(act, booking)
    return booking


def list_requests(act: Act) -> Sequence[Booking]:
    """Return what waits for the person's word: their team's, and for the learning team what has no manager."""
    found = list(repository.list_requested_of_reports(act.session, act.me.id, of_nobody=False))
    if Relation.LEARNING in roles_of(act.me):
        found += repository.list_requested_of_reports(act.session, act.me.id, of_nobody=True)
    return found


def _approve(act: Act, booking: Booking) -> None:
    engagements = repository.list_engagements(act.session, booking.person_id)
    require_no_clash(engagements, booking.session, without=booking.id)
    booking.state, booking.approved_at = BookingState.BOOKED, act.now
    act.session.flush()
    announcements.invite_person(act, Kind.APPROVED, booking, by=act.me)


def _decline(act: Act, booking: Booking) -> None:
    booking.state = BookingState.DECLINED
    act.session.flush()
    announcements.tell_person(act, Kind.DECLINED, booking, by=act.me)
    pass_place_on(act, booking.session)
