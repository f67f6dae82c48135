"""The year of a PDR in a service, and by when each person's has to be complete. Reads no database."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from api.pdr.rules import PdrRules
from api.people.absences.models import Absence
from api.people.models import Person
from api.training.records.completing import add_months

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Cycle:
    """One year of PDRs. `year`: in which it begins; `due_on`: the last day by which they have to be complete."""

    year: int
    starts_on: date
    due_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Duty:
    """What one person's PDR of a cycle comes to. `due_on`: none: none is due in this cycle.

    `is_away`: on a long absence just now, so nobody is reminded, and it is not counted.
    """

    due_on: date | None
    is_away: bool

    @property
    def counts(self) -> bool:
        """Whether it is one of those that have to be complete."""
        return self.due_on is not None and not self.is_away


def cycle_on(rules: PdrRules, service: str, day: date) -> Cycle:
    """Return the cycle of a service that a day is in."""
    month = rules.services.get(service, rules.cycle).month
    return cycle_of(rules, service, day.year if day.month >= month else day.year - 1)


def cycle_of(rules: PdrRules, service: str, year: int) -> Cycle:
    """Return the cycle of a service that begins in a year."""
    own = rules.services.get(service, rules.cycle)
    starts_on = date(year, own.month, 1)
    due_on = add_months(starts_on, own.timeframe_months) - timedelta(days=1)
    return Cycle(year, starts_on, due_on, add_months(starts_on, MONTHS) - timedelta(days=1))


def duty_of(rules: PdrRules, person: Person, cycle: Cycle, absences: Iterable[Absence], today: date) -> Duty:
    """Return by when somebody's PDR of a cycle is due; absences come in the order of time.

    Who is new has some months first, and who comes back from a long absence some days. What is due only after the cycle
    is a matter of the next one.
    """
    due_on = max(cycle.due_on, add_months(person.started_on, rules.first_months))
    is_away = False
    for absence in absences:
        if not is_long(rules, absence, today):
            continue
        is_away = is_away or (absence.first_on <= today and (absence.last_on is None or absence.last_on >= today))
        if absence.last_on is not None and absence.first_on <= due_on:
            due_on = max(due_on, absence.last_on + timedelta(days=1 + rules.after_absence_days))
    return Duty(due_on if due_on <= cycle.ends_on else None, is_away)


def is_long(rules: PdrRules, absence: Absence, today: date) -> bool:
    """Return whether an absence is a long one; one without an end is as long as it has lasted."""
    last_on = absence.last_on or today
    return (last_on - absence.first_on).days + 1 >= rules.long_absence_days
