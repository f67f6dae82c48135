"""Reads, stores and counts sessions. Here no race can take a place that is not there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, bindparam, func, literal, select, tuple_, update
from sqlalchemy.orm import Session, contains_eager, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from api.training.bookings.models import Booking, BookingState
from api.training.courses.models import Course
from api.training.courses.repository import holds
from api.training.sessions.models import SessionState, TrainingSession

# What a session promises to those who are booked, but for the days between the first and the last.
PROMISED = ("place", "is_online", "link", "trainer", "starts_at", "ends_at", "cut_off_at")
# Built once: building a statement takes longer than sending it, and every booking sends these.
FIND = select(TrainingSession).where(TrainingSession.id == bindparam("wanted_id"))
FIND = FIND.options(joinedload(TrainingSession.days))
TAKE = (
    update(TrainingSession)
    .where(
        TrainingSession.id == bindparam("wanted_id"),
        TrainingSession.state == literal(SessionState.OPEN.value, literal_execute=True),
        TrainingSession.booked < TrainingSession.capacity,
    )
    .values(booked=TrainingSession.booked + 1)
    .returning(TrainingSession.booked, *(getattr(TrainingSession, name) for name in PROMISED))
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What sessions are looked for; what is None does not matter. Instants: `since` inclusive, `until` not."""

    words: Sequence[str] = ()
    course_id: str | None = None
    topic: str | None = None
    place: str | None = None
    is_online: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    bookable_at: datetime | None = None


def find_session(session: Session, session_id: str) -> TrainingSession | None:
    """Return a session."""
    return session.scalars(FIND, {"wanted_id": session_id}).unique().one_or_none()


def lock_sessions(session: Session, *session_ids: str) -> list[TrainingSession]:
    """Hold sessions until the transaction ends, always in the same order, and return them as they are now.

    Whoever changes a booking holds its session, so bookings of one session change one after the other.
    """
    wanted = select(TrainingSession).where(TrainingSession.id.in_(session_ids)).order_by(TrainingSession.id)
    wanted = wanted.with_for_update(key_share=True, of=TrainingSession).execution_options(populate_existing=True)
    return list(session.scalars(wanted))


def has_place(found: TrainingSession) -> bool:
    """Return whether a session had a place when it was read."""
    return found.booked < found.capacity


def promise_of(found: TrainingSession) -> tuple[object, ...]:
    """Return what a session promises to those who are booked."""
    days = tuple((day.starts_at, day.ends_at) for day in found.days)
    return (*(getattr(found, name) for name in PROMISED), days)


def take_place(session: Session, found: TrainingSession) -> bool:
    """Take a place, in one statement that no race can pass twice. Return whether there was one.

    From then on nobody changes the session; `found`, which was read before, says how it is now.
    """
    row = session.connection().execute(TAKE, {"wanted_id": found.id}).one_or_none()
    if row is None:
        return False
    booked, *promised = row
    if len(found.days) > 1 or promised != [getattr(found, name) for name in PROMISED]:
        session.refresh(found)
    set_committed_value(found, "booked", booked)
    return True


def free_place(session: Session, session_id: str) -> None:
    """Give a place back."""
    statement = update(TrainingSession).where(TrainingSession.id == session_id)
    statement = statement.values(booked=TrainingSession.booked - 1)
    session.execute(statement.execution_options(synchronize_session=False))


def join_queue(session: Session, found: TrainingSession) -> int:
    """Return the next number of the waiting list. The session must be locked."""
    found.queued += 1
    session.flush()
    return found.queued


def find_sessions(session: Session, wanted: Wanted, after: list[str] | None, limit: int) -> Sequence[TrainingSession]:
    """Return sessions that are held, by time."""
    query = select(TrainingSession).join(TrainingSession.course).options(contains_eager(TrainingSession.course))
    query = _narrow(query, wanted)
    if after:
        first = datetime.fromisoformat(after[0])
        query = query.where(tuple_(TrainingSession.starts_at, TrainingSession.id) > tuple_(first, after[1]))
    return session.scalars(query.order_by(TrainingSession.starts_at, TrainingSession.id).limit(limit)).all()


def find_begun(
    session: Session, words: Sequence[str], now: datetime, after: list[str] | None, limit: int
) -> Sequence[TrainingSession]:
    """Return sessions that have begun and were not cancelled, the latest first."""
    query = select(TrainingSession).join(TrainingSession.course).options(contains_eager(TrainingSession.course))
    query = _narrow(query, Wanted(words=words)).where(TrainingSession.starts_at <= now)
    if after:
        last = datetime.fromisoformat(after[0])
        query = query.where(tuple_(TrainingSession.starts_at, TrainingSession.id) < tuple_(last, after[1]))
    return session.scalars(
        query.order_by(TrainingSession.starts_at.desc(), TrainingSession.id.desc()).limit(limit)
    ).all()


def count_waiting(session: Session, session_ids: Sequence[str]) -> dict[str, int]:
    """Return how many people wait for each of the sessions."""
    wanted = (
        select(Booking.session_id, func.count())
        .where(Booking.session_id.in_(session_ids), Booking.state == BookingState.WAITING)
        .group_by(Booking.session_id)
    )
    return dict(session.execute(wanted).all())


def add_session(session: Session, new: TrainingSession) -> None:
    """Add a session with its days."""
    session.add(new)
    session.flush()


def _narrow(query: Select[TrainingSession], wanted: Wanted) -> Select[TrainingSession]:
    query = query.where(TrainingSession.state == SessionState.OPEN, *holds(wanted.words))
    if wanted.course_id:
        query = query.where(Course.id == wanted.course_id)
    if wanted.topic:
        query = query.where(Course.topic == wanted.topic)
    if wanted.is_online is not None:
        query = query.where(TrainingSession.is_online == wanted.is_online)
    if wanted.since:
        query = query.where(TrainingSession.starts_at >= wanted.since)
    if wanted.until:
        query = query.where(TrainingSession.ends_at < wanted.until)
    if wanted.bookable_at:
        has_place = TrainingSession.booked < TrainingSession.capacity
        query = query.where(TrainingSession.cut_off_at > wanted.bookable_at, has_place)
    if wanted.place:
        query = query.where(func.lower(TrainingSession.place).contains(wanted.place.lower(), autoescape=True))
    return query
