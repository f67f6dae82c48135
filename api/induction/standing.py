"""How the steps of inductions stand: what is stored, and what the training record shows by now. Changes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from api.acts import Work
from api.induction.models import Induction, InductionState, InductionStep, StepState
from api.training.records.models import Completion
from api.training.records.repository import list_completions
from contracts.induction_plans import By, Done, Plans, Step

# By person and course: the first day on which it was completed in a way that counts today.
Completed = dict[tuple[str, str], date]


@dataclass(frozen=True, slots=True)
class Standing:
    """One step as it is on a day."""

    row: InductionStep
    step: Step
    state: StepState
    done_on: date | None
    is_late: bool


def completed_by(work: Work, person_ids: Sequence[str]) -> Completed:
    """Return what several people completed that counts today."""
    found: Completed = {}
    for completion in list_completions(work.session, person_ids):
        if counts(completion, work.today):
            found.setdefault((completion.person_id, completion.course_id), completion.completed_on)
    return found


def counts(completion: Completion, today: date) -> bool:
    """Return whether a completion counts on a day."""
    return completion.valid_until is None or completion.valid_until >= today


def stand_of(plans: Plans, induction: Induction, completed: Completed, today: date) -> Iterator[Standing]:
    """Yield the steps of an induction, by their days. What no plan has any more is left out."""
    for row in sorted(induction.steps, key=lambda row: (row.due_on, row.step)):
        step = plans.steps.get(row.step)
        if step is None:
            continue
        state, done_on = StepState(row.state), row.done_on
        if state is not StepState.DONE and step.done is Done.COURSE:
            done_on = completed.get((induction.person_id, str(step.how.course)))
            state = StepState.DONE if done_on else state
        is_led = induction.state == InductionState.OPEN
        is_late = is_led and state is StepState.OPEN and row.due_on < today
        yield Standing(row, step, state, done_on, is_late)


def is_complete(standings: Iterable[Standing]) -> bool:
    """Return whether every step is done."""
    return all(one.state is StepState.DONE for one in standings)


def by_who(standings: Iterable[Standing]) -> dict[By, list[Standing]]:
    """Return the steps of the new starter, and those of the manager."""
    found: dict[By, list[Standing]] = defaultdict(list)
    for one in standings:
        found[one.step.by].append(one)
    return found
