"""Which day is meant where a text leaves part of it open: the last one that is over, or the next."""

from datetime import date, timedelta

from reading.calendar_words import weekday_of

# A day as it lies behind, and as it lies ahead.
Both = tuple[date | None, date | None]


def day_of(day: int, month: int, year: int | None, today: date) -> Both:
    """Return a day of a month: the last that is over and the nearest, or that of the year. Raises ValueError."""
    if year is not None:
        return same(date(year, month, day))
    years = [date(today.year + step, month, day) for step in (-1, 0, 1) if exists(today.year + step, month, day)]
    near = min(years, key=lambda found: abs((found - today).days))
    return max((found for found in years if found <= today), default=None), near


def exists(year: int, month: int, day: int) -> bool:
    """Say whether there is such a day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def same(day: date) -> Both:
    """Return a day that is the same behind and ahead."""
    return day, day


def monday_of(day: date) -> date:
    """Return the Monday of a week."""
    return day - timedelta(days=day.weekday())


def behind(weekday: str, today: date, *, today_counts: bool) -> date:
    """Return the last such weekday; today itself only when it counts."""
    back = (today.weekday() - weekday_of(weekday)) % 7
    return today - timedelta(days=back or (0 if today_counts else 7))


def coming(weekday: str, today: date) -> date:
    """Return the next such weekday after today."""
    return today + timedelta(days=(weekday_of(weekday) - today.weekday()) % 7 or 7)
