"""Reminders of PDRs: on working days, while people are at work, of nothing twice, and not to who is away."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from api.acts import LONDON
from api.notifications.models import Notification
from api.people.absences.models import Absence
from api.people.models import Person
from tests.api.courses import set_manager
from tests.api.pdr.reminding import NINE, remind_at
from tests.api.pdr.subjects import add_pdr
from tests.api.world import GATEWAY, World

# A year long ahead of every test; its 31 December is a Monday.
YEAR = 2040
DUE = date(YEAR, 12, 31)
FIRST = DUE - timedelta(days=42)


@pytest.fixture(autouse=True)
def clock(world: World) -> Iterator[None]:
    """Let only Priya report to anybody, so that each message is about her."""
    set_manager(world, "demo-new-starter", None)
    set_manager(world, "demo-learning", None)
    yield
    world.clock.ahead = 0


def text_of(world: World, kind: str) -> str:
    with world.context.database.read() as session:
        return session.scalars(select(Notification).where(Notification.kind == kind)).one().text


def pdr(world: World, state: str, **changes: Any) -> None:
    add_pdr(world, "demo-employee", state, year=YEAR, **changes)


def away(world: World, person_id: str, first_on: date, last_on: date | None) -> None:
    with world.context.database.write() as session:
        session.add(Absence(id=f"{person_id}-{first_on}", person_id=person_id, first_on=first_on, last_on=last_on))


TO_BOOK, LATE = ("pdr_to_book", "demo-manager"), ("pdr_late", "demo-manager")


def test_a_manager_is_reminded_to_book_and_when_it_is_late_each_once(world: World) -> None:
    assert FIRST.strftime("%A") == "Monday"
    told = [remind_at(world, FIRST - timedelta(days=3))]
    told += [remind_at(world, FIRST + timedelta(days=days)) for days in (0, 0, 1, 14)]
    told += [remind_at(world, DUE + timedelta(days=days)) for days in (2, 3, 90)]
    assert told == [[], [TO_BOOK], [TO_BOOK], [TO_BOOK], [TO_BOOK], *[[TO_BOOK, LATE]] * 3]
    assert "Priya Nair, 31 December 2040" in text_of(world, "pdr_to_book")


@pytest.mark.parametrize(
    ("day", "hour"),
    [
        pytest.param(date(YEAR, 11, 24), NINE, id="Saturday"),
        pytest.param(date(YEAR, 12, 25), NINE, id="Christmas Day"),
        pytest.param(FIRST, 7, id="before eight"),
        pytest.param(FIRST, 19, id="in the evening"),
    ],
)
def test_nobody_is_reminded_when_nobody_works(world: World, day: date, hour: int) -> None:
    assert remind_at(world, day, hour) == []


def test_what_is_due_on_a_weekend_is_said_on_the_monday(world: World) -> None:
    # The meeting is on a Sunday in a week, so its day to prepare is a Sunday too.
    starts_at = datetime(YEAR, 7, 15, 14, tzinfo=LONDON)
    pdr(world, "booked", starts_at=starts_at, ends_at=starts_at, booked_at=starts_at - timedelta(days=30))
    assert remind_at(world, date(YEAR, 7, 8)) == []
    assert remind_at(world, date(YEAR, 7, 9)) == [("pdr_to_prepare", "demo-employee")]


def test_who_was_invited_just_now_is_not_told_again_to_prepare(world: World) -> None:
    starts_at = datetime(YEAR, 7, 12, 14, tzinfo=LONDON)
    pdr(world, "booked", starts_at=starts_at, ends_at=starts_at, booked_at=starts_at - timedelta(days=3))
    assert remind_at(world, date(YEAR, 7, 10)) == []


def test_a_meeting_that_moved_is_prepared_for_anew(world: World) -> None:
    for day in (12, 26):
        starts_at = datetime(YEAR, 7, day, 14, tzinfo=LONDON)
        pdr(world, "booked", starts_at=starts_at, ends_at=starts_at, booked_at=starts_at - timedelta(days=9))
        told = remind_at(world, date(YEAR, 7, day - 7))
    assert told == [("pdr_to_prepare", "demo-employee")] * 2


def test_what_was_held_is_to_be_recorded_and_agreed_to(world: World) -> None:
    held_on = date(YEAR, 7, 12)
    pdr(world, "held", held_on=held_on)
    assert remind_at(world, date(YEAR, 7, 13)) == []
    assert remind_at(world, date(YEAR, 7, 16)) == [("pdr_to_record", "demo-manager")]
    pdr(world, "recorded", held_on=held_on, recorded_at=datetime(YEAR, 7, 17, 9, tzinfo=UTC))
    assert remind_at(world, date(YEAR, 7, 23))[1:] == []
    assert remind_at(world, date(YEAR, 7, 24))[1:] == [("pdr_to_agree", "demo-employee")]


def test_both_go_back_to_the_actions_three_times(world: World) -> None:
    held_on = date(YEAR, 4, 9)
    pdr(world, "agreed", held_on=held_on, recorded_at=datetime(YEAR, 4, 9, 9, tzinfo=UTC))
    counts = []
    for weeks in (5, 6, 6, 12, 13, 20, 26, 30):
        told = remind_at(world, held_on + timedelta(weeks=weeks))
        counts.append(
            (told.count(("pdr_follow_up", "demo-employee")), told.count(("pdr_follow_up_team", "demo-manager")))
        )
    assert counts == [(0, 0), (1, 1), (1, 1), (1, 1), (2, 2), (2, 2), (3, 3), (3, 3)]


def test_who_is_away_is_left_in_peace_and_comes_back_to_a_later_day(world: World) -> None:
    away(world, "demo-employee", date(YEAR, 10, 1), date(YEAR, 12, 20))
    assert remind_at(world, FIRST) == []
    assert remind_at(world, date(YEAR, 12, 21)) == [TO_BOOK]
    assert f"18 January {YEAR + 1}" in text_of(world, "pdr_to_book")


def test_a_manager_who_is_away_hears_of_it_afterwards(world: World) -> None:
    away(world, "demo-manager", date(YEAR, 10, 1), date(YEAR, 11, 30))
    assert remind_at(world, FIRST) == []
    assert remind_at(world, date(YEAR, 12, 3)) == [TO_BOOK]


def test_a_new_manager_hears_of_what_the_one_before_heard(world: World) -> None:
    remind_at(world, FIRST)
    set_manager(world, "demo-employee", "demo-hr")
    assert remind_at(world, FIRST + timedelta(days=1)) == [TO_BOOK, ("pdr_to_book", "demo-hr")]


def test_of_who_left_nobody_is_told(world: World) -> None:
    with world.context.database.write() as session:
        session.get_one(Person, "demo-employee").left_on = FIRST
    assert remind_at(world, FIRST) == []


def test_several_people_are_one_message(world: World) -> None:
    set_manager(world, "demo-editor", "demo-manager")
    assert remind_at(world, FIRST) == [TO_BOOK]
    assert "Samira Rahman" in text_of(world, "pdr_to_book")


def test_who_wants_no_reminders_gets_none(world: World) -> None:
    world.put("/v1/notice-topics/reminders", {"is_wanted": False}, application=GATEWAY, person=MANAGER_ID)
    assert remind_at(world, FIRST) == []


MANAGER_ID = "0d3a0001-5b1e-4c6e-9a01-000000000003"
