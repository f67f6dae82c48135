"""The real database and the real code, at a time that is set: what happens is done by the API's own services."""

import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from datetime import time as hour_of
from pathlib import Path
from typing import Any

from sqlalchemy import select

from api.acts import LONDON, Act, begin_work
from api.app import build_context
from api.context import Context
from api.induction import nightly
from api.induction.models import Induction, InductionStep
from api.notifications.models import Notification
from api.pdr.reminders.service import remind
from api.people.import_staff import import_staff
from api.people.models import WEEKDAYS, Person
from api.people.relations import Relation
from api.people.synthetic import read_shape, write_directory
from api.settings import DEVELOPMENT_TENANT
from api.training.courses.catalogue import read_catalogue, seed_catalogue
from api.training.records.models import Completion
from contracts.entra_keys import KeySet
from tests.api.world import World
from tests.api.year import induction_recount as recount
from tests.api.year.directory import Person as Counted

MAY = frozenset({Relation.SELF, Relation.MANAGER})


@dataclass
class Council:
    """One council. `longest`: how many seconds its longest night took, with the morning after it."""

    context: Context
    moment: datetime
    longest: float = 0.0
    nights: int = 0
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(10**9)))

    @classmethod
    def build(cls, world: World, people: int, first: date) -> "Council":
        """Fill a database with so many people and the catalogue of the demo."""
        council = cls(world.context, datetime.combine(first, hour_of(1), LONDON))
        council.context = build_context(
            world.settings, KeySet(world.entra.document), lambda: council.moment.timestamp(), lambda: uuid.uuid4().hex
        )
        content = write_directory(read_shape(Path("demo/staff.yml")), people).encode()
        with council.context.database.write() as session:
            import_staff(session, content, DEVELOPMENT_TENANT)
            seed_catalogue(session, read_catalogue(Path("demo/courses.yml")), first)
        return council

    def people(self) -> dict[str, Counted]:
        """Return everybody as the recounts know them."""
        with self.context.database.read() as session:
            return {one.id: as_counted(one) for one in session.scalars(select(Person).order_by(Person.id))}

    def set_time(self, day: date, hour: int, minute: int = 0) -> None:
        """Let it be this time."""
        self.moment = datetime.combine(day, hour_of(hour, minute), LONDON)

    def day(self, day: date) -> None:
        """Let the worker do its work of a day."""
        began = time.perf_counter()
        for hour, minute in ((2, 0), (8, 30)):
            self.set_time(day, hour, minute)
            with self.context.database.write() as session:
                remind(begin_work(self.context, session))
            nightly.run_due(self.context)
        self.longest = max(self.longest, time.perf_counter() - began)
        self.nights += 1

    @contextmanager
    def acting(self, person_id: str) -> Iterator[Act]:
        """Yield an act of somebody."""
        with self.context.database.write() as session:
            me = session.get(Person, person_id)
            assert me is not None
            context = self.context
            yield Act(session, self.moment, context.new_id, context.rules, context.vault, "", context.plans, me, MAY)

    def change(self, person_id: str, **values: Any) -> None:
        """Change what the directory has of somebody."""
        with self.context.database.write() as session:
            person = session.get(Person, person_id)
            assert person is not None
            for name, value in values.items():
                setattr(person, name, value)

    def join(self, template: str, started: date) -> Counted:
        """Add somebody in the place of another: the same team, job and days."""
        with self.context.database.write() as session:
            like = session.get(Person, template)
            assert like is not None
            number = next(self.numbers)
            values = {column.name: getattr(like, column.name) for column in Person.__table__.c}
            own = {"id": f"joiner-{number:05d}", "object_id": str(uuid.uuid4()), "payroll_number": f"J{number}"}
            email = f"joiner.{number}@sefton.example" if like.email else None
            dates = {"started_on": started, "left_on": None, "role_since": None}
            new = Person(**values | own | dates | {"email": email, "name": f"Joiner {number}", "first_name": "Joiner"})
            session.add(new)
            session.flush()
            return as_counted(new)

    def complete(self, person_id: str, course_id: str, day: date, until: date | None) -> None:
        """Note that somebody completed a course."""
        with self.context.database.write() as session:
            session.add(
                Completion(
                    id=uuid.uuid4().hex,
                    person_id=person_id,
                    course_id=course_id,
                    recorded_by=person_id,
                    completed_on=day,
                    valid_until=until,
                )
            )

    def step_id(self, induction: recount.Induction, step: str) -> str:
        """Return the id of a step that the recount knows."""
        with self.context.database.read() as session:
            wanted = (
                select(InductionStep.id)
                .join(Induction, Induction.id == InductionStep.induction_id)
                .where(
                    Induction.person_id == induction.person,
                    Induction.cause == induction.cause,
                    Induction.started_on == induction.started,
                    InductionStep.step == step,
                )
            )
            return session.scalars(wanted).one()

    def stored(self) -> dict[tuple[str, str, date], tuple[str, tuple[str, ...], dict[str, tuple[date, str]]]]:
        """Return every induction: state, plans, and of each step its day and its state."""
        with self.context.database.read() as session:
            found = session.scalars(select(Induction)).all()
            return {
                (one.person_id, one.cause, one.started_on): (
                    one.state,
                    tuple(one.plans),
                    {row.step: (row.due_on, row.state) for row in one.steps},
                )
                for one in found
            }

    def messages(self) -> list[recount.Message]:
        """Return everything that was said of inductions: the day, who, the kind, the titles."""
        with self.context.database.read() as session:
            wanted = select(Notification).where(Notification.kind.startswith("induction_"))
            return [
                (one.created_at.astimezone(LONDON).date(), one.person_id, one.kind, tuple(titles_in(one.text)))
                for one in session.scalars(wanted)
            ]


def as_counted(person: Person) -> Counted:
    """Return somebody of the directory as the recounts know them."""
    return Counted(
        id=person.id,
        name=person.name,
        manager=person.manager_id,
        service=person.service,
        job=person.job,
        mailbox=bool(person.email),
        weekdays=tuple(WEEKDAYS.index(day) for day in person.working_days),
        started=person.started_on,
        left=person.left_on,
        role_since=person.role_since,
    )


def titles_in(text: str) -> Iterator[str]:
    """Yield the titles that a message lists."""
    for line in text.splitlines():
        if line.startswith("- "):
            yield line.removeprefix("- ").split(", by ")[0]
