"""Proposes how somebody catches up by a day: no clash, only on their working days. One yes books it all."""

from collections.abc import Sequence
from datetime import date, timedelta

from api.acts import Act
from api.people.models import Person
from api.people.service import require_person, summarise
from api.training.bookings import repository as bookings
from api.training.bookings.checks import has_clash, is_on_working_days
from api.training.bookings.models import Booking
from api.training.bookings.service import book_place
from api.training.courses.models import Course, CourseKind
from api.training.courses.views import CourseNameView
from api.training.records.service import list_owed_by
from api.training.records.views import PlanItemView, PlanView
from api.training.sessions import repository as sessions
from api.training.sessions.models import TrainingSession
from api.training.sessions.repository import Wanted
from api.training.sessions.service import show_session, start_of

MOST_SESSIONS = 40
MOST_STEPS = 5_000
Choice = dict[str, TrainingSession]


def propose_plan(act: Act, person_id: str, by: date) -> PlanView:
    """Return a session or a link for each open obligation, as many as fit. Raises NotFoundError."""
    person = require_person(act.session, act.me, person_id, act.may)
    owed = [item.course for item in list_owed_by(act, person) if item.is_open]
    fitting = {course.id: _fitting(act, person, course, by) for course in owed if course.kind == CourseKind.DATED}
    chosen = choose_sessions(fitting)
    items = [
        PlanItemView(
            course=CourseNameView(id=course.id, title=course.title),
            link=course.link,
            session=show_session(chosen[course.id]) if course.id in chosen else None,
        )
        for course in owed
        if course.kind == CourseKind.ELEARNING or course.id in chosen
    ]
    missing = [CourseNameView(id=c.id, title=c.title) for c in owed if c.id in fitting and c.id not in chosen]
    return PlanView(person=summarise(person), by=by, items=items, missing=missing)


def book_plan(act: Act, person_id: str, session_ids: Sequence[str]) -> list[Booking]:
    """Book every session of a plan, or none. Raises NotFoundError or the first TrainingError."""
    person = require_person(act.session, act.me, person_id, act.may)
    # Always in the same order, so that two plans never wait for each other.
    ids = sorted(set(session_ids))
    return [book_place(act, session_id, person.id, join_waiting_list=False) for session_id in ids]


def choose_sessions(fitting: dict[str, list[TrainingSession]]) -> Choice:
    """Return one session for as many courses as possible, so that none overlap; the earlier the better."""
    order = sorted(fitting, key=lambda course_id: (len(fitting[course_id]), course_id))
    best: Choice = {}
    steps = 0

    def extend(place: int, chosen: Choice) -> None:
        nonlocal best, steps
        steps += 1
        if len(chosen) > len(best):
            best = dict(chosen)
        if place == len(order) or len(best) == len(order) or steps > MOST_STEPS:
            return
        if len(chosen) + len(order) - place <= len(best):
            return
        course_id = order[place]
        for session in fitting[course_id]:
            if not any(overlap(session, other) for other in chosen.values()):
                extend(place + 1, {**chosen, course_id: session})
        extend(place + 1, chosen)

    extend(0, {})
    return best


def overlap(one: TrainingSession, other: TrainingSession) -> bool:
    """Return whether two sessions share a moment."""
    pairs = ((day, another) for day in one.days for another in other.days)
    return any(day.starts_at < another.ends_at and another.starts_at < day.ends_at for day, another in pairs)


def _fitting(act: Act, person: Person, course: Course, by: date) -> list[TrainingSession]:
    until = start_of(by + timedelta(days=1))
    wanted = Wanted(course_id=course.id, since=act.now, until=until, bookable_at=act.now)
    engagements = bookings.list_engagements(act.session, person.id)
    return [
        session
        for session in sessions.find_sessions(act.session, wanted, None, MOST_SESSIONS)
        if is_on_working_days(person, session) and not has_clash(engagements, session)
    ]
