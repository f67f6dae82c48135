"""How it stands with people's PDRs today: the row that counts, its cycle, and by when it is due. Changes nothing."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from api.acts import Work
from api.pdr import repository
from api.pdr.cycles import Cycle, Duty, cycle_of, cycle_on, duty_of
from api.pdr.models import Pdr
from api.pdr.rules import PdrRules, read_rules
from api.pdr.states import UNDER_WAY, State
from api.people.absences import repository as absences
from api.people.absences.models import Absence
from api.people.models import Person

# Before the last cycle nothing is under way any more.
YEARS_BACK = 2
MOST_NAMED = 500


@dataclass(frozen=True, slots=True)
class Running:
    """The PDR of the cycle that runs, whatever else is under way. `pdr`: none while nothing was done about it."""

    cycle: Cycle
    duty: Duty
    pdr: Pdr | None
    is_complete: bool

    @property
    def is_open(self) -> bool:
        """Whether it has to be complete and is not."""
        return self.duty.counts and not self.is_complete


@dataclass(frozen=True, slots=True)
class Review:
    """One person's PDR. `pdr`: none while nothing was done about it; `earlier`: all of their PDRs, the newest first."""

    person: Person
    cycle: Cycle
    duty: Duty
    pdr: Pdr | None
    earlier: Sequence[Pdr]
    is_complete: bool
    running: Running

    @property
    def state(self) -> State:
        """Where the PDR is."""
        return State(self.pdr.state) if self.pdr else State.DUE

    @property
    def unanswered(self) -> Pdr | None:
        """The record that waits for the person's word, of whatever year."""
        return _first(self.earlier, (State.RECORDED,))

    @property
    def due_on(self) -> date | None:
        """The last day by which it has to be complete; none: in this cycle none is due."""
        return self.duty.due_on

    def is_late(self, today: date) -> bool:
        """Return whether it should be complete by now."""
        return self.duty.counts and not self.is_complete and self.duty.due_on is not None and self.duty.due_on < today


def review_of_oneself(work: Work, person: Person) -> Review:
    """Return one's own review: while nothing is under way, it is about the record that waits for one's word."""
    review = reviews_of(work, [person])[0]
    if review.unanswered is None or review.state in UNDER_WAY:
        return review
    away = absences.list_of_people(work.session, [person.id])[person.id]
    return _review_of(read_rules(), review, review.unanswered, away, work.today)


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
    """Return the review of a person from their PDRs, the newest first, and their absences in the order of time.

    What was recorded of an earlier cycle is complete: it keeps nobody from the PDR of the cycle that runs.
    """
    cycle = cycle_on(rules, person.service, today)
    own = next((one for one in known if one.year == cycle.year), None)
    running = Running(cycle, duty_of(rules, person, cycle, away, today), own, _is_complete(rules, own))
    review = Review(person, cycle, running.duty, own, known, running.is_complete, running)
    pdr = _first(known, UNDER_WAY)
    return review if pdr is None or pdr is own else _review_of(rules, review, pdr, away, today)


def _review_of(rules: PdrRules, review: Review, pdr: Pdr, away: Sequence[Absence], today: date) -> Review:
    """Return the same review about another PDR."""
    cycle = cycle_of(rules, review.person.service, pdr.year)
    duty = duty_of(rules, review.person, cycle, away, today)
    return replace(review, cycle=cycle, duty=duty, pdr=pdr, is_complete=_is_complete(rules, pdr))


def _first(known: Sequence[Pdr], states: Sequence[State]) -> Pdr | None:
    return next((one for state in states for one in known if one.state == state), None)


def _is_complete(rules: PdrRules, pdr: Pdr | None) -> bool:
    return pdr is not None and pdr.state in rules.complete_states
