"""Which day a step is due, and on which day of a week somebody is told of it. Knows no database."""

from collections.abc import Sequence
from datetime import date, timedelta

from api.calendar.working_days import next_working_day, nth_working_day
from api.induction.models import Cause
from api.people.models import WEEKDAYS, Person

# An induction is led over the first ninety days.
LED_DAYS = 90
# So long before somebody starts, the manager can get ready.
AHEAD_DAYS = 14
WEEK = timedelta(days=7)


def due_on(person: Person, started_on: date, day: int, cause: str) -> date:
    """Return when the step of a working day is due: a day on which the person works, from their first one on.

    Before the first day the council's working days count. In a new role nothing is due before it begins.
    """
    if day < 1:
        ahead = nth_working_day(started_on, day)
        return ahead if cause == Cause.START else nth_working_day(started_on, 1)
    return next_working_day(nth_working_day(started_on, day), weekdays_of(person))


def last_day(started_on: date) -> date:
    """Return the last day on which an induction is led."""
    return started_on + timedelta(days=LED_DAYS)


def week_of(day: date) -> date:
    """Return the Monday of a week."""
    return day - timedelta(days=day.weekday())


def telling_day(person: Person, monday: date, not_before: date) -> date | None:
    """Return the first day of a week on which somebody is at work, from a day on; None when there is none."""
    day = next_working_day(max(monday, not_before), weekdays_of(person))
    return day if day < monday + WEEK else None


def is_at_work(person: Person, day: date) -> bool:
    """Return whether somebody is at work on a day."""
    return next_working_day(day, weekdays_of(person)) == day


def weekdays_of(person: Person) -> Sequence[int]:
    """Return the weekdays on which somebody works; 0 is Monday."""
    return [WEEKDAYS.index(day) for day in person.working_days]
