"""Keeps inductions up to date: who starts or has a new role gets one, and each follows directory and training."""

from collections.abc import Sequence
from datetime import timedelta

from api.acts import Work
from api.induction import repository
from api.induction.beginning import add_plan, begin, plans_for
from api.induction.days import AHEAD_DAYS, LED_DAYS, due_on, last_day
from api.induction.models import Cause, Induction, InductionState, StepState
from api.induction.standing import Completed, completed_by, is_complete, stand_of


def begin_due(work: Work, limit: int) -> int:
    """Begin inductions that are due, no more than so many; return how many there were."""
    since = work.today - timedelta(days=LED_DAYS)
    ahead = work.today + timedelta(days=AHEAD_DAYS)
    starters = repository.list_starters(work.session, since, ahead, work.today, limit)
    changes = repository.list_role_changes(work.session, since, work.today, limit - len(starters))
    ids = [person.id for person in (*starters, *changes)]
    managers = repository.managers_among(work.session, ids, work.today)
    for person in starters:
        begin(work, person, Cause.START, person.started_on, is_manager=person.id in managers)
    for person in changes:
        if person.role_since:
            begin(work, person, Cause.ROLE, person.role_since, is_manager=person.id in managers)
    return len(ids)


def keep_open(work: Work, after: str, limit: int) -> str | None:
    """Bring open inductions up to date, from an id on; return the last id, or None when there were none."""
    found = repository.list_open(work.session, after, limit)
    if not found:
        return None
    ids = [induction.person_id for induction in found]
    completed = completed_by(work, ids)
    managers = repository.managers_among(work.session, ids, work.today)
    for induction in found:
        _keep(work, induction, completed, is_manager=induction.person_id in managers)
    work.session.flush()
    return found[-1].id


def finish_when_complete(work: Work, induction: Induction, completed: Completed) -> None:
    """Note that an induction is complete, when nothing of it is left."""
    if is_complete(stand_of(work.plans, induction, completed, work.today)):
        induction.state, induction.finished_on = InductionState.COMPLETE, work.today


def _keep(work: Work, induction: Induction, completed: Completed, *, is_manager: bool) -> None:
    person = induction.person
    if person.left_on and person.left_on <= work.today:
        induction.state, induction.finished_on = InductionState.ENDED, work.today
        return
    if induction.cause == Cause.START and induction.started_on != person.started_on:
        _put_off(work, induction)
    if work.today <= last_day(induction.started_on):
        for plan_id in _new_plans(work, induction, is_manager=is_manager):
            add_plan(work, induction, plan_id, max(induction.started_on, work.today))
    _note_completions(work, induction, completed)
    finish_when_complete(work, induction, completed)


def _put_off(work: Work, induction: Induction) -> None:
    """Count the days anew from another first day, but for what is done or was moved."""
    person = induction.person
    induction.started_on = person.started_on
    for row in induction.steps:
        step = work.plans.steps.get(row.step)
        if step and row.state != StepState.DONE and not row.is_moved:
            row.due_on = due_on(person, person.started_on, step.day, induction.cause)


def _new_plans(work: Work, induction: Induction, *, is_manager: bool) -> Sequence[str]:
    """Return plans that apply by now and did not before, such as when somebody is given a team."""
    return [id_ for id_ in plans_for(work, induction.person, is_manager=is_manager) if id_ not in induction.plans]


def _note_completions(work: Work, induction: Induction, completed: Completed) -> None:
    for one in stand_of(work.plans, induction, completed, work.today):
        if one.state is StepState.DONE and one.row.state != StepState.DONE:
            one.row.state, one.row.done_on = StepState.DONE, one.done_on
