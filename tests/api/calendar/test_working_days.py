"""Working days are those of England: without weekends and bank holidays, also when these are moved."""

from datetime import date

import pytest

from api.calendar.working_days import (
    add_working_days,
    bank_holidays,
    count_working_days,
    easter_sunday,
    is_working_day,
    next_working_day,
    nth_working_day,
)

# As published for England and Wales; those that fall on a weekend are left out.
PUBLISHED = {
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
}


@pytest.mark.parametrize(("year", "days"), PUBLISHED.items())
def test_the_bank_holidays_are_those_that_were_published(year: int, days: str) -> None:
    assert sorted(f"{day:%m-%d}" for day in bank_holidays(year)) == days.split()


@pytest.mark.parametrize("day", [date(1818, 3, 22), date(2000, 4, 23), date(2038, 4, 25), date(2285, 3, 22)], ids=str)
def test_easter_is_where_the_calendar_has_it(day: date) -> None:
    assert easter_sunday(day.year) == day


@pytest.mark.parametrize(
    ("first", "count", "last"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),
        (date(2026, 12, 24), 1, date(2026, 12, 29)),
        (date(2026, 11, 21), 5, date(2026, 11, 27)),
        (date(2026, 11, 25), 0, date(2026, 11, 25)),
    ],
    ids=["weekend", "christmas", "from a saturday", "none"],
)
def test_working_days_are_added_and_counted_alike(first: date, count: int, last: date) -> None:
    assert add_working_days(first, count) == last
    assert count_working_days(first, last) == count


def test_a_sunday_is_no_working_day() -> None:
    assert not is_working_day(date(2026, 11, 22))
    assert is_working_day(date(2026, 11, 25))


@pytest.mark.parametrize(
    ("first", "number", "day"),
    [
        (date(2026, 11, 30), 1, date(2026, 11, 30)),
        (date(2026, 11, 28), 1, date(2026, 11, 30)),
        (date(2026, 11, 30), 5, date(2026, 12, 4)),
        (date(2026, 11, 30), 6, date(2026, 12, 7)),
        (date(2026, 11, 30), 0, date(2026, 11, 27)),
        (date(2026, 11, 30), -4, date(2026, 11, 23)),
        (date(2026, 12, 24), 2, date(2026, 12, 29)),
    ],
)
def test_the_nth_working_day_is_counted_from_the_first_one(first: date, number: int, day: date) -> None:
    assert nth_working_day(first, number) == day


@pytest.mark.parametrize(
    ("day", "weekdays", "found"),
    [
        (date(2026, 12, 1), (), date(2026, 12, 1)),
        (date(2026, 12, 5), (), date(2026, 12, 7)),
        (date(2026, 12, 1), (3, 4), date(2026, 12, 3)),
        (date(2026, 12, 24), (0,), date(2027, 1, 4)),
        (date(2026, 12, 5), (5, 6), date(2026, 12, 7)),
    ],
)
def test_the_next_working_day_is_one_on_which_somebody_works(day: date, weekdays: tuple[int, ...], found: date) -> None:
    assert next_working_day(day, weekdays) == found
