"""Working days in England: Monday to Friday without bank holidays, by the law's rules. Knows no subject."""

from collections.abc import Collection
from datetime import date, timedelta
from functools import cache

from api.calendar.holidays import read_exceptions

MONDAY, SATURDAY = 0, 5


def add_working_days(day: date, count: int) -> date:
    """Return the day that is so many working days later."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day)
    return day


def nth_working_day(first: date, number: int) -> date:
    """Return the working day of this number counted from a day: 1 is that day or the next, 0 the last one before."""
    day = first
    while not is_working_day(day):
        day += timedelta(days=1)
    return add_working_days(day, number - 1) if number > 1 else _take_working_days(day, 1 - number)


def next_working_day(day: date, weekdays: Collection[int] = ()) -> date:
    """Return the day itself, or the next working day that is one of these weekdays (0 is Monday).

    None of Monday to Friday: any working day.
    """
    wanted = {weekday for weekday in weekdays if weekday < SATURDAY} or set(range(SATURDAY))
    while not is_working_day(day) or day.weekday() not in wanted:
        day += timedelta(days=1)
    return day


def count_working_days(first: date, last: date) -> int:
    """Return how many working days come after the first day, up to and with the last."""
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(is_working_day(day) for day in days)


def is_working_day(day: date) -> bool:
    """Return whether people are at work on a day."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of England in a year that fall, or are moved, on a weekday."""
    easter = easter_sunday(year)
    exceptions = read_exceptions()
    found = {
        _moved(date(year, 1, 1)),
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        _first_monday(year, 5),
        _last_monday(year, 5),
        _last_monday(year, 8),
    }
    # Christmas Day and Boxing Day are two days off, also when one or both fall on a weekend.
    christmas = date(year, 12, 25)
    first = _moved(christmas) if christmas.weekday() < SATURDAY else date(year, 12, 27)
    boxing = date(year, 12, 26)
    second = boxing if boxing.weekday() < SATURDAY else date(year, 12, 28)
    found |= {first, second}
    found |= {day for day in exceptions.extra if day.year == year}
    return frozenset(found - set(exceptions.none))


def easter_sunday(year: int) -> date:
    """Return Easter Sunday by the Gregorian rule (the anonymous algorithm of 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leaps, drift = century - century // 4, (8 * century + 13) // 25
    moon = (19 * golden + leaps - drift + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * weekday) // 451
    month, day = divmod(moon + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _take_working_days(day: date, count: int) -> date:
    while count > 0:
        day -= timedelta(days=1)
        count -= is_working_day(day)
    return day


def _moved(day: date) -> date:
    while day.weekday() >= SATURDAY:
        day += timedelta(days=1)
    return day


def _first_monday(year: int, month: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(MONDAY - first.weekday()) % 7)


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - timedelta(days=last.weekday())
