"""Working days from the published list of bank holidays, by looking them up. Imports nothing of the API."""

from bisect import bisect_left
from collections.abc import Collection
from datetime import date, timedelta

# As published for England and Wales.
BANK_HOLIDAYS = {
    date(2026, 4, 3), date(2026, 4, 6), date(2026, 5, 4), date(2026, 5, 25), date(2026, 8, 31),
    date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1), date(2027, 3, 26), date(2027, 3, 29),
    date(2027, 5, 3), date(2027, 5, 31), date(2027, 8, 30), date(2027, 12, 27), date(2027, 12, 28),
    date(2028, 1, 3), date(2028, 4, 14), date(2028, 4, 17), date(2028, 5, 1), date(2028, 5, 29),
}  # fmt: skip
FIRST, DAYS = date(2026, 1, 2), 1000
WORKING = [
    day
    for day in (FIRST + timedelta(days=number) for number in range(DAYS))
    if day.weekday() < 5 and day not in BANK_HOLIDAYS
]


def is_working(day: date) -> bool:
    """Return whether the council works on a day."""
    return WORKING[bisect_left(WORKING, day)] == day


def numbered(start: date, number: int) -> date:
    """Return the working day of a number; 1 is the first from `start` on."""
    return WORKING[bisect_left(WORKING, start) + number - 1]


def on_own_day(day: date, weekdays: Collection[int]) -> date:
    """Return the first working day from a day on that is one of somebody's weekdays."""
    own = {weekday for weekday in weekdays if weekday < 5} or {0, 1, 2, 3, 4}
    return next(day for day in WORKING[bisect_left(WORKING, day) :] if day.weekday() in own)


def monday(day: date) -> date:
    """Return the Monday of a week."""
    return day - timedelta(days=day.weekday())
