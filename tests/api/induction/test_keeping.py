"""Inductions begin, follow the directory, and end: who gets which steps, due on which days."""

from datetime import date, timedelta
from typing import Any

import pytest

from api.calendar.working_days import is_working_day
from api.induction.nightly import keep
from api.people.models import Person
from tests.api.courses import add_course
from tests.api.induction.stage import (
    MONDAY,
    change,
    complete,
    inductions_of,
    put_clock,
    start,
    step_of,
    steps_of,
    work_at,
)
from tests.api.world import MANAGER, NEW_STARTER, World

STARTER = "demo-new-starter"
CHILDREN: dict[str, Any] = {"service": "Children's Social Care"}
IN_CHILDRENS, IN_ADULTS = ["childrens-social-care", "everyone"], ["adult-social-care", "everyone"]


def night(world: World, day: date) -> None:
    put_clock(world, day, 2)
    keep(world.context)
    world.clock.ahead = 0


def begun(world: World, day: date, **changes: Any) -> str:
    """Let somebody start on a day, and the night before it go by; return the induction."""
    change(world, STARTER, started_on=day, **changes)
    night(world, day)
    return inductions_of(world, STARTER)[0].id


def test_who_starts_gets_an_induction_two_weeks_before_and_only_one(world: World) -> None:
    change(world, STARTER, started_on=MONDAY)
    night(world, MONDAY - timedelta(days=15))
    assert inductions_of(world, STARTER) == []
    for days in (14, 13, 0, -10):
        night(world, MONDAY - timedelta(days=days))
    (found,) = inductions_of(world, STARTER)
    assert (found.cause, found.started_on, found.plans) == ("start", MONDAY, ["everyone"])


def test_who_began_long_ago_gets_none(world: World) -> None:
    change(world, STARTER, started_on=MONDAY - timedelta(days=91))
    night(world, MONDAY)
    assert inductions_of(world, STARTER) == []


@pytest.mark.parametrize(
    ("step", "due_on"),
    [
        # Monday 7 May and Monday 28 May are bank holidays.
        ("order-kit", date(2035, 5, 3)),
        ("name-buddy", date(2035, 5, 10)),
        ("new-starters-page", date(2035, 5, 14)),
        ("first-one-to-one", date(2035, 5, 18)),
        ("health-and-safety-course", date(2035, 5, 25)),
        ("shadowing", date(2035, 5, 30)),
    ],
)
def test_days_are_counted_in_working_days(world: World, step: str, due_on: date) -> None:
    assert step_of(world, begun(world, MONDAY), step).due_on == due_on


def test_who_works_part_of_the_week_has_steps_on_their_own_days(world: World) -> None:
    rows = steps_of(world, begun(world, MONDAY, working_days=["wed", "thu"]))
    own = [row.due_on for row in rows.values() if row.due_on >= MONDAY]
    assert {day.weekday() for day in own} <= {2, 3}
    assert all(is_working_day(day) for day in own)


@pytest.mark.parametrize(
    ("changes", "plans", "step", "not_there"),
    [
        (CHILDREN | {"job": "Social Worker"}, IN_CHILDRENS, "social-work-standards", "asye-support"),
        (CHILDREN | {"job": "Newly Qualified Social Worker"}, IN_CHILDRENS, "asye-support", "screen-time"),
        (CHILDREN | {"job": "Business Support"}, IN_CHILDRENS, "induction-pack", "social-work-standards"),
        ({"service": "Adult Social Care"}, IN_ADULTS, "personalisation-course", "induction-pack"),
        ({"email": None}, ["everyone", "no-desk"], "screen-time", "meet-your-team"),
    ],
    ids=["social worker", "newly qualified", "business support", "adults", "no mailbox"],
)
def test_each_gets_the_plans_that_are_for_them(
    world: World, changes: dict[str, Any], plans: list[str], step: str, not_there: str
) -> None:
    rows = steps_of(world, begun(world, MONDAY, **changes))
    assert inductions_of(world, STARTER)[0].plans == plans
    assert step in rows
    assert not_there not in rows


def test_who_is_given_a_team_later_gets_the_managers_steps_from_that_day(world: World) -> None:
    induction = begun(world, MONDAY)
    assert "meet-your-team" not in steps_of(world, induction)
    change(world, "demo-editor", manager_id=STARTER)
    night(world, MONDAY + timedelta(days=7))
    assert step_of(world, induction, "meet-your-team").due_on == date(2035, 6, 4)
    night(world, MONDAY + timedelta(days=8))
    assert inductions_of(world, STARTER)[0].plans == ["everyone", "managers"]


def test_a_new_role_starts_the_right_part_again_and_takes_over_the_rest(world: World) -> None:
    first = begun(world, MONDAY)
    move = MONDAY + timedelta(days=28)
    change(world, STARTER, role_since=move, service="Adult Social Care")
    night(world, move - timedelta(days=1))
    assert len(inductions_of(world, STARTER)) == 1
    night(world, move)
    night(world, move + timedelta(days=1))
    old, new = inductions_of(world, STARTER)
    assert (old.id, old.state, old.finished_on) == (first, "ended", move)
    assert (new.cause, new.state, new.plans) == ("role", "open", ["adult-social-care", "everyone"])
    rows = steps_of(world, new.id)
    assert rows["key-contacts"].due_on == date(2035, 6, 13)
    assert rows["climate-change-course"].due_on == date(2035, 7, 9)
    assert "personalisation-course" in rows
    assert "key-contacts" in steps_of(world, old.id)


def test_who_changes_roles_years_later_gets_the_right_part_only(world: World) -> None:
    change(world, STARTER, started_on=date(2030, 1, 7), role_since=MONDAY)
    night(world, MONDAY)
    (found,) = inductions_of(world, STARTER)
    assert set(steps_of(world, found.id)) == {
        "name-buddy",
        "first-one-to-one",
        "local-induction",
        "key-contacts",
        "shadowing",
    }


def test_a_start_that_is_put_off_moves_what_is_not_done_and_was_not_moved(world: World) -> None:
    induction = begun(world, MONDAY)
    world.clock.ahead = 0
    put_clock(world, MONDAY - timedelta(days=3))
    step = step_of(world, induction, "staff-networks")
    body = {"due_on": "2035-06-20"}
    headers = world.headers_now(person=NEW_STARTER)
    assert world.client.post(f"/v1/induction-steps/{step.id}/move", json=body, headers=headers).status_code == 200
    change(world, STARTER, started_on=MONDAY + timedelta(days=7))
    night(world, MONDAY)
    rows = steps_of(world, induction)
    assert inductions_of(world, STARTER)[0].started_on == MONDAY + timedelta(days=7)
    assert rows["new-starters-page"].due_on == MONDAY + timedelta(days=7)
    assert rows["staff-networks"].due_on == date(2035, 6, 20)


def test_what_the_training_record_shows_is_noted_at_night(world: World) -> None:
    add_course(world, "health-and-safety", kind="elearning")
    induction = begun(world, MONDAY)
    complete(world, STARTER, "health-and-safety", MONDAY + timedelta(days=1))
    night(world, MONDAY + timedelta(days=2))
    row = step_of(world, induction, "health-and-safety-course")
    assert (row.state, row.done_on, row.done_by) == ("done", MONDAY + timedelta(days=1), None)


def test_who_leaves_has_an_induction_that_ended(world: World) -> None:
    begun(world, MONDAY)
    change(world, STARTER, left_on=MONDAY + timedelta(days=9))
    night(world, MONDAY + timedelta(days=9))
    (found,) = inductions_of(world, STARTER)
    assert (found.state, found.finished_on) == ("ended", MONDAY + timedelta(days=9))


def test_two_workers_at_once_begin_it_once(world: World) -> None:
    change(world, STARTER, started_on=MONDAY)
    work_at(world, MONDAY, 2)
    work_at(world, MONDAY, 2)
    assert len(inductions_of(world, STARTER)) == 1


def test_the_start_of_a_manager_has_the_managers_steps(world: World) -> None:
    induction = start(world, "demo-manager", MONDAY)
    assert "meet-your-team" in steps_of(world, induction)
    with world.context.database.read() as session:
        assert session.get(Person, "demo-manager") is not None
    assert world.get("/v1/people/me/induction", person=MANAGER).json()["items"][0]["id"] == induction
