"""What is left of the PDR of one year, beside that of the next: neither hides the other."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from api.acts import LONDON
from api.notifications.models import Notification
from api.pdr.models import Pdr
from tests.api.courses import set_manager
from tests.api.pdr.reminding import remind_at
from tests.api.pdr.subjects import add_pdr, year_of
from tests.api.world import MANAGER, World

YEAR = 2040
DUE = date(YEAR, 12, 31)
FIRST = DUE - timedelta(days=42)
PRIYA, MINE, NEEDS = "/v1/people/demo-employee/pdr", "/v1/people/me/pdr", "/v1/needs"
TO_BOOK, LATE = ("pdr_to_book", "demo-manager"), ("pdr_late", "demo-manager")
FOLLOW_UP = [("pdr_follow_up", "demo-employee"), ("pdr_follow_up_team", "demo-manager")]


@pytest.fixture(autouse=True)
def clock(world: World) -> Iterator[None]:
    """Let only Priya report to anybody, so that each message is about her."""
    set_manager(world, "demo-new-starter", None)
    set_manager(world, "demo-learning", None)
    yield
    world.clock.ahead = 0


def recorded(world: World, year: int, held_on: date, state: str = "recorded") -> None:
    noon = datetime(held_on.year, held_on.month, held_on.day, 12, tzinfo=UTC)
    add_pdr(world, "demo-employee", state, year=year, held_on=held_on, recorded_at=noon)


def states(world: World) -> dict[int, str]:
    with world.context.database.read() as session:
        return {row.year: row.state for row in session.scalars(select(Pdr))}


def book_next_week(world: World) -> int:
    starts_at = datetime.now(LONDON).replace(hour=14, minute=0) + timedelta(days=7)
    return world.post(f"{PRIYA}/booking", {"starts_at": starts_at.isoformat()}, person=MANAGER).status_code


def test_both_go_back_to_the_actions_also_when_the_next_year_has_begun(world: World) -> None:
    held_on = date(YEAR - 1, 12, 8)
    recorded(world, YEAR - 1, held_on, "agreed")
    assert remind_at(world, held_on + timedelta(weeks=26)) == FOLLOW_UP


def test_the_actions_of_the_year_before_are_over_with_the_next_talk(world: World) -> None:
    held_on = date(YEAR - 1, 12, 8)
    recorded(world, YEAR - 1, held_on, "agreed")
    recorded(world, YEAR, date(YEAR, 5, 2), "agreed")
    assert remind_at(world, held_on + timedelta(weeks=26)) == []


def test_a_record_that_is_not_agreed_to_hides_no_pdr_of_the_next_year(world: World) -> None:
    recorded(world, YEAR - 1, date(YEAR - 1, 12, 8))
    told = remind_at(world, FIRST)
    assert TO_BOOK in told
    assert LATE in remind_at(world, DUE + timedelta(days=3))


def test_a_meeting_of_the_next_year_is_none_of_this_one(world: World) -> None:
    starts_at = datetime(YEAR + 1, 4, 9, 14, tzinfo=LONDON)
    add_pdr(world, "demo-employee", "booked", year=YEAR + 1, starts_at=starts_at, ends_at=starts_at)
    assert [remind_at(world, day) for day in (FIRST, DUE + timedelta(days=3))] == [[TO_BOOK], [TO_BOOK, LATE]]


def test_who_was_recorded_at_the_end_of_a_year_is_asked_to_agree_in_the_next(world: World) -> None:
    recorded(world, YEAR - 1, date(YEAR, 3, 28))
    assert remind_at(world, date(YEAR, 4, 11)) == [("pdr_to_agree", "demo-employee")]
    with world.context.database.read() as session:
        mail = session.scalars(select(Notification).where(Notification.kind == "pdr_to_agree")).one()
    assert "Angela Whitfield recorded your PDR" in mail.text


@pytest.mark.parametrize(("agrees", "state"), [(True, "agreed"), (False, "held")])
def test_a_record_of_the_year_before_waits_beside_the_meeting_of_this_one(
    agrees: bool, state: str, world: World
) -> None:
    year = year_of(world)
    recorded(world, year - 1, date(year, 3, 20))
    assert (world.get(MINE).json()["state"], world.get(PRIYA, person=MANAGER).json()["state"]) == ("recorded", "due")
    assert [one["kind"] for one in world.get(NEEDS).json()["items"]] == ["agree_pdr"]
    assert book_next_week(world) == 200
    assert states(world) == {year - 1: "recorded", year: "booked"}
    assert world.get(MINE).json()["state"] == "booked"
    assert world.post(f"{MINE}/agreement", {"agrees": agrees}).status_code == 200
    assert states(world) == {year - 1: state, year: "booked"}


def test_only_the_person_gives_a_record_of_the_year_before_back(world: World) -> None:
    year = year_of(world)
    recorded(world, year - 1, date(year, 3, 20))
    answer = world.post(f"{PRIYA}/held", {"held_on": f"{year}-03-21"}, person=MANAGER)
    assert (answer.status_code, answer.json()["code"]) == (409, "pdr_step_not_possible")
    assert states(world) == {year - 1: "recorded"}


def test_of_two_that_are_held_the_newest_is_gone_on_with_first(world: World) -> None:
    year = year_of(world)
    add_pdr(world, "demo-employee", "held", year=year - 1)
    add_pdr(world, "demo-employee", "held", year=year)
    world.post(f"{PRIYA}/record", {}, person=MANAGER)
    assert states(world) == {year - 1: "held", year: "recorded"}
    world.post(f"{PRIYA}/record", {}, person=MANAGER)
    assert states(world) == {year - 1: "recorded", year: "recorded"}


def test_of_two_the_manager_takes_back_what_is_in_hand_first(world: World) -> None:
    year = year_of(world)
    add_pdr(world, "demo-employee", "recorded", year=year - 1)
    add_pdr(world, "demo-employee", "held", year=year)
    world.post(f"{PRIYA}/taking-back", {"was_held": False}, person=MANAGER)
    assert states(world) == {year - 1: "recorded", year: "due"}
    world.post(f"{PRIYA}/taking-back", {"was_held": True}, person=MANAGER)
    assert states(world) == {year - 1: "held", year: "due"}


def test_two_records_of_one_day_are_one_reminder(world: World) -> None:
    monday = date(YEAR, 5, 7)
    recorded(world, YEAR - 1, date(YEAR, 3, 28))
    recorded(world, YEAR, monday)
    with world.context.database.write() as session:
        for pdr in session.scalars(select(Pdr)):
            pdr.recorded_at = datetime(YEAR, 5, 7, 12, tzinfo=UTC)
    assert remind_at(world, monday + timedelta(days=9)) == [("pdr_to_agree", "demo-employee")]
