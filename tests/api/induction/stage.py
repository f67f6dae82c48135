"""Small factories for inductions: somebody who started on a day, their steps, and a day's work at a moment."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from api.acts import LONDON, begin_work
from api.induction import nightly
from api.induction.beginning import begin
from api.induction.models import Cause, Induction, InductionStep
from api.notifications.models import Notification
from api.people.models import Person
from api.training.records.models import Completion
from tests.api.world import World

# A Monday in a week without a bank holiday, long ahead of every other test.
MONDAY = date(2035, 5, 14)


def put_clock(world: World, day: date, hour: int = 9) -> None:
    """Let it be an hour of a day, on the council's clocks."""
    moment = datetime.combine(day, time(hour), LONDON)
    world.clock.ahead = (moment - datetime.now(UTC)).total_seconds()


def start(world: World, person_id: str, started_on: date, **changes: Any) -> str:
    """Let somebody start on a day and begin their induction; return its id. `changes`: of the directory."""
    change(world, person_id, started_on=started_on, **changes)
    with world.context.database.write() as session:
        work, person = begin_work(world.context, session), session.get(Person, person_id)
        assert person is not None
        is_manager = session.scalar(select(Person.id).where(Person.manager_id == person_id).limit(1)) is not None
        return begin(work, person, Cause.START, started_on, is_manager=is_manager).id


def change(world: World, person_id: str, **values: Any) -> None:
    """Change what the directory has of somebody."""
    with world.context.database.write() as session:
        person = session.get(Person, person_id)
        assert person is not None
        for name, value in values.items():
            setattr(person, name, value)


def step_of(world: World, induction_id: str, step: str) -> InductionStep:
    """Return a step as it is stored."""
    with world.context.database.read() as session:
        wanted = select(InductionStep).filter_by(induction_id=induction_id, step=step)
        return session.scalars(wanted).one()


def steps_of(world: World, induction_id: str) -> dict[str, InductionStep]:
    """Return all steps as they are stored."""
    with world.context.database.read() as session:
        rows = session.scalars(select(InductionStep).filter_by(induction_id=induction_id)).all()
    return {row.step: row for row in rows}


def inductions_of(world: World, person_id: str) -> list[Induction]:
    """Return the inductions of somebody, the first one first."""
    with world.context.database.read() as session:
        wanted = select(Induction).filter_by(person_id=person_id).order_by(Induction.started_on)
        return list(session.scalars(wanted))


def complete(world: World, person_id: str, course_id: str, day: date, valid_until: date | None = None) -> None:
    """Note that somebody completed a course."""
    with world.context.database.write() as session:
        session.add(
            Completion(
                id=world.context.new_id(),
                person_id=person_id,
                course_id=course_id,
                recorded_by=person_id,
                completed_on=day,
                valid_until=valid_until,
            )
        )


def work_at(world: World, day: date, hour: int = 9) -> None:
    """Let the worker do what is due of inductions at an hour of a day."""
    put_clock(world, day, hour)
    nightly.run_due(world.context)
    world.clock.ahead = 0


def told(world: World, person_id: str, kind: str = "") -> list[str]:
    """Return what somebody was told, the first first: the subjects."""
    with world.context.database.read() as session:
        wanted = select(Notification).filter_by(person_id=person_id).order_by(Notification.created_at)
        return [one.subject for one in session.scalars(wanted) if kind in ("", one.kind)]


def texts(world: World, person_id: str, kind: str) -> list[str]:
    """Return the texts of what somebody was told, the first first."""
    with world.context.database.read() as session:
        wanted = select(Notification).filter_by(person_id=person_id, kind=kind).order_by(Notification.created_at)
        return [one.text for one in session.scalars(wanted)]


def days_later(day: date, days: int) -> date:
    """Return a day so many days later."""
    return day + timedelta(days=days)
