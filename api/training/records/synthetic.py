"""Invents what the people of the demo completed, the same for each seed and day. Knows no database."""

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from api.people.models import Person
from api.training.courses.models import Audience, Course
from api.training.records.completing import add_months
from contracts.yaml_files import read_yaml

SEED = 2026
FULL_WEEK = 5
# Some people do all of it and some hardly any: the standard deviation within a service, of 100 courses.
SPREAD = 12
LONGEST_AGO = timedelta(days=5 * 365)
LONGEST_RUN_OUT = 200


class Named(BaseModel):
    """What one person has not done. `run_out`: it was done, too long ago."""

    model_config = ConfigDict(extra="forbid")

    never: list[str] = []
    run_out: list[str] = []


class Training(BaseModel):
    """What `demo/completions.yml` says."""

    model_config = ConfigDict(extra="forbid")

    services: dict[str, int]
    part_time_less: int
    run_out_percent: int
    people: dict[str, Named]


@dataclass(frozen=True, slots=True)
class Inventor:
    """Invents for one day. `recorder`: who records what people cannot record themselves."""

    training: Training
    recorder: str
    today: date
    chance: random.Random

    def invent(self, person: Person, courses: Sequence[Course]) -> Iterator[dict[str, Any]]:
        """Yield what a person completed of the courses that they must do, as rows."""
        named = self.training.people.get(person.id)
        share = self._share_of(person)
        for course in courses:
            state = self._state_of(named, course) if named else self._draw(person, course, share)
            day = self._day_of(person, course, is_run_out=state == "run out")
            if state != "never" and day is not None:
                yield self._row(person, course, day)

    def _share_of(self, person: Person) -> float:
        less = self.training.part_time_less if len(person.working_days) < FULL_WEEK else 0
        return self.training.services.get(person.service, 0) - less + self.chance.gauss(0, SPREAD)

    def _state_of(self, named: Named, course: Course) -> str:
        return "never" if course.id in named.never else "run out" if course.id in named.run_out else "done"

    def _draw(self, person: Person, course: Course, share: float) -> str:
        """Return how it stands with a course: who began here a short while ago has done less."""
        begun = min(1.0, (self.today - person.started_on).days / (course.due_days or 1))
        if self.chance.random() * 100 < share * begun:
            return "done"
        return "run out" if self.chance.random() * 100 < self.training.run_out_percent else "never"

    def _day_of(self, person: Person, course: Course, *, is_run_out: bool) -> date | None:
        """Return a day on which the course was completed; none when there was no such day for them."""
        valid_from = add_months(self.today, -course.valid_months) if course.valid_months else self.today - LONGEST_AGO
        if is_run_out:
            day = valid_from - timedelta(days=self.chance.randint(1, LONGEST_RUN_OUT))
            return day if course.valid_months and day >= person.started_on else None
        first = max(person.started_on, valid_from + timedelta(days=1))
        return first + timedelta(days=self.chance.randint(0, max(0, (self.today - first).days)))

    def _row(self, person: Person, course: Course, day: date) -> dict[str, Any]:
        return {
            "id": f"{self.chance.getrandbits(128):032x}",
            "person_id": person.id,
            "course_id": course.id,
            "booking_id": None,
            "recorded_by": person.id if course.is_self_certified else self.recorder,
            "completed_on": day,
            "valid_until": add_months(day, course.valid_months) if course.valid_months else None,
        }


def read_training(path: Path) -> Training:
    """Return what to invent. Raises OSError, yaml.YAMLError or ValidationError."""
    return Training.model_validate(read_yaml(path))


def invent_completions(
    training: Training,
    people: Sequence[Person],
    manager_ids: Collection[str],
    courses: Sequence[Course],
    recorder: str,
    today: date,
) -> list[dict[str, Any]]:
    """Return what everybody completed of what they must do, as rows."""
    inventor = Inventor(training, recorder, today, random.Random(SEED))  # noqa: S311 the same every time is wanted
    for_all = [course for course in courses if course.mandatory_for == Audience.EVERYONE]
    for_managers = [course for course in courses if course.mandatory_for == Audience.MANAGERS]
    return [
        row
        for person in sorted(people, key=lambda person: person.id)
        for row in inventor.invent(person, [*for_all, *(for_managers if person.id in manager_ids else ())])
    ]
