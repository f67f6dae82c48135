"""What people do with inductions: say that a step is done, confirm it, move it, name who helps, ask to be reminded."""

from datetime import date

from api.acts import Act
from api.calendar.working_days import next_working_day
from api.errors import NotFoundError
from api.induction import repository
from api.induction.days import last_day, weekdays_of
from api.induction.errors import (
    ContactUnsuitableError,
    DayRefusedError,
    InductionOverError,
    KnownFromTrainingError,
    ManagersStepError,
    NotTakenBackError,
    ReminderOverError,
    StepDoneError,
    StepFixedError,
)
from api.induction.keeping import finish_when_complete
from api.induction.models import (
    Induction,
    InductionContact,
    InductionReminder,
    InductionState,
    InductionStep,
    StepState,
)
from api.induction.standing import completed_by
from api.people import repository as people
from api.people.relations import Relation, relations_of, require_relation
from api.retention.classes import Retention
from api.training.courses import repository as courses
from api.training.records.completing import complete_course
from contracts.induction_plans import By, Contact, Done, Step


def say_done(act: Act, step_id: str) -> InductionStep:
    """Note that the new starter says a step is done; what their word does not settle waits for who confirms it.

    Raises NotFoundError, InductionOverError, ManagersStepError.
    """
    row, step = require_step(act, step_id)
    _require_open(row.induction)
    if step.by is By.MANAGER:
        raise ManagersStepError
    if row.state == StepState.DONE:
        return row
    if step.done is Done.SAID:
        _finish(act, row)
    elif row.state == StepState.OPEN:
        row.state, row.said_on = StepState.SAID, act.today
        if step.done is Done.COURSE:
            _ask_training(act, row, str(step.how.course))
    return _save(act, row)


def confirm(act: Act, step_id: str) -> InductionStep:
    """Note that the manager says a step is done, theirs or the new starter's.

    Raises NotFoundError, InductionOverError, KnownFromTrainingError.
    """
    row, step = require_step(act, step_id)
    _require_open(row.induction)
    if step.done is Done.COURSE:
        raise KnownFromTrainingError
    if row.state != StepState.DONE:
        _finish(act, row)
    return _save(act, row)


def take_back(act: Act, step_id: str) -> InductionStep:
    """Open a step again for who said that it is done. Raises NotFoundError, NotTakenBackError, InductionOverError."""
    row, _ = require_step(act, step_id)
    induction = row.induction
    if induction.state == InductionState.ENDED:
        raise InductionOverError
    is_own_word = row.state == StepState.SAID and Relation.SELF in relations_of(act.me, induction.person)
    if not is_own_word and (row.state != StepState.DONE or row.done_by != act.me.id):
        raise NotTakenBackError
    row.state, row.said_on, row.done_on, row.done_by = StepState.OPEN, None, None, None
    induction.state, induction.finished_on = InductionState.OPEN, None
    act.session.flush()
    return row


def move_step(act: Act, step_id: str, day: date) -> InductionStep:
    """Put a step on another day, or the next one after it on which the person works.

    Raises NotFoundError, InductionOverError, ManagersStepError, StepDoneError, StepFixedError, DayRefusedError.
    """
    row, _ = _require_movable(act, step_id)
    induction = row.induction
    wanted = next_working_day(day, weekdays_of(induction.person))
    if not act.today <= wanted <= last_day(induction.started_on):
        raise DayRefusedError
    row.due_on, row.is_moved = wanted, True
    act.session.flush()
    return row


def swap_steps(act: Act, step_id: str, other_id: str) -> list[InductionStep]:
    """Give two steps of an induction each other's day. Raises what `move_step` does."""
    one, other = (_require_movable(act, id_)[0] for id_ in (step_id, other_id))
    if one.induction_id != other.induction_id:
        raise NotFoundError
    if min(one.due_on, other.due_on) < act.today:
        raise DayRefusedError
    one.due_on, other.due_on = other.due_on, one.due_on
    one.is_moved = other.is_moved = True
    act.session.flush()
    return [one, other]


def name_contact(act: Act, induction_id: str, kind: Contact, person_id: str) -> Induction:
    """Name a buddy, or whom to shadow: somebody of the manager's own team, or the manager. It fulfils their step.

    Raises NotFoundError, InductionOverError, ContactUnsuitableError.
    """
    induction = repository.find_induction(act.session, induction_id)
    if induction is None:
        raise NotFoundError
    require_relation(act.me, induction.person, act.may)
    _require_open(induction)
    contact = require_relation(
        act.me, people.get_person(act.session, person_id), frozenset({Relation.SELF, Relation.MANAGER})
    )
    if contact.id == induction.person_id:
        raise ContactUnsuitableError
    if contact.left_on and contact.left_on <= act.today:
        raise NotFoundError
    named = repository.find_contact(act.session, induction.id, kind)
    if named is None:
        named = InductionContact(id=act.new_id(), induction_id=induction.id, kind=kind)
    named.contact, named.contact_id, named.named_by, named.named_at = contact, contact.id, act.me.id, act.now
    repository.add_rows(act.session, [named])
    for row in induction.steps:
        step = act.plans.steps.get(row.step)
        if step and step.sets is kind and row.state != StepState.DONE:
            _finish(act, row)
            _save(act, row)
    return induction


def ask_reminder(act: Act, day: date, step_id: str | None) -> InductionReminder:
    """Keep that the person wants to be reminded, on a day or the next one after it on which they work.

    Asked twice, it is one. Raises NotFoundError, StepDoneError, DayRefusedError.
    """
    row = require_step(act, step_id)[0] if step_id else None
    if row and row.state == StepState.DONE:
        raise StepDoneError
    wanted = next_working_day(day, weekdays_of(act.me))
    if not act.today < wanted <= Retention.NOTIFICATIONS.expires_on(act.today):
        raise DayRefusedError
    same = repository.find_same_reminder(act.session, act.me.id, wanted, step_id)
    if same:
        return same
    reminder = InductionReminder(
        id=act.new_id(),
        person_id=act.me.id,
        step=row,
        step_id=step_id,
        remind_on=wanted,
        created_at=act.now,
        expires_on=Retention.NOTIFICATIONS.expires_on(wanted),
    )
    repository.add_rows(act.session, [reminder])
    return reminder


def cancel_reminder(act: Act, reminder_id: str) -> InductionReminder:
    """Take a reminder back. Raises NotFoundError, ReminderOverError."""
    reminder = repository.find_reminder(act.session, reminder_id)
    if reminder is None or reminder.person_id != act.me.id:
        raise NotFoundError
    if reminder.sent_at:
        raise ReminderOverError
    repository.delete_reminder(act.session, reminder)
    return reminder


def require_step(act: Act, step_id: str) -> tuple[InductionStep, Step]:
    """Return a step that the person may touch, and what the plans say of it. Raises NotFoundError."""
    row = repository.find_step(act.session, step_id)
    step = act.plans.steps.get(row.step) if row else None
    if row is None or step is None:
        raise NotFoundError
    require_relation(act.me, row.induction.person, act.may)
    return row, step


def _require_open(induction: Induction) -> None:
    if induction.state != InductionState.OPEN:
        raise InductionOverError


def _require_movable(act: Act, step_id: str) -> tuple[InductionStep, Step]:
    row, step = require_step(act, step_id)
    _require_open(row.induction)
    if step.by is By.MANAGER:
        raise ManagersStepError
    if row.state != StepState.OPEN:
        raise StepDoneError
    if step.fixed:
        raise StepFixedError
    return row, step


def _finish(act: Act, row: InductionStep) -> None:
    row.state, row.done_on, row.done_by = StepState.DONE, act.today, act.me.id


def _ask_training(act: Act, row: InductionStep, course_id: str) -> None:
    """Finish a step whose course the training record shows, or lets people record themselves."""
    person_id = row.induction.person_id
    done_on = completed_by(act, [person_id]).get((person_id, course_id))
    course = courses.find_course(act.session, course_id)
    if done_on is None and course and course.is_self_certified and course.is_active:
        done_on = complete_course(act, person_id, course, act.today).completed_on
    if done_on:
        row.state, row.done_on = StepState.DONE, done_on


def _save(act: Act, row: InductionStep) -> InductionStep:
    finish_when_complete(act, row.induction, completed_by(act, [row.induction.person_id]))
    act.session.flush()
    return row
