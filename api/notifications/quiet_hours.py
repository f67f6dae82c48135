"""When people are at work, on the council's clocks: what can wait is said then. Knows no message."""

from datetime import date, datetime, time, timedelta

from api.acts import LONDON
from api.calendar.working_days import is_working_day

OPENS, CLOSES = time(8), time(18)
# What is said a while before it matters is said while there is time to act on it that very day.
IN_GOOD_TIME = time(16)
# What is said later than so long before it matters is said too late to act on.
TIME_TO_ACT = timedelta(hours=4)


def say_at(now: datetime, must_by: datetime | None) -> datetime:
    """Return when to say something: at work, unless that would be too late. `must_by`: until when it matters."""
    at = next_open(now)
    is_too_late = must_by is not None and now < must_by < at + TIME_TO_ACT
    return now if is_too_late else at


def next_open(moment: datetime) -> datetime:
    """Return the moment itself, or the next one at which people are at work."""
    local = moment.astimezone(LONDON)
    day = local.date()
    if is_working_day(day) and local.time() < CLOSES:
        return max(moment, _at(day, OPENS))
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return _at(day, OPENS)


def last_open(moment: datetime) -> datetime:
    """Return the moment itself, or the last one before at which people were at work and had time to act."""
    local = moment.astimezone(LONDON)
    day = local.date()
    if is_working_day(day) and local.time() >= OPENS:
        return min(moment, _at(day, IN_GOOD_TIME))
    day -= timedelta(days=1)
    while not is_working_day(day):
        day -= timedelta(days=1)
    return _at(day, IN_GOOD_TIME)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, LONDON)
