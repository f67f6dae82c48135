"""Inductions that wait for a manager: what they do themselves, and what they are to confirm."""

from collections.abc import Iterator
from datetime import timedelta

from api.acts import Act
from api.induction import repository
from api.induction.models import Induction, StepState
from api.induction.standing import Standing, completed_by, stand_of
from api.needs.need import Need, NeedKind
from api.people import repository as people
from contracts.induction_plans import By, Done

# As far ahead as the week's message to a manager looks.
AHEAD = timedelta(days=7)


def gather_inductions(act: Act) -> Iterator[Need]:
    """Yield each step that a manager does within a week or is late with, and each that a new starter says is done."""
    team = [person.id for person in people.list_reports(act.session, act.me.id, act.today)]
    inductions = repository.list_of_people(act.session, team, only_open=True)
    completed = completed_by(act, team)
    for induction in inductions:
        for one in stand_of(act.plans, induction, completed, act.today):
            yield from _of_step(act, induction, one)


def _of_step(act: Act, induction: Induction, one: Standing) -> Iterator[Need]:
    if one.state is StepState.DONE:
        return
    if one.state is StepState.SAID and one.step.done is Done.MANAGER and one.row.said_on:
        yield Need(NeedKind.CONFIRM_STEP, induction.person, one.row.said_on, one.step.title)
    elif one.step.by is By.MANAGER and one.row.due_on <= act.today + AHEAD:
        kind = NeedKind.NAME_CONTACT if one.step.sets else NeedKind.DO_STEP
        yield Need(kind, induction.person, one.row.due_on, one.step.title, is_late=one.is_late)
