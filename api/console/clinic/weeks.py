"""A week of the clinic's calendar: its days, and what each of their slots is used for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from api.acts import LONDON
from api.calendar.working_days import SATURDAY, bank_holidays
from api.console.clinic.words import FREE, OVER, WITHDRAWN
from api.referrals.appointments.diary import Entry
from api.referrals.statistics.periods import midnight


@dataclass(frozen=True, slots=True)
class Row:
    """A slot of a day, and in one word what it is used for."""

    entry: Entry
    state: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day and its slots."""

    date: date
    rows: list[Row]
    is_today: bool

    @property
    def is_bank_holiday(self) -> bool:
        """Whether it is a bank holiday of England."""
        return self.date in bank_holidays(self.date.year)


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from a Monday."""

    monday: date

    @classmethod
    def of(cls, day: date) -> "Week":
        """Return the week of a day."""
        return cls(day - timedelta(days=day.weekday()))

    @property
    def sunday(self) -> date:
        """Return its last day."""
        return self.monday + timedelta(days=6)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Return its first instant and the first after it, in the council's own time."""
        return midnight(self.monday), midnight(self.monday + timedelta(days=7))

    @property
    def before(self) -> date:
        """Return the Monday before."""
        return self.monday - timedelta(days=7)

    @property
    def after(self) -> date:
        """Return the next Monday."""
        return self.monday + timedelta(days=7)

    @property
    def title(self) -> str:
        """Return it in words: 1 to 7 March 2027."""
        first, last = self.monday, self.sunday
        begin = str(first.day) if (first.year, first.month) == (last.year, last.month) else f"{first.day} {first:%B}"
        begin += f" {first.year}" if first.year != last.year else ""
        return f"{begin} to {last.day} {last:%B %Y}"

    def days(self, entries: Sequence[Entry], now: datetime) -> list[Day]:
        """Return the days with their slots; a weekend only where it has some."""
        today = now.astimezone(LONDON).date()
        found = []
        for number in range(7):
            day = self.monday + timedelta(days=number)
            rows = [Row(entry, _state(entry, now)) for entry in entries if _day_of(entry) == day]
            if rows or number < SATURDAY:
                found.append(Day(day, rows, day == today))
        return found


def count_states(days: Sequence[Day]) -> Counter[str]:
    """Return how many slots there are of each state."""
    return Counter(row.state for day in days for row in day.rows)


def _day_of(entry: Entry) -> date:
    return entry.slot.starts_at.astimezone(LONDON).date()


def _state(entry: Entry, now: datetime) -> str:
    if entry.state:
        return str(entry.state)
    if entry.slot.is_taken:
        return WITHDRAWN
    return FREE if entry.slot.starts_at > now else OVER
