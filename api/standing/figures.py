"""Figures beside a target, and what closes the gap. Reads no database."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from api.pdr.cycles import cycle_on, duty_of
from api.pdr.rules import PdrRules
from api.people.absences.models import Absence
from api.people.models import Person
from api.standing.models import Subject


@dataclass(frozen=True, slots=True)
class Figure:
    """One service, or all of them. `required`: how many must be done; `away`: how many do not count just now."""

    subject: Subject
    service: str
    required: int
    done: int
    away: int = 0

    @property
    def percent(self) -> float:
        """The share that is done, of 100."""
        return round(100 * self.done / self.required, 1) if self.required else 100.0

    def missing(self, target: int) -> int:
        """Return how many more have to be done to reach a target, in percent."""
        return max(0, -(-target * self.required // 100) - self.done)


def sum_up(figures: Iterable[Figure], subject: Subject, name: str = "All services") -> Figure:
    """Return the figures of a subject as one."""
    own = [figure for figure in figures if figure.subject is subject]
    return Figure(
        subject, name, sum(one.required for one in own), sum(one.done for one in own), sum(one.away for one in own)
    )


def count_pdrs(
    rules: PdrRules,
    people: Iterable[Person],
    away: Mapping[str, Sequence[Absence]],
    done: set[tuple[str, int]],
    day: date,
) -> list[Figure]:
    """Return how many PDRs of the cycle that a day is in have to be complete, and how many are, by service.

    `done`: person and year of each complete PDR. A PDR that is complete counts, whenever it was due.
    """
    required, complete, absent = Counter[str](), Counter[str](), Counter[str]()
    for person in people:
        cycle = cycle_on(rules, person.service, day)
        duty = duty_of(rules, person, cycle, away.get(person.id, ()), day)
        is_done = (person.id, cycle.year) in done
        required[person.service] += duty.counts or is_done
        complete[person.service] += is_done
        absent[person.service] += duty.is_away and not is_done
    return [
        Figure(Subject.PDR, service, required[service], complete[service], absent[service])
        for service in sorted(required)
    ]
