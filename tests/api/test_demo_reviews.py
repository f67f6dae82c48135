"""How the people of the demo stand with their PDRs: a team in every state, and figures that a council could have."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func, select

from api.calendar.working_days import is_working_day
from api.database import Database, open_database
from api.demo import seed_demo
from api.migrations import migrate
from api.pdr import repository as pdrs
from api.pdr.cycles import cycle_on
from api.pdr.models import Pdr
from api.pdr.reviews import make_review
from api.pdr.rules import read_rules
from api.pdr.states import State
from api.people.absences.models import Absence
from api.people.absences.repository import list_of_people
from api.people.models import Person
from api.people.repository import list_present, list_reports
from api.settings import DEVELOPMENT_TENANT
from api.standing.figures import Figure, count_pdrs, sum_up
from api.standing.models import Standing, Subject

TODAY = date(2026, 11, 26)
RULES = read_rules()


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


def test_the_team_of_the_demos_manager_is_in_every_state(demo: Database) -> None:
    with demo.read() as session:
        team = list_reports(session, "demo-manager", TODAY)
        known = pdrs.list_of_people(session, [person.id for person in team], 2024)
        reviews = [make_review(RULES, person, known.get(person.id, []), [], TODAY) for person in team]
        assert {review.state for review in reviews} == set(State)
        first_names = [person.first_name for person in team]
        assert len(first_names) == len(set(first_names)) == 7


def test_some_services_reach_the_target_no_better_than_others_and_the_year_is_under_way(demo: Database) -> None:
    with demo.read() as session:
        people = list_present(session, DEVELOPMENT_TENANT, TODAY)
        done = pdrs.list_done(session, 2024, RULES.complete_states)
        figures = count_pdrs(RULES, people, list_of_people(session), done, TODAY)
    total = sum_up(figures, Subject.PDR)
    assert 55 <= total.percent <= 90
    large = [figure.percent for figure in figures if figure.required >= 30]
    assert max(large) - min(large) > 15
    assert total.away > 10


def test_a_year_of_figures_is_there_and_rises_within_a_cycle(demo: Database) -> None:
    with demo.read() as session:
        rows = session.scalars(select(Standing).order_by(Standing.month)).all()
    months = sorted({row.month for row in rows})
    assert (len(months), months[-1]) == (12, date(2026, 10, 1))
    shares = []
    for month in months:
        own = [row for row in rows if row.month == month and row.subject == Subject.PDR]
        figures = [Figure(Subject.PDR, row.service, row.required, row.done) for row in own]
        shares.append(sum_up(figures, Subject.PDR).percent)
    this_cycle = shares[months.index(date(2026, 4, 1)) :]
    assert this_cycle == sorted(this_cycle)
    assert this_cycle[0] < 20 < shares[0]


def test_every_pdr_is_one_that_could_be(demo: Database) -> None:
    with demo.read() as session:
        rows = session.scalars(select(Pdr)).all()
        starts = {person.id: person.started_on for person in session.scalars(select(Person))}
    for row in rows:
        assert row.held_on is None or starts[row.person_id] <= row.held_on <= TODAY
        assert row.recorded_at is None or row.recorded_at.date() <= TODAY
        assert row.starts_at is None or is_working_day(row.starts_at.date())
        assert row.held_on is None or cycle_on(RULES, "Planning", row.held_on).year == row.year


def test_seeding_again_adds_nothing(demo: Database) -> None:
    def count() -> list[int | None]:
        with demo.read() as session:
            return [session.scalar(select(func.count()).select_from(table)) for table in (Pdr, Absence, Standing)]

    before = count()
    seed(demo)
    assert count() == before
