"""Begins the inductions of the demo, so that there is one to look at on any day; for development only."""

from datetime import timedelta
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter

from api.acts import Work
from api.induction import repository
from api.induction.beginning import begin
from api.induction.days import last_day
from api.induction.models import Cause, Induction, InductionState, StepState
from api.people import repository as people
from api.people.models import Person
from contracts.yaml_files import read_yaml


class DemoInduction(BaseModel):
    """One entry of `demo/induction.yml`."""

    model_config = ConfigDict(extra="forbid")

    person: str
    started_days_ago: int
    done: list[str]
    said: list[str]


def seed_inductions(work: Work, people_file: Path) -> None:
    """Begin what is not under way; the file lies beside that of the demo people. One that is keeps its first day."""
    path = people_file.with_name("induction.yml")
    if not path.is_file():
        return
    for entry in TypeAdapter(list[DemoInduction]).validate_python(read_yaml(path)):
        person = people.get_person(work.session, entry.person)
        if person is not None:
            _seed(work, person, entry)
    work.session.flush()


def _seed(work: Work, person: Person, entry: DemoInduction) -> None:
    for former in repository.list_of_people(work.session, [person.id], only_open=False):
        if work.today <= last_day(former.started_on):
            person.started_on = former.started_on
            return
        if former.state == InductionState.OPEN:
            former.state, former.finished_on = InductionState.ENDED, work.today
    person.started_on = work.today - timedelta(days=entry.started_days_ago)
    is_manager = people.has_reports(work.session, person.id)
    _note(work, begin(work, person, Cause.START, person.started_on, is_manager=is_manager), entry)


def _note(work: Work, induction: Induction, entry: DemoInduction) -> None:
    for row in induction.steps:
        if row.step in entry.done:
            row.state, row.done_on, row.done_by = StepState.DONE, work.today, induction.person_id
        elif row.step in entry.said:
            row.state, row.said_on = StepState.SAID, work.today
