"""The periods for which figures are given: two months, always the same, so that no two can be taken from each other."""

from dataclasses import dataclass
from datetime import date, datetime, time

from api.acts import LONDON

MONTHS = 2


@dataclass(frozen=True, slots=True)
class Period:
    """Two months of a year: `number` 1 is January and February, 6 November and December."""

    year: int
    number: int

    @classmethod
    def last_over(cls, today: date) -> "Period":
        """Return the newest period that is over."""
        return cls(today.year, (today.month + 1) // MONTHS).before

    @property
    def first_day(self) -> date:
        """Return its first day."""
        return date(self.year, MONTHS * self.number - 1, 1)

    @property
    def end(self) -> date:
        """Return the first day after it."""
        return Period(self.year + self.number // 6, self.number % 6 + 1).first_day

    @property
    def before(self) -> "Period":
        """Return the two months before it."""
        return Period(self.year, self.number - 1) if self.number > 1 else Period(self.year - 1, 6)

    @property
    def year_before(self) -> "Period":
        """Return the same two months of the year before."""
        return Period(self.year - 1, self.number)

    @property
    def span(self) -> tuple[datetime, datetime]:
        """Return its first instant, and the first after it."""
        return midnight(self.first_day), midnight(self.end)

    @property
    def title(self) -> str:
        """Return it as people say it."""
        last = date(self.year, MONTHS * self.number, 1)
        return f"{self.first_day:%B} and {last:%B} {self.year}"


def midnight(day: date) -> datetime:
    """Return when a day begins in the council's own time."""
    return datetime.combine(day, time(), LONDON)
