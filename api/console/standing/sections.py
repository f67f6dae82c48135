"""The figures of one subject as a page, a file and a report show them. Counts nothing itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from api.standing.figures import Figure, sum_up
from api.standing.models import Subject
from api.standing.service import Council

TITLES = {Subject.PDR: "PDRs", Subject.TRAINING: "Mandatory training"}
# What one of them is called in a sentence.
UNITS = {Subject.PDR: ("PDR", "PDRs"), Subject.TRAINING: ("course", "courses")}
ALL = "All services"


@dataclass(frozen=True, slots=True)
class Line:
    """One service in one month. `missing`: how many more reach the target; `change`: of the share, none: not known."""

    figure: Figure
    missing: int
    change: float | None = None

    @property
    def is_below(self) -> bool:
        """Whether the target is not reached."""
        return self.missing > 0


@dataclass(frozen=True, slots=True)
class Section:
    """One subject: each service, all of them, and the months up to now."""

    subject: Subject
    title: str
    total: Line
    lines: list[Line]
    months: list[tuple[date, Figure]]

    @property
    def gap(self) -> str:
        """What would close the gap, in a sentence."""
        one, several = UNITS[self.subject]
        missing = self.total.missing
        if not missing:
            return "The target is reached for all services together."
        return f"{missing:,} more {one if missing == 1 else several} would reach the target for all services together."

    @property
    def largest(self) -> list[Line]:
        """The three services that are furthest from the target, by what is missing."""
        return sorted((line for line in self.lines if line.is_below), key=_by_missing)[:3]


def sections_of(council: Council, month: date, service: str = "") -> list[Section]:
    """Return both subjects in a month. `service`: whose months are shown; all services together when it is empty."""
    months = dict(council.months)
    before = months.get(_month_before(month), [])
    return [_section(council, subject, months.get(month, []), before, service) for subject in Subject]


def _section(
    council: Council, subject: Subject, now: Sequence[Figure], before: Sequence[Figure], service: str
) -> Section:
    earlier = {one.service: one for one in before if one.subject is subject}
    lines = [_line(figure, earlier.get(figure.service), council.target) for figure in now if figure.subject is subject]
    total = _line(sum_up(now, subject), sum_up(before, subject) if earlier else None, council.target)
    months = [(month, found) for month, figures in council.months if (found := _one_of(figures, subject, service))]
    return Section(subject, TITLES[subject], total, lines, months)


def _line(figure: Figure, earlier: Figure | None, target: int) -> Line:
    change = round(figure.percent - earlier.percent, 1) if earlier and earlier.required and figure.required else None
    return Line(figure, figure.missing(target), change)


def _one_of(figures: Sequence[Figure], subject: Subject, service: str) -> Figure | None:
    if not service:
        return sum_up(figures, subject, ALL) if any(one.subject is subject for one in figures) else None
    return next((one for one in figures if one.subject is subject and one.service == service), None)


def _month_before(month: date) -> date:
    return date(month.year - (month.month == 1), 12 if month.month == 1 else month.month - 1, 1)


def _by_missing(line: Line) -> tuple[int, str]:
    return -line.missing, line.figure.service
