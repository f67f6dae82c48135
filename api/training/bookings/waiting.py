"""The waiting list: a place that is given back goes to who waits first, for a limited time."""

from datetime import timedelta

from api.acts import Act, Work
from api.notifications.writing import Kind
from api.people.models import Person
from api.training.bookings import announcements, repository
from api.training.bookings.checks import require_no_clash, require_own_live
from api.training.bookings.models import Booking, BookingState
from api.training.errors import NothingOfferedError
from api.training.sessions import repository as sessions
from api.training.sessions.models import TrainingSession


def pass_place_on(work: Work, session: TrainingSession) -> None:
    """Offer a place that was given back to who waits first, or make it free. The session must be locked."""
    waiting = repository.first_waiting(work.session, session.id) if work.now < session.cut_off_at else None
    if waiting is None:
        sessions.free_place(work.session, session.id)
        return
    _offer(work, waiting)


def offer_new_places(work: Work, session: TrainingSession) -> None:
    """Offer the places of a session that has grown. The session must be locked."""
    while work.now < session.cut_off_at:
        waiting = repository.first_waiting(work.session, session.id)
        if waiting is None or not sessions.take_place(work.session, session):
            return
        _offer(work, waiting)
        work.session.flush()


def answer_offer(act: Act, booking_id: str, *, accept: bool) -> Booking:
    """Take the offered place, or pass it on. Raises NotFoundError, NothingOfferedError, TimeClashError."""
    booking = require_own_live(act, booking_id)
    is_offered = booking.state == BookingState.OFFERED and booking.offered_until is not None
    if not is_offered or (booking.offered_until and booking.offered_until <= act.now):
        raise NothingOfferedError
    if accept:
        engagements = repository.list_engagements(act.session, booking.person_id)
        require_no_clash(engagements, booking.session, without=booking.id)
        booking.offered_until = None
        settle(act, booking, booking.person, Kind.BOOKED)
    else:
        _lapse(act, booking)
    return booking


def settle(act: Act, booking: Booking, person: Person, kind: Kind) -> None:
    """Give a held place to the person, or ask their line manager first where the course wants it."""
    needs_approval = booking.session.course.needs_approval and booking.approved_at is None and bool(person.manager_id)
    if needs_approval and person.manager_id != act.me.id:
        booking.state = BookingState.REQUESTED
        announcements.tell_person(act, Kind.REQUESTED, booking)
        announcements.tell_manager(act, Kind.APPROVAL_WANTED, booking)
        repository.add_booking(act.session, booking)
        return
    booking.state = BookingState.BOOKED
    booking.approved_at = booking.approved_at or act.now
    announcements.invite_person(act, kind, booking, by=act.me)
    repository.add_booking(act.session, booking)


def end_over_offers(work: Work, limit: int = 100) -> int:
    """Pass on the places of offers that nobody took in time. Return how many there were."""
    over = repository.list_over_offers(work.session, work.now, limit)
    sessions.lock_sessions(work.session, *{session_id for _, session_id in over})
    for booking_id, _ in over:
        booking = repository.find_booking(work.session, booking_id)
        if booking and booking.state == BookingState.OFFERED:
            _lapse(work, booking)
            work.session.flush()
    return len(over)


def _offer(work: Work, booking: Booking) -> None:
    booking.state = BookingState.OFFERED
    booking.offered_until = min(work.now + timedelta(hours=work.rules.offer_hours), booking.session.cut_off_at)
    announcements.tell_person(work, Kind.OFFERED, booking)


def _lapse(work: Work, booking: Booking) -> None:
    booking.state = BookingState.LAPSED
    work.session.flush()
    announcements.tell_person(work, Kind.OFFER_OVER, booking)
    pass_place_on(work, booking.session)
