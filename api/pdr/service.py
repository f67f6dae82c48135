"""Brings a PDR from state to state: booked, held, recorded, agreed. Nothing else changes a state."""

from collections.abc import Sequence
from datetime import date, timedelta

from api.acts import LONDON, Act
from api.errors import NotFoundError
from api.pdr import announcements, repository
from api.pdr.asking import ask_training, give_training_back
from api.pdr.cycles import cycle_on
from api.pdr.errors import PdrClashError, PdrNotHeldError, PdrPastError, PdrStepError
from api.pdr.models import Pdr
from api.pdr.reviews import Review, review_of_oneself, reviews_of
from api.pdr.rules import read_rules
from api.pdr.states import OPEN, State, may_go
from api.pdr.views import BookingBody, RecordBody
from api.people import repository as people
from api.people.models import Person
from api.people.service import require_person
from api.training.bookings import repository as bookings
from api.training.bookings.models import BUSY


def get_review(act: Act, person_id: str) -> Review:
    """Return how it stands with somebody's PDR. Raises NotFoundError."""
    person = _require_here(act, person_id)
    return review_of_oneself(act, person) if person.id == act.me.id else reviews_of(act, [person])[0]


def list_team(act: Act) -> list[Review]:
    """Return how it stands with the PDRs of the team as it is now."""
    return reviews_of(act, people.list_reports(act.session, act.me.id, act.today))


def book_meeting(act: Act, person_id: str, body: BookingBody) -> Review:
    """Book the meeting, or move it, and invite both. Raises NotFoundError or a PdrError."""
    review = _hold_review(act, person_id)
    if body.starts_at <= act.now:
        raise PdrPastError
    pdr = _pdr_for(act, review, body.starts_at.astimezone(LONDON).date())
    _move(pdr, State.BOOKED)
    if pdr.manager_id not in (None, act.me.id) and pdr.starts_at:
        pdr.sequence += 1
        announcements.withdraw_from_manager(act, pdr)
    pdr.starts_at = body.starts_at
    pdr.ends_at = body.starts_at + timedelta(minutes=body.minutes or read_rules().meeting_minutes)
    _require_free(act, pdr)
    pdr.place, pdr.manager_id, pdr.booked_at = body.place or pdr.place, act.me.id, act.now
    pdr.sequence += 1
    repository.store_pdr(act.session, pdr)
    announcements.invite_both(act, pdr)
    return get_review(act, person_id)


def cancel_meeting(act: Act, person_id: str) -> Review:
    """Cancel the meeting: the PDR is due again. Raises NotFoundError, PdrStepError."""
    pdr = _require_open(_hold_review(act, person_id), State.BOOKED)
    _move(pdr, State.DUE)
    _withdraw_meeting(act, pdr)
    repository.store_pdr(act.session, pdr)
    return get_review(act, person_id)


def hold_meeting(act: Act, person_id: str, held_on: date | None) -> Review:
    """Note that the meeting was held, and on which day. Raises NotFoundError or a PdrError."""
    _hold(act, _hold_review(act, person_id), held_on)
    return get_review(act, person_id)


def record_pdr(act: Act, person_id: str, body: RecordBody) -> Review:
    """Record the needs and the training asked for, and ask the person to agree. Raises also what `ask_training` does.

    What was not noted as held is, in the same step; what the person has not agreed to yet may be recorded again.
    """
    review = _hold_review(act, person_id)
    pdr = review.pdr if review.state in (State.HELD, State.RECORDED) else None
    if pdr is None:
        pdr = _hold(act, review, body.held_on)
    elif pdr.state == State.RECORDED:
        _move(pdr, State.HELD)
    _move(pdr, State.RECORDED)
    pdr.needs, pdr.recorded_at, pdr.manager_id = list(body.needs), act.now, act.me.id
    repository.store_pdr(act.session, pdr)
    ask_training(act, pdr, body.training)
    announcements.tell_recorded(act, pdr)
    return get_review(act, person_id)


def take_back(act: Act, person_id: str, *, was_held: bool) -> Review:
    """Take back the record, and, unless the meeting was held, that too. Raises NotFoundError, PdrStepError.

    What the person agreed to is closed.
    """
    review = _hold_review(act, person_id)
    pdr = review.pdr if review.state in (State.HELD, State.RECORDED) else review.unanswered
    if pdr is None or (was_held and pdr.recorded_at is None):
        raise PdrStepError
    if pdr.recorded_at is not None:
        _take_record_back(act, pdr)
    if not was_held:
        _move(pdr, State.DUE)
        _withdraw_meeting(act, pdr)
        pdr.held_on = None
    repository.store_pdr(act.session, pdr)
    return get_review(act, person_id)


def answer_record(act: Act, person_id: str, *, agrees: bool) -> Review:
    """Agree to the record, or give it back to be recorded again. Raises NotFoundError, PdrStepError."""
    pdr = _hold_review(act, person_id).unanswered
    if pdr is None:
        raise PdrStepError
    _move(pdr, State.AGREED if agrees else State.HELD)
    pdr.agreed_at = act.now if agrees else None
    repository.store_pdr(act.session, pdr)
    announcements.tell_answer(act, pdr, agrees=agrees)
    return get_review(act, person_id)


def get_meeting(act: Act, person_id: str) -> tuple[Pdr, Person]:
    """Return the PDR that is booked, and which of the two asks. Raises NotFoundError."""
    pdr = get_review(act, person_id).pdr
    if pdr is None or pdr.state != State.BOOKED:
        raise NotFoundError
    return pdr, act.me


def _hold_review(act: Act, person_id: str) -> Review:
    """Return the review of somebody whose PDR changes only here until the end. Raises NotFoundError."""
    people.lock_person(act.session, _require_here(act, person_id).id)
    return get_review(act, person_id)


def _require_here(act: Act, person_id: str) -> Person:
    person = require_person(act.session, act.me, person_id, act.may)
    if person.left_on and person.left_on <= act.today:
        raise NotFoundError
    return person


def _require_open(review: Review, state: State) -> Pdr:
    if review.pdr is None or review.pdr.state != state:
        raise PdrStepError
    return review.pdr


def _take_record_back(act: Act, pdr: Pdr) -> None:
    give_training_back(act, pdr)
    announcements.tell_taken_back(act, pdr)
    if pdr.state == State.RECORDED:
        _move(pdr, State.HELD)
    pdr.needs, pdr.recorded_at = [], None


def _withdraw_meeting(act: Act, pdr: Pdr) -> None:
    """Forget the meeting that was booked, if one was, and take it out of both calendars."""
    if pdr.starts_at:
        pdr.sequence += 1
        announcements.withdraw_from_both(act, pdr)
    pdr.starts_at = pdr.ends_at = pdr.booked_at = pdr.place = pdr.manager_id = None


def _hold(act: Act, review: Review, held_on: date | None) -> Pdr:
    booked = review.pdr.starts_at if review.pdr and review.state is State.BOOKED else None
    day = held_on or (booked.astimezone(LONDON).date() if booked else act.today)
    if day > act.today or (held_on is None and booked and booked > act.now):
        raise PdrNotHeldError
    pdr = _pdr_for(act, review, day)
    if pdr.state == State.RECORDED:
        # Only the person gives a record back.
        raise PdrStepError
    _move(pdr, State.HELD)
    pdr.held_on, pdr.manager_id = day, act.me.id
    repository.store_pdr(act.session, pdr)
    return pdr


def _pdr_for(act: Act, review: Review, day: date) -> Pdr:
    """Return the PDR that is under way, or else that of the cycle that a day is in, or a new one for it.

    A PDR counts for the cycle in which it is held, so one that is moved into another takes that year.
    """
    year = cycle_on(read_rules(), review.person.service, day).year
    pdr = review.pdr if review.state in OPEN else None
    pdr = pdr or next((one for one in review.earlier if one.year == year), None)
    if pdr is None:
        pdr = Pdr(
            id=act.new_id(), person=review.person, person_id=review.person.id, state=State.DUE, sequence=0, needs=[]
        )
    elif pdr.year != year and _is_taken(review.earlier, year):
        raise PdrStepError
    pdr.year = year
    return pdr


def _is_taken(known: Sequence[Pdr], year: int) -> bool:
    return any(one.year == year for one in known)


def _move(pdr: Pdr, to: State) -> None:
    if not may_go(State(pdr.state), to):
        raise PdrStepError
    pdr.state = to


def _require_free(act: Act, pdr: Pdr) -> None:
    """Let no meeting lie over training or another PDR of one of the two. Raises PdrClashError."""
    if pdr.starts_at is None or pdr.ends_at is None:
        raise PdrStepError
    both = [pdr.person_id, act.me.id]
    with act.session.no_autoflush:
        if repository.is_busy(act.session, both, pdr.starts_at, pdr.ends_at, pdr.id):
            raise PdrClashError
    engagements = [one for who in both for one in bookings.list_engagements(act.session, who)]
    if any(one.state in BUSY and one.starts_at < pdr.ends_at and one.ends_at > pdr.starts_at for one in engagements):
        raise PdrClashError
