"""Invents how the people of the demo stand with their PDRs, the same for each seed and day. Knows no database."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from api.calendar.working_days import is_working_day, next_working_day
from api.pdr.cycles import Cycle, cycle_of, cycle_on
from api.pdr.rules import PdrRules
from api.pdr.states import State
from api.people.models import Person
from contracts.yaml_files import read_yaml

SEED = 2026
# Some people hold all of theirs and some hardly any: the standard deviation within a service, of 100.
SPREAD = 6
AGREED_AFTER = timedelta(days=10)


class Part(BaseModel):
    """A piece of the file."""

    model_config = ConfigDict(extra="forbid")


class Team(Part):
    """Who else reports to somebody of the demo."""

    manager: str
    size: int
    services: list[str]
    first_names: list[str]
    last_names: list[str]


class Reviews(Part):
    """What `demo/pdrs.yml` says."""

    services: dict[str, int]
    booked_percent: int
    held_percent: int
    away_percent: int
    training_less: float
    team: Team
    people: dict[str, State]
    of_team: list[State]


@dataclass(frozen=True, slots=True)
class Inventor:
    """Invents for one day."""

    reviews: Reviews
    rules: PdrRules
    today: date
    chance: random.Random

    def invent(self, person: Person, named: State | None) -> Iterator[dict[str, Any]]:
        """Yield the PDRs of a person as rows: of the cycle that runs, and of the one before."""
        cycle = cycle_on(self.rules, person.service, self.today)
        before = cycle_of(self.rules, person.service, cycle.year - 1)
        if person.started_on < before.starts_on and self.chance.random() * 100 < self._share_of(person):
            yield self._row(person, before, State.AGREED, self._day_between(before.starts_on, before.due_on))
        state = named or self._draw(person, cycle)
        if state is not State.DUE and person.started_on < cycle.starts_on:
            yield self._row(person, cycle, state, self._day_between(cycle.starts_on, self.today))

    def away(self, person: Person) -> dict[str, Any] | None:
        """Return a long absence of a person as a row; most have none."""
        if self.chance.random() * 100 >= self.reviews.away_percent:
            return None
        first_on = self.today - timedelta(days=self.chance.randint(35, 150))
        last_on = self.today + timedelta(days=self.chance.randint(5, 60)) if self.chance.random() < 0.5 else None
        return {"id": self._id(), "person_id": person.id, "first_on": first_on, "last_on": last_on}

    def _share_of(self, person: Person) -> float:
        return self.reviews.services.get(person.service, 0) + self.chance.gauss(0, SPREAD)

    def _draw(self, person: Person, cycle: Cycle) -> State:
        """Return where a PDR is: at the beginning of a cycle few are done."""
        gone = (self.today - cycle.starts_on).days / (cycle.due_on - cycle.starts_on).days
        if self.chance.random() * 100 < self._share_of(person) * min(1.0, gone):
            return State.AGREED
        drawn = self.chance.random() * 100
        if drawn < self.reviews.booked_percent:
            return State.BOOKED
        return State.HELD if drawn < self.reviews.booked_percent + self.reviews.held_percent else State.DUE

    def _row(self, person: Person, cycle: Cycle, state: State, day: date) -> dict[str, Any]:
        is_booked = state is State.BOOKED
        starts_at = self._meeting() if is_booked else None
        recorded_at = datetime.combine(day, time(15), UTC) + timedelta(days=1)
        if state is State.AGREED and recorded_at.date() + AGREED_AFTER > self.today:
            # What was recorded lately waits for the person's word.
            state = State.RECORDED if recorded_at.date() < self.today else State.HELD
        is_recorded = state in (State.RECORDED, State.AGREED)
        return {
            "id": self._id(),
            "person_id": person.id,
            "year": cycle.year,
            "state": state,
            "sequence": 1,
            "starts_at": starts_at,
            "ends_at": starts_at + timedelta(hours=1) if starts_at else None,
            "booked_at": datetime.combine(self.today, time(9), UTC) - timedelta(days=9) if is_booked else None,
            "place": person.base if is_booked else None,
            "manager_id": person.manager_id,
            "held_on": None if is_booked else day,
            "recorded_at": recorded_at if is_recorded else None,
            "agreed_at": recorded_at + timedelta(days=2) if state is State.AGREED else None,
            "needs": [],
        }

    def _meeting(self) -> datetime:
        day = next_working_day(self.today + timedelta(days=self.chance.randint(3, 40)))
        return datetime.combine(day, time(self.chance.randint(9, 15)), UTC)

    def _day_between(self, first: date, last: date) -> date:
        day = first + timedelta(days=self.chance.randint(0, max(0, (last - first).days - 2)))
        while not is_working_day(day) and day > first:
            day -= timedelta(days=1)
        return day

    def _id(self) -> str:
        return f"{self.chance.getrandbits(128):032x}"


def read_reviews(path: Path) -> Reviews:
    """Return what to invent. Raises OSError, yaml.YAMLError or ValidationError."""
    return Reviews.model_validate(read_yaml(path))


def choose_team(reviews: Reviews, people: Sequence[Person], managers: set[str]) -> list[Person]:
    """Return who else reports to the manager of the demo, by name: nobody who has a team, or can sign in."""
    wanted = reviews.team
    found: dict[str, Person] = {}
    for person in sorted(people, key=lambda person: (person.name, person.id)):
        last_name = person.name.removeprefix(f"{person.first_name} ")
        is_named = person.first_name in wanted.first_names and last_name in wanted.last_names
        is_free = person.id not in managers and person.id not in reviews.people
        if is_named and is_free and person.service in wanted.services:
            found.setdefault(person.first_name, person)
    return list(found.values())[: wanted.size]


def invent_pdrs(
    reviews: Reviews, rules: PdrRules, people: Sequence[Person], named: Mapping[str, State], today: date
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Return everybody's PDRs and long absences, as rows. `named`: where the PDRs of some people are."""
    inventor = Inventor(reviews, rules, today, random.Random(SEED))  # noqa: S311 the same every time is wanted
    pdrs: list[dict[str, Any]] = []
    absences: list[dict[str, Any]] = []
    for person in sorted(people, key=lambda person: person.id):
        pdrs += inventor.invent(person, named.get(person.id))
        away = None if person.id in named else inventor.away(person)
        absences += [away] if away else []
    return pdrs, absences
