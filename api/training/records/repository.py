"""Reads and stores completions."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import and_, delete, exists, func, or_, select, true
from sqlalchemy.orm import Session

from api.database import insert_rows
from api.people.models import Person
from api.people.repository import still_here
from api.training.courses.models import Audience, Course
from api.training.records.models import Completion


class Compliance(NamedTuple):
    """How many of a service must complete a course, and how many have."""

    service: str
    course_id: str
    title: str
    required: int
    done: int


def add_completion(session: Session, completion: Completion) -> None:
    """Add a completion."""
    session.add(completion)
    session.flush()


def add_completions(session: Session, completions: Sequence[dict[str, Any]]) -> None:
    """Add many completions at once; each has a value for every column."""
    insert_rows(session, Completion, completions)


def has_completions(session: Session) -> bool:
    """Return whether anybody completed anything."""
    return session.scalar(select(Completion.id).limit(1)) is not None


def forget_booking(session: Session, booking_id: str) -> None:
    """Delete the completion that a booking came to."""
    session.execute(delete(Completion).where(Completion.booking_id == booking_id))


def list_completions(session: Session, person_ids: Sequence[str]) -> Sequence[Completion]:
    """Return what several people completed, the latest last."""
    wanted = select(Completion).where(Completion.person_id.in_(person_ids))
    return session.scalars(wanted.order_by(Completion.completed_on, Completion.id)).all()


def count_compliance(session: Session, tenant: str | None, today: date) -> list[Compliance]:
    """Return for each service and mandatory course how many must complete it, and for how many it counts on a day.

    `tenant`: of whose people; none: of everybody.
    """
    counts = or_(Completion.valid_until.is_(None), Completion.valid_until >= today)
    own = (Completion.person_id == Person.id, Completion.course_id == Course.id)
    # Looked up person by person, because how a join is done hangs on statistics that a new database has not got.
    done = exists().where(*own, counts).correlate(Person, Course)
    manages = Person.id.in_(select(Person.manager_id).where(Person.manager_id.is_not(None)))
    must = or_(Course.mandatory_for == Audience.EVERYONE, and_(Course.mandatory_for == Audience.MANAGERS, manages))
    whose = Person.tenant == tenant if tenant else true()
    wanted = (
        select(Person.service, Course.id, Course.title, func.count(), func.count().filter(done))
        .join(Course, true())
        .where(whose, still_here(today), Course.is_active, must)
        .group_by(Person.service, Course.id, Course.title)
        .order_by(Person.service, Course.title, Course.id)
    )
    return [Compliance(*row) for row in session.execute(wanted)]
