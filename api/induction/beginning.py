"""Begins inductions: for who starts, and for who begins another role. Knows no night."""

from datetime import date

from api.acts import Work
from api.induction import repository
from api.induction.days import due_on, week_of
from api.induction.models import Cause, Induction, InductionState, InductionStep, StepState
from api.people.models import Person
from api.retention.classes import Retention
from contracts.induction_plans import Applies


def plans_for(work: Work, person: Person, *, is_manager: bool) -> list[str]:
    """Return the ids of the plans that are for a person as they are now."""
    return [id_ for id_, plan in work.plans.plans.items() if _applies(plan.applies, person, is_manager=is_manager)]


def begin(work: Work, person: Person, cause: Cause, started_on: date, *, is_manager: bool) -> Induction:
    """Begin an induction. A new role takes over what is left of one that was open."""
    induction = Induction(
        id=work.new_id(),
        person=person,
        person_id=person.id,
        cause=cause,
        started_on=started_on,
        plans=[],
        state=InductionState.OPEN,
        created_at=work.now,
        steps=[],
        expires_on=Retention.INDUCTION.expires_on(max(started_on, work.today)),
    )
    repository.add_rows(work.session, [induction])
    for plan_id in plans_for(work, person, is_manager=is_manager):
        add_plan(work, induction, plan_id, started_on)
    if cause is Cause.ROLE:
        for former in repository.list_of_people(work.session, [person.id], only_open=True):
            if former.id != induction.id:
                _take_over(work, former, induction)
    return induction


def add_plan(work: Work, induction: Induction, plan_id: str, counted_from: date) -> None:
    """Add the steps of a plan that are for the person, with their days counted from a day."""
    person, cause = induction.person, induction.cause
    for step in work.plans.plans[plan_id].steps_for(person.job, is_again=cause == Cause.ROLE):
        row = InductionStep(
            id=work.new_id(),
            step=step.id,
            due_on=due_on(person, counted_from, step.day, cause),
            is_moved=False,
            state=StepState.OPEN,
        )
        induction.steps.append(row)
    induction.plans = [*induction.plans, plan_id]
    work.session.flush()


def _take_over(work: Work, former: Induction, induction: Induction) -> None:
    """Move what is not done of plans that still apply, and end the former induction."""
    taken = {row.step for row in induction.steps}
    for row in list(former.steps):
        applies = work.plans.plan_of.get(row.step) in induction.plans
        if row.state != StepState.DONE and applies and row.step not in taken:
            former.steps.remove(row)
            induction.steps.append(row)
    former.state, former.finished_on = InductionState.ENDED, work.today
    work.session.flush()
    # Who heard of this week already hears of the new role on the next Monday: once a week is enough.
    repository.hand_on_told(work.session, former.id, induction.id, week_of(work.today))


def _applies(applies: Applies, person: Person, *, is_manager: bool) -> bool:
    return (
        applies.everyone
        or (applies.managers and is_manager)
        or (applies.no_mailbox and not person.email)
        or person.service in applies.services
    )
