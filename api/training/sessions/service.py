"""Finds sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from api.acts import LONDON, Act
from api.errors import NotFoundError
from api.paging import Paging
from api.training.courses.search import search_words
from api.training.courses.views import CourseNameView
from api.training.sessions import repository
from api.training.sessions.models import TrainingSession
from api.training.sessions.repository import Wanted
from api.training.sessions.views import DayView, SessionsView, SessionView


@dataclass(frozen=True, slots=True)
class SessionFilters:
    """What sessions are asked for. Days are those of the council's own time, both inclusive."""

    search: str = ""
    course_id: str | None = None
    topic: str | None = None
    place: str | None = None
    is_online: bool | None = None
    first_day: date | None = None
    last_day: date | None = None
    with_places: bool = False


def search_sessions(act: Act, filters: SessionFilters, paging: Paging) -> SessionsView:
    """Return sessions that are still to come, by time. Raises CursorRefusedError."""
    since = max(start_of(filters.first_day), act.now) if filters.first_day else act.now
    wanted = Wanted(
        words=search_words(filters.search),
        course_id=filters.course_id,
        topic=filters.topic,
        place=filters.place,
        is_online=filters.is_online,
        since=since,
        until=start_of(filters.last_day + timedelta(days=1)) if filters.last_day else None,
        bookable_at=act.now if filters.with_places else None,
    )
    found = repository.find_sessions(act.session, wanted, paging.after_instant(), paging.limit + 1)
    page, cursor = paging.cut(found, lambda row: (row.starts_at.isoformat(), row.id))
    return SessionsView(items=show_sessions(act, page), next_cursor=cursor)


def get_session(act: Act, session_id: str) -> SessionView:
    """Return one session, also one that was cancelled or is over. Raises NotFoundError."""
    return show_sessions(act, [require_session(act, session_id)])[0]


def require_session(act: Act, session_id: str) -> TrainingSession:
    """Return a session. Raises NotFoundError."""
    found = repository.find_session(act.session, session_id)
    if found is None:
        raise NotFoundError
    return found


def show_sessions(act: Act, sessions: Sequence[TrainingSession]) -> list[SessionView]:
    """Return sessions as the API shows them."""
    waiting = repository.count_waiting(act.session, [found.id for found in sessions])
    return [show_session(found, waiting.get(found.id, 0)) for found in sessions]


def show_session(found: TrainingSession, waiting: int = 0) -> SessionView:
    """Return a session as the API shows it."""
    return SessionView(
        id=found.id,
        course=CourseNameView(id=found.course.id, title=found.course.title),
        state=found.state,
        place=found.place,
        is_online=found.is_online,
        trainer=found.trainer,
        capacity=found.capacity,
        places_left=found.capacity - found.booked,
        waiting=waiting,
        starts_at=found.starts_at,
        ends_at=found.ends_at,
        cut_off_at=found.cut_off_at,
        days=[DayView(starts_at=day.starts_at, ends_at=day.ends_at) for day in found.days],
    )


def start_of(day: date) -> datetime:
    """Return the instant at which a day begins in the council's own time."""
    return datetime.combine(day, time.min, LONDON)
