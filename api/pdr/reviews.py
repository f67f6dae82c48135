"""How it stands with people's PDRs today: the row that counts, its cycle, and by when it is due. Changes nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from api.acts import Work
from api.pdr import repository
from api.pdr.cycles import Cycle, Duty, cycle_of, cycle_on, duty_of
from api.pdr.models import Pdr
from api.pdr.rules import PdrRules, read_rules
from api.pdr.states import OPEN, State
from api.people.absences import repository as absences
from api.people.absences.models import Absence
from api.people.models import Person

# Before the last cycle nothing is under way any more.
YEARS_BACK = 2
MOST_NAMED = 500


@dataclass(frozen=True, slots=True)
class Review:
    """One person's PDR. `pdr`: none while nothing was done about it; `earlier`: all of their PDRs, the newest first."""

    person: Person
    cycle: Cycle
    duty: Duty
    pdr: Pdr | None
    earlier: Sequence[Pdr]
    is_complete: bool

    @property
    def state(self) -> State:
        """Where the PDR is."""
        return State(self.pdr.state) if self.pdr else State.DUE

    @property
    def due_on(self) -> date | None:
        """The last day by which it has to be complete; none: in this cycle none is due."""
        return self.duty.due_on

    def is_late(self, today: date) -> bool:
        """Return whether it should be complete by now."""
        return self.duty.counts and not self.is_complete and self.duty.due_on is not None and self.duty.due_on < today


def reviews_of(work: Work, people: Collection[Person]) -> list[Review]:
    """Return the review of each person, in their order."""
    # Of so many people, all rows are read: no statement may name them all.
    ids = [person.id for person in people] if len(people) <= MOST_NAMED else None
    away = absences.list_of_people(work.session, ids)
    known = repository.list_of_people(work.session, ids, work.today.year - YEARS_BACK)
    rules = read_rules()
    return [
        make_review(rules, person, known.get(person.id, []), away.get(person.id, []), work.today) for person in people
    ]


def make_review(rules: PdrRules, person: Person, known: Sequence[Pdr], away: Sequence[Absence], today: date) -> Review:
    """Return the review of a person from their PDRs, the newest first, and their absences in the order of time."""
    cycle = cycle_on(rules, person.service, today)
    pdr = next((one for one in known if one.state in OPEN), None)
    pdr = pdr or next((one for one in known if one.year == cycle.year), None)
    if pdr is not None:
        cycle = cycle_of(rules, person.service, pdr.year)
    is_complete = pdr is not None and pdr.state in rules.complete_states
    return Review(person, cycle, duty_of(rules, person, cycle, away, today), pdr, known, is_complete)
