"""Slots are added: one, or a series that is shown before anything is saved."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from api.acts import LONDON
from api.referrals.appointments.models import Slot
from tests.console.clinic_stage import add_slot, next_clock_change, next_holiday, next_monday, offset_of
from tests.console.desk import TOKEN, Desk

ONE, SERIES = "/clinic/slots/new", "/clinic/slots/series"


def on(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


COMMON = {"clinician_id": "demo-health-unit", "clinician": "nurse", "mode": "phone", "length": "45"}
SLOT = {**COMMON, **on("on", next_monday()), "start": "9.30"}


def series(first: date, last: date, *weekdays: int, **changes: str) -> dict[str, str]:
    days = {f"weekday-{number}": "yes" for number in weekdays}
    return {**COMMON, **on("first", first), **on("last", last), **days, "start": "9", "end": "12:00"} | changes


@pytest.fixture
def unit(desk: Desk) -> Iterator[httpx.Client]:
    with desk.client("demo-health-unit") as client:
        yield client


def slots(desk: Desk) -> list[Slot]:
    with desk.context.database.read() as session:
        return list(session.scalars(select(Slot).order_by(Slot.starts_at)))


def local(desk: Desk) -> list[str]:
    return [f"{slot.starts_at.astimezone(LONDON):%Y-%m-%d %H:%M}" for slot in slots(desk)]


def make(desk: Desk, unit: httpx.Client, fields: dict[str, str]) -> httpx.Response:
    """Send a series as the page of its preview does, and return the answer."""
    shown = desk.send(unit, SERIES, fields)
    digest = re.search(r'name="seen" value="(\w+)"', shown.text)
    assert digest, shown.text
    return desk.send(unit, SERIES, {**fields, "seen": digest[1]})


def test_a_slot_is_added_in_the_councils_own_time(desk: Desk, unit: httpx.Client) -> None:
    answer = desk.send(unit, ONE, SLOT)
    (slot,) = slots(desk)
    assert local(desk) == [f"{next_monday()} 09:30"]
    assert slot.ends_at - slot.starts_at == timedelta(minutes=45)
    assert (slot.clinician, slot.mode, slot.place, slot.is_taken) == ("nurse", "phone", "By telephone", False)
    assert "09:30 to 10:15" in unit.get(answer.headers["location"]).text


def test_a_form_that_comes_twice_adds_one_slot(desk: Desk, unit: httpx.Client) -> None:
    fields = {"form_token": TOKEN, "once": "a" * 32, **SLOT}
    first, second = (unit.post(ONE, data=fields) for _ in range(2))
    assert (first.status_code, first.headers["location"]) == (303, second.headers["location"])
    assert len(slots(desk)) == 1


def test_a_clash_is_named(desk: Desk, unit: httpx.Client) -> None:
    add_slot(desk, "there", next_monday(), 10)
    answer = desk.send(unit, ONE, SLOT)
    assert answer.status_code == 422
    assert "This clinician already has a slot from 10:00 to 10:45" in answer.text
    assert len(slots(desk)) == 1


def test_a_slot_on_a_bank_holiday_must_be_meant(desk: Desk, unit: httpx.Client) -> None:
    fields = {**SLOT, **on("on", next_holiday())}
    assert "This day is a bank holiday" in desk.send(unit, ONE, fields).text
    assert slots(desk) == []
    assert desk.send(unit, ONE, {**fields, "closed_day": "yes"}).status_code == 303
    assert len(slots(desk)) == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"clinician_id": "demo-manager"}, "Choose whose slots they are"),
        ({"clinician": "surgeon"}, "Choose the kind of clinician"),
        ({"mode": "letter"}, "Choose how people are seen"),
        ({"mode": "in_person"}, "Enter the room and building"),
        ({"place": "x" * 201}, "Use 200 characters or fewer"),
        ({"length": "5"}, "The length in minutes must be a whole number from 10 to 240"),
        ({"start": "2am"}, "The start must be between 07:00 and 21:00"),
        ({"start": "20:45"}, "The slot must end by 21:00"),
        (on("on", date(2026, 11, 25)), "The slot must begin later than now"),
        ({"on-month": "13"}, "The date must be a real date"),
        (on("on", next_monday() + timedelta(days=5)), "This day is at a weekend"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_field_is_named_and_nothing_is_saved(
    changes: dict[str, str], message: str, desk: Desk, unit: httpx.Client
) -> None:
    answer = desk.send(unit, ONE, SLOT | changes)
    assert (answer.status_code, message in answer.text) == (422, True)
    assert slots(desk) == []


def test_a_series_is_shown_before_it_is_made(desk: Desk, unit: httpx.Client) -> None:
    monday = next_monday()
    fields = series(monday, monday + timedelta(days=4), 0, 2)
    shown = desk.send(unit, SERIES, fields)
    assert "<strong>8 slots</strong> would be made" in shown.text
    assert "09:00, 09:45, 10:30, 11:15" in shown.text
    assert slots(desk) == []
    made = make(desk, unit, fields)
    assert made.headers["location"] == f"/clinic?week={monday}&done=slots-added"
    hours = ("09:00", "09:45", "10:30", "11:15")
    assert local(desk) == [f"{day} {hour}" for day in (monday, monday + timedelta(days=2)) for hour in hours]


def test_a_series_that_comes_twice_is_made_once(desk: Desk, unit: httpx.Client) -> None:
    fields = series(next_monday(), next_monday(), 0)
    digest = re.search(r'name="seen" value="(\w+)"', desk.send(unit, SERIES, fields).text)
    assert digest
    sent: dict[str, Any] = {"form_token": TOKEN, "once": "s" * 32, **fields, "seen": digest[1]}
    answers = [unit.post(SERIES, data=sent) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {303}
    assert len(slots(desk)) == 4


def test_a_series_leaves_a_bank_holiday_out_and_says_so(desk: Desk, unit: httpx.Client) -> None:
    holiday = next_holiday()
    fields = series(holiday - timedelta(days=7), holiday + timedelta(days=7), *range(5))
    if holiday - timedelta(days=7) < desk.context.today():
        fields |= on("first", desk.context.today() + timedelta(days=1))
    shown = desk.send(unit, SERIES, fields).text
    left_out = shown.partition("Bank holidays, left out")[2].partition("</dd>")[0]
    assert f"{holiday:%A} {holiday.day} {holiday:%B %Y}" in left_out
    make(desk, unit, fields)
    days = {slot.starts_at.astimezone(LONDON).date() for slot in slots(desk)}
    assert holiday not in days
    assert len(days) >= 5


def test_a_series_keeps_its_hour_when_the_clocks_change(desk: Desk, unit: httpx.Client) -> None:
    # Wednesdays, as Easter may lie on that weekend.
    first = next_clock_change() - timedelta(days=4)
    last = first + timedelta(days=7)
    make(desk, unit, series(first, last, 2, end="9:45"))
    assert local(desk) == [f"{first} 09:00", f"{last} 09:00"]
    utc = [slot.starts_at.astimezone(UTC).time() for slot in slots(desk)]
    assert sorted(utc) == [time(8), time(9)]
    assert offset_of(first) != offset_of(last)


def test_clashes_of_a_series_are_named_and_left_out(desk: Desk, unit: httpx.Client) -> None:
    monday = next_monday()
    add_slot(desk, "there", monday, 10)
    fields = series(monday, monday, 0)
    shown = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", desk.send(unit, SERIES, fields).text))
    assert "09:45 clashes with the slot from 10:00 to 10:45 (by telephone)" in shown
    assert "2 slots would be made, 2 would be left out" in shown
    make(desk, unit, fields)
    assert local(desk) == [f"{monday} {hour}" for hour in ("09:00", "10:00", "11:15")]


def test_a_calendar_that_changed_since_the_preview_is_shown_again(desk: Desk, unit: httpx.Client) -> None:
    monday = next_monday()
    fields = series(monday, monday, 0)
    digest = re.search(r'name="seen" value="(\w+)"', desk.send(unit, SERIES, fields).text)
    assert digest
    add_slot(desk, "meanwhile", monday, 9)
    answer = desk.send(unit, SERIES, {**fields, "seen": digest[1]})
    assert answer.status_code == 422
    assert "The calendar has changed meanwhile" in answer.text
    assert "<strong>3 slots</strong> would be made" in answer.text
    assert len(slots(desk)) == 1


def test_a_series_of_which_nothing_can_be_made_has_no_button(desk: Desk, unit: httpx.Client) -> None:
    monday = next_monday()
    add_slot(desk, "all-day", monday, 8, ends_at=datetime.combine(monday, time(18), LONDON))
    shown = desk.send(unit, SERIES, series(monday, monday, 0)).text
    assert "No slot can be made" in shown
    assert 'name="seen"' not in shown


MONDAY = next_monday()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (series(MONDAY, MONDAY), "Choose one weekday or more"),
        (series(MONDAY, MONDAY - timedelta(days=1), 0), "The last day must not be before the first"),
        (series(MONDAY, MONDAY + timedelta(days=200), 0), "within six months"),
        (series(MONDAY, MONDAY, 1), "None of the weekdays lies between"),
        (series(MONDAY, MONDAY, 0, end="9:30"), "The end must leave time for one slot"),
        (series(MONDAY, MONDAY + timedelta(days=180), *range(5)), "Add 200 or fewer at a time"),
        (series(date(2026, 11, 2), MONDAY, 0), "The first day must be today or later"),
        (series(MONDAY, MONDAY, 0, start=""), "The first slot must be a time"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_series_that_cannot_be_is_refused(
    fields: dict[str, str], message: str, desk: Desk, unit: httpx.Client
) -> None:
    answer = desk.send(unit, SERIES, fields)
    assert (answer.status_code, message in answer.text) == (422, True)
    assert slots(desk) == []


def test_going_back_from_the_preview_keeps_the_form(desk: Desk, unit: httpx.Client) -> None:
    answer = desk.send(unit, SERIES, {**series(MONDAY, MONDAY, 0), "place": "<A room>", "action": "back"})
    assert (answer.status_code, 'value="&lt;A room&gt;"' in answer.text) == (200, True)
