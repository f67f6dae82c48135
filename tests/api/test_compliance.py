"""Compliance counts who must complete a course, and for whom it counts today, by service and course."""

from datetime import date, timedelta
from typing import Any

import pytest

from api.people.models import Person
from api.training.records.models import Completion
from tests.api.courses import add_course
from tests.api.world import HR, World

# Three of the demo people are in Planning, and one of them manages the other two.
PLANNING = ("demo-employee", "demo-new-starter", "demo-manager")


def add_completion(world: World, person_id: str, course_id: str, valid_until: date | None) -> None:
    values = {"person_id": person_id, "course_id": course_id, "recorded_by": "demo-learning"}
    values |= {"id": world.context.new_id(), "completed_on": date(2024, 1, 1), "valid_until": valid_until}
    with world.context.database.write() as session:
        session.add(Completion(**values))


def report(world: World) -> dict[str, Any]:
    found: dict[str, Any] = world.get("/v1/compliance", person=HR, application="staff-assistant-console").json()
    return found


def planning(world: World, course_id: str = "c") -> tuple[int, int] | None:
    rows = [row for row in report(world)["rows"] if (row["service"], row["course"]["id"]) == ("Planning", course_id)]
    return (rows[0]["required"], rows[0]["done"]) if rows else None


def test_a_completion_counts_until_its_last_day(world: World) -> None:
    add_course(world, "c", mandatory_for="everyone", kind="elearning")
    today = world.context.today()
    for person_id, until in zip(PLANNING, (today, today - timedelta(days=1), None), strict=True):
        add_completion(world, person_id, "c", until)
    assert planning(world) == (3, 2)


def test_who_completed_a_course_twice_counts_once(world: World) -> None:
    add_course(world, "c", mandatory_for="everyone", kind="elearning")
    for _ in range(2):
        add_completion(world, "demo-employee", "c", None)
    assert planning(world) == (3, 1)


def test_a_course_for_managers_is_asked_of_managers_only(world: World) -> None:
    add_course(world, "c", mandatory_for="managers", kind="elearning")
    add_completion(world, "demo-employee", "c", None)
    assert planning(world) == (1, 0)


@pytest.mark.parametrize("changes", [{"mandatory_for": "nobody"}, {"is_active": False}], ids=["of nobody", "off"])
def test_a_course_that_nobody_must_do_is_not_counted(world: World, changes: dict[str, Any]) -> None:
    add_course(world, "c", **({"mandatory_for": "everyone"} | changes))
    assert planning(world) is None
    assert report(world)["percent"] == 100


def test_who_has_left_is_not_counted(world: World) -> None:
    add_course(world, "c", mandatory_for="everyone", kind="elearning")
    add_completion(world, "demo-employee", "c", None)
    with world.context.database.write() as session:
        person = session.get(Person, "demo-employee")
        assert person is not None
        person.left_on = world.context.today()
    assert planning(world) == (2, 0)


def test_rows_come_by_service_and_title(world: World) -> None:
    add_course(world, "a", mandatory_for="everyone", title="Zebras")
    add_course(world, "b", mandatory_for="everyone", title="Aardvarks")
    places = [(row["service"], row["course"]["title"]) for row in report(world)["rows"]]
    assert places == sorted(places)
    assert len(places) == 2 * len({service for service, _ in places})
