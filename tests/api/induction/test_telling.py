"""What people are told of inductions: once a week, at work, and never of what is done."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import SQLAlchemyError

from api.induction import nightly
from tests.api.induction.stage import (
    MONDAY,
    change,
    inductions_of,
    put_clock,
    start,
    step_of,
    texts,
    told,
    work_at,
)
from tests.api.world import GATEWAY, MANAGER, NEW_STARTER, World

STARTER, BOSS = "demo-new-starter", "demo-manager"
WEEK, ASKED, NUDGE = "induction_week", "induction_reminder", "induction_manager"


def say(world: World, step_id: str, what: str, day: date, person: str = NEW_STARTER) -> None:
    put_clock(world, day)
    headers = world.headers_now(person=person)
    assert world.client.post(f"/v1/induction-steps/{step_id}/{what}", json={}, headers=headers).status_code == 200


def test_a_week_is_told_on_its_monday_once(world: World) -> None:
    start(world, STARTER, MONDAY)
    for day, hour in ((MONDAY, 7), (MONDAY, 9), (MONDAY, 12), (MONDAY + timedelta(days=1), 9)):
        work_at(world, day, hour)
    assert told(world, STARTER) == ["Your induction this week"]
    (text,) = texts(world, STARTER, WEEK)
    assert "- New starters page, by Monday 14 May" in text
    assert "Shadow a colleague" not in text


def test_it_is_no_wall_of_text(world: World) -> None:
    start(world, STARTER, MONDAY)
    work_at(world, MONDAY + timedelta(days=35))
    (text,) = texts(world, STARTER, WEEK)
    late = text.partition("Still open from before:\n")[2].split("\n\n")[0].splitlines()
    assert len(late) == 4
    assert late[-1].startswith("- and ")
    assert len(text.split()) < 120


def test_nobody_is_told_on_a_bank_holiday_or_at_the_weekend(world: World) -> None:
    start(world, STARTER, MONDAY)
    holiday = date(2035, 5, 28)
    for days in (-2, -1, 0):
        work_at(world, holiday + timedelta(days=days))
    assert told(world, STARTER) == []
    work_at(world, holiday + timedelta(days=1))
    assert told(world, STARTER) == ["Your induction this week"]


def test_who_does_not_work_on_a_monday_is_told_on_their_first_day_of_the_week(world: World) -> None:
    start(world, STARTER, MONDAY, working_days=["wed", "thu"])
    work_at(world, MONDAY + timedelta(days=1))
    assert told(world, STARTER) == []
    work_at(world, MONDAY + timedelta(days=2))
    assert told(world, STARTER) == ["Your induction this week"]


def test_what_is_done_is_not_told(world: World) -> None:
    induction = start(world, STARTER, MONDAY)
    for step in ("new-starters-page", "local-induction", "key-contacts"):
        say(world, step_of(world, induction, step).id, "done", MONDAY)
    work_at(world, MONDAY)
    (text,) = texts(world, STARTER, WEEK)
    assert [line.partition(",")[0] for line in text.splitlines() if line.startswith("- ")] == [
        "- Corporate Induction eLearning"
    ]


def test_after_ninety_days_nobody_is_told(world: World) -> None:
    start(world, STARTER, MONDAY)
    work_at(world, MONDAY + timedelta(days=91))
    assert told(world, STARTER) == told(world, BOSS) == []


def test_the_manager_is_told_ahead_of_the_start_and_then_of_what_waits(world: World) -> None:
    induction = start(world, STARTER, MONDAY)
    work_at(world, MONDAY - timedelta(days=20))
    assert told(world, BOSS) == []
    work_at(world, MONDAY - timedelta(days=14))
    assert told(world, BOSS) == ["The induction of Callum Doyle: what waits for you"]
    assert "- Kit and log-in, by Thursday 3 May" in texts(world, BOSS, NUDGE)[0]
    say(world, step_of(world, induction, "order-kit").id, "confirmation", MONDAY, MANAGER)
    say(world, step_of(world, induction, "local-induction").id, "done", MONDAY)
    work_at(world, MONDAY)
    text = texts(world, BOSS, NUDGE)[-1]
    assert "Kit" not in text
    assert "Please confirm it:\n- Welcome in your own team" in text


def test_the_manager_of_that_day_is_told(world: World) -> None:
    start(world, STARTER, MONDAY)
    change(world, STARTER, manager_id="demo-hr")
    work_at(world, MONDAY)
    assert (told(world, BOSS), len(told(world, "demo-hr"))) == ([], 1)
    change(world, STARTER, manager_id=BOSS)
    work_at(world, MONDAY + timedelta(days=1))
    assert told(world, BOSS) == []


def test_who_wants_no_reminders_gets_none_but_those_they_ask_for(world: World) -> None:
    start(world, STARTER, MONDAY)
    world.put("/v1/notice-topics/reminders", {"is_wanted": False}, person=NEW_STARTER, application=GATEWAY)
    ask(world, MONDAY, MONDAY + timedelta(days=3))
    work_at(world, MONDAY)
    work_at(world, MONDAY + timedelta(days=3))
    assert told(world, STARTER) == ["You asked to be reminded: your induction"]


def ask(world: World, today: date, day: date, step_id: str | None = None) -> None:
    put_clock(world, today)
    body, headers = {"remind_on": day.isoformat(), "step_id": step_id}, world.headers_now(person=NEW_STARTER)
    assert world.client.post("/v1/induction-reminders", json=body, headers=headers).status_code == 201


def test_a_reminder_that_was_asked_for_comes_on_its_day_once(world: World) -> None:
    induction = start(world, STARTER, MONDAY)
    thursday = MONDAY + timedelta(days=3)
    ask(world, MONDAY, thursday, step_of(world, induction, "shadowing").id)
    for day, hour in ((MONDAY, 9), (thursday, 7), (thursday, 8), (thursday, 15), (thursday + timedelta(days=1), 9)):
        work_at(world, day, hour)
    assert told(world, STARTER, ASKED) == ["You asked to be reminded: Shadow a colleague"]


def test_of_what_is_done_by_then_nobody_is_reminded(world: World) -> None:
    step_id = step_of(world, start(world, STARTER, MONDAY), "shadowing").id
    ask(world, MONDAY, MONDAY + timedelta(days=3), step_id)
    say(world, step_id, "done", MONDAY)
    work_at(world, MONDAY + timedelta(days=3))
    assert told(world, STARTER, ASKED) == []


def test_a_reminder_goes_along_into_a_new_role(world: World) -> None:
    step_id = step_of(world, start(world, STARTER, MONDAY), "shadowing").id
    ask(world, MONDAY, MONDAY + timedelta(days=3), step_id)
    change(world, STARTER, role_since=MONDAY + timedelta(days=1))
    for day in (1, 3):
        work_at(world, MONDAY + timedelta(days=day))
    assert told(world, STARTER, ASKED) == ["You asked to be reminded: Shadow a colleague"]


def test_after_a_day_without_a_worker_the_week_is_told_later_in_it(world: World) -> None:
    start(world, STARTER, MONDAY)
    work_at(world, MONDAY + timedelta(days=2))
    assert told(world, STARTER) == ["Your induction this week"]


@pytest.mark.parametrize("person", [STARTER, BOSS])
def test_who_left_is_told_nothing(world: World, person: str) -> None:
    start(world, STARTER, MONDAY)
    change(world, person, left_on=MONDAY)
    work_at(world, MONDAY)
    assert told(world, person) == []


def test_several_workers_at_once_tell_once(world: World) -> None:
    start(world, STARTER, MONDAY)
    put_clock(world, MONDAY)
    begin = threading.Barrier(4)

    def work(_: int) -> None:
        begin.wait()
        # One that comes too late fails as a whole, and looks again the next time.
        with suppress(SQLAlchemyError):
            nightly.tell(world.context)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(4)))
    world.clock.ahead = 0
    assert told(world, STARTER) == ["Your induction this week"]
    assert len(inductions_of(world, STARTER)) == 1
