"""Where a team stands: its PDRs and its training beside the target, and what is open."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.acts import begin_work
from api.pdr.rules import read_rules
from api.people.absences.models import Absence
from api.people.models import Person
from api.standing.figures import Figure, count_pdrs, sum_up
from api.standing.models import Subject
from api.standing.service import count_now
from tests.api.courses import add_course, set_manager
from tests.api.pdr.subjects import add_pdr, make_new
from tests.api.test_compliance import add_completion
from tests.api.world import EMPLOYEE, MANAGER, World

RULES, DAY = read_rules(), date(2026, 11, 26)


def person(name: str, started_on: date = date(2020, 1, 1), service: str = "Planning") -> Person:
    return cast("Person", SimpleNamespace(id=name, started_on=started_on, service=service))


def standing(world: World, **who: str) -> dict[str, Any]:
    found: dict[str, Any] = world.get("/v1/people/me/team/standing", **({"person": MANAGER} | who)).json()
    return found


@pytest.mark.parametrize(
    ("required", "done", "percent", "missing"),
    [(10, 9, 90.0, 0), (10, 8, 80.0, 1), (11, 9, 81.8, 1), (0, 0, 100.0, 0), (1, 0, 0.0, 1), (101, 90, 89.1, 1)],
)
def test_the_gap_is_what_reaches_the_target(required: int, done: int, percent: float, missing: int) -> None:
    figure = Figure(Subject.PDR, "Planning", required, done)
    assert (figure.percent, figure.missing(90)) == (percent, missing)
    assert missing == 0 or 100 * (done + missing - 1) < 90 * required <= 100 * (done + missing)


def test_who_is_new_or_away_is_not_counted_but_what_is_done_is() -> None:
    people = [
        person("usual"),
        person("new", DAY),
        person("away"),
        person("new-and-done", DAY),
        person("b", service="B"),
    ]
    away = {"away": [Absence(id="a", person_id="away", first_on=DAY - timedelta(days=60), last_on=None)]}
    figures = count_pdrs(RULES, people, away, {("usual", 2026), ("new-and-done", 2026), ("b", 2025)}, DAY)
    assert figures == [Figure(Subject.PDR, "B", 1, 0, 0), Figure(Subject.PDR, "Planning", 2, 2, 1)]
    assert sum_up(figures, Subject.PDR) == Figure(Subject.PDR, "All services", 3, 2, 1)


def test_a_team_stands_where_its_people_do(world: World) -> None:
    make_new(world)
    set_manager(world, "demo-editor", "demo-manager")
    add_course(world, "climate", title="Climate Change", kind="elearning", mandatory_for="everyone", due_days=90)
    add_completion(world, "demo-editor", "climate", None)
    add_pdr(world, "demo-editor", "recorded")
    found = standing(world)
    assert (found["target_percent"], found["people"]) == (90, 3)
    assert found["pdr"] == {"required": 2, "done": 1, "away": 0, "percent": 50.0, "missing": 1}
    assert (found["training"]["required"], found["training"]["done"]) == (3, 1)
    gaps = {gap["person"]["id"]: gap for gap in found["gaps"]}
    assert gaps["demo-employee"]["overdue_courses"] == ["Climate Change"]
    assert gaps["demo-employee"]["pdr_due_on"]
    assert "demo-editor" not in gaps


def test_who_has_no_team_has_nothing_to_stand(world: World) -> None:
    assert standing(world, person=EMPLOYEE)["people"] == 0


def test_the_figures_of_the_council_are_those_of_its_people(world: World) -> None:
    make_new(world)
    add_course(world, "climate", kind="elearning", mandatory_for="everyone")
    add_pdr(world, "demo-employee", "agreed")
    with world.context.database.write() as session:
        figures = {(one.subject, one.service): one for one in count_now(begin_work(world.context, session))}
    assert (figures[Subject.PDR, "Planning"].required, figures[Subject.PDR, "Planning"].done) == (2, 1)
    assert figures[Subject.TRAINING, "Planning"] == Figure(Subject.TRAINING, "Planning", 3, 0)
