"""What the people of the demo completed: the same each time, and not the same in every service."""

import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from api.database import Database, open_database
from api.demo import seed_demo
from api.migrations import migrate
from api.people.models import Person
from api.settings import DEVELOPMENT_TENANT
from api.training.courses import repository as courses
from api.training.courses.models import Audience, Course
from api.training.records.models import Completion
from api.training.records.owed import list_owed
from api.training.records.repository import count_compliance, list_completions
from api.training.records.synthetic import Inventor, Training, invent_completions, read_training
from api.training.records.views import ObligationState

TODAY = date(2026, 11, 26)
TRAINING = read_training(Path("demo/completions.yml"))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(f"sqlite:///{tmp_path_factory.mktemp('demo')}/demo.db")
    migrate(database)
    seed(database)
    yield database
    database.close()


def seed(database: Database) -> None:
    with database.write() as session:
        seed_demo(session, Path("demo/people.yml"), DEVELOPMENT_TENANT, TODAY)


def states_of(demo: Database, person_id: str, *, is_manager: bool = False) -> dict[str, ObligationState]:
    with demo.read() as session:
        person = session.get(Person, person_id)
        assert person is not None
        owed = list_owed(
            person,
            is_manager=is_manager,
            courses=courses.list_mandatory(session),
            completions=list_completions(session, [person_id]),
            bookings=[],
            today=TODAY,
        )
        return {item.course.id: item.state for item in owed}


def percents(demo: Database) -> dict[str, float]:
    required: dict[str, list[int]] = {}
    with demo.read() as session:
        for row in count_compliance(session, DEVELOPMENT_TENANT, TODAY):
            so_far = required.setdefault(row.service, [0, 0])
            so_far[0], so_far[1] = so_far[0] + row.done, so_far[1] + row.required
    return {service: 100 * done / all_ for service, (done, all_) in required.items()}


def test_demo_employee_owes_two_courses(demo: Database) -> None:
    states = states_of(demo, "demo-employee")
    assert {name for name, state in states.items() if state is not ObligationState.DONE} == {
        "climate-change",
        "information-compliance",
    }
    assert set(states.values()) == {ObligationState.DONE, ObligationState.OVERDUE}


def test_demo_manager_has_somebody_overdue_and_a_course_to_book(demo: Database) -> None:
    with demo.read() as session:
        team = session.scalars(select(Person.id).where(Person.manager_id == "demo-manager")).all()
    assert any(ObligationState.OVERDUE in states_of(demo, person).values() for person in team)
    assert states_of(demo, "demo-manager", is_manager=True)["managing-capability"] is ObligationState.OVERDUE


def test_services_differ_and_some_reach_the_target(demo: Database) -> None:
    found = percents(demo)
    assert min(found.values()) < 75
    assert sum(percent >= 90 for percent in found.values()) >= 3
    assert found["Personnel"] > found["Operational In-House Services"] + 15


def test_every_service_of_the_directory_has_its_share(demo: Database) -> None:
    with demo.read() as session:
        services = session.scalars(select(Person.service).where(Person.id.like("staff-%")).distinct()).all()
    assert set(services) == set(TRAINING.services)


def test_some_were_done_once_and_have_run_out(demo: Database) -> None:
    with demo.read() as session:
        over = session.scalar(select(func.count()).where(Completion.valid_until < TODAY)) or 0
        total = session.scalar(select(func.count()).select_from(Completion)) or 0
    assert 0.03 < over / total < 0.15


def test_nobody_completed_anything_before_they_came_or_after_today(demo: Database) -> None:
    early = (Completion.completed_on < Person.started_on) | (Completion.completed_on > TODAY)
    with demo.read() as session:
        joined = select(func.count()).join_from(Completion, Person, Completion.person_id == Person.id)
        assert session.scalar(joined.where(early)) == 0


def test_a_second_start_changes_nothing(demo: Database) -> None:
    def ids() -> set[str]:
        with demo.read() as session:
            return set(session.scalars(select(Completion.id)))

    before = ids()
    seed(demo)
    assert ids() == before


COURSE = Course(id="c", mandatory_for=Audience.EVERYONE, due_days=90, valid_months=36, is_self_certified=True)
ALIKE = Training(services={"Planning": 80}, part_time_less=10, run_out_percent=40, people={})


def make_people(count: int, days: int, started_on: date) -> list[Person]:
    week = ["mon", "tue", "wed", "thu", "fri"][:days]
    return [Person(id=f"p{n:04}", service="Planning", working_days=week, started_on=started_on) for n in range(count)]


def share_done(people: list[Person]) -> float:
    rows: list[dict[str, Any]] = invent_completions(ALIKE, people, (), [COURSE], "r", TODAY)
    return sum(row["valid_until"] >= TODAY for row in rows) / len(people)


def test_part_timers_and_new_starters_have_done_less() -> None:
    long_ago, lately = date(2015, 1, 1), TODAY - timedelta(days=30)
    kinds = ((5, long_ago), (3, long_ago), (5, lately))
    full, part, new = (share_done(make_people(800, days, started_on)) for days, started_on in kinds)
    assert full > part + 0.05
    assert part > new + 0.2


def test_the_same_seed_invents_the_same() -> None:
    people = make_people(50, 5, date(2015, 1, 1))
    assert invent_completions(ALIKE, people, (), [COURSE], "r", TODAY) == invent_completions(
        ALIKE, people[::-1], (), [COURSE], "r", TODAY
    )


def test_what_people_cannot_record_themselves_somebody_else_recorded() -> None:
    course = Course(id="d", mandatory_for=Audience.EVERYONE, due_days=None, valid_months=None, is_self_certified=False)
    inventor = Inventor(ALIKE, "demo-learning", TODAY, random.Random(1))
    rows = [row for person in make_people(50, 5, date(2015, 1, 1)) for row in inventor.invent(person, [course])]
    assert {row["recorded_by"] for row in rows} == {"demo-learning"}
