"""Tells new starters of their week, managers of what waits for them, and whoever asked to be reminded.

Each is told once a week, on the first day of it on which they are at work; nobody is told what is done by then.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from api.acts import LONDON, Work
from api.calendar.working_days import is_working_day
from api.induction import repository
from api.induction.composing import manager_values, reminder_values, week_values
from api.induction.days import AHEAD_DAYS, LED_DAYS, is_at_work, telling_day, week_of
from api.induction.models import Induction, InductionReminder, InductionTold, StepState, ToldKind
from api.induction.standing import Completed, completed_by, stand_of
from api.notifications.quiet_hours import CLOSES, OPENS
from api.notifications.teams.repository import has_refused
from api.notifications.topics import Topic
from api.notifications.writing import Kind, notify
from api.people.models import Person
from api.retention.classes import Retention


def is_time_to_tell(work: Work) -> bool:
    """Return whether people are at work."""
    return is_working_day(work.today) and OPENS <= work.now.astimezone(LONDON).time() < CLOSES


def tell_starters(work: Work, after: str, limit: int) -> str | None:
    """Tell new starters of their week, from an id on; return the last id, or None when there were none."""
    monday = week_of(work.today)
    since = work.today - timedelta(days=LED_DAYS)
    found = repository.list_untold(work.session, ToldKind.STARTER, monday, since, work.today, work.today, after, limit)
    completed = completed_by(work, [induction.person_id for induction in found])
    for induction in found:
        if _is_day(work, induction.person, max(monday, induction.started_on), monday):
            _note(work, induction, ToldKind.STARTER, monday)
            _tell_starter(work, induction, completed, monday)
    return found[-1].id if found else None


def tell_managers(work: Work, after: str, limit: int) -> str | None:
    """Tell managers what waits for them, from an id on; return the last id, or None when there were none."""
    monday = week_of(work.today)
    since, until = work.today - timedelta(days=LED_DAYS), work.today + timedelta(days=AHEAD_DAYS)
    found = repository.list_untold(work.session, ToldKind.MANAGER, monday, since, until, work.today, after, limit)
    managers = repository.get_people(
        work.session, sorted({str(one.person.manager_id) for one in found if one.person.manager_id})
    )
    completed = completed_by(work, [induction.person_id for induction in found])
    for induction in found:
        manager = managers.get(str(induction.person.manager_id))
        if manager and not _has_left(work, manager) and _is_day(work, manager, monday, monday):
            _note(work, induction, ToldKind.MANAGER, monday)
            _tell_manager(work, induction, manager, completed, monday)
    return found[-1].id if found else None


def send_reminders(work: Work, limit: int) -> int:
    """Send what people asked to be reminded of; return how many reminders there were."""
    found = repository.list_due_reminders(work.session, work.today, limit)
    people = repository.get_people(work.session, sorted({reminder.person_id for reminder in found}))
    completed = completed_by(work, sorted(people))
    for reminder in found:
        reminder.sent_at = work.now
        person = people[reminder.person_id]
        if not _has_left(work, person):
            _remind(work, reminder, person, completed)
    work.session.flush()
    return len(found)


def _tell_starter(work: Work, induction: Induction, completed: Completed, monday: date) -> None:
    standings = list(stand_of(work.plans, induction, completed, work.today))
    values = week_values(standings, monday)
    if values and not has_refused(work.session, induction.person_id, Topic.REMINDERS):
        notify(work, induction.person, Kind.INDUCTION_WEEK, values, about=induction.id)


def _tell_manager(work: Work, induction: Induction, manager: Person, completed: Completed, monday: date) -> None:
    standings = list(stand_of(work.plans, induction, completed, work.today))
    values = manager_values(standings, induction.person, monday)
    if values and not has_refused(work.session, manager.id, Topic.REMINDERS):
        notify(work, manager, Kind.INDUCTION_MANAGER, values, about=induction.id)


def _remind(work: Work, reminder: InductionReminder, person: Person, completed: Completed) -> None:
    """Send a reminder, unless it is done by now. Who asked for it wants it, whatever they said of reminders."""
    inductions = repository.list_of_people(work.session, [person.id], only_open=True)
    standings = [one for induction in inductions for one in stand_of(work.plans, induction, completed, work.today)]
    # In a new role the same step may have begun again: it is the one that is open.
    about = reminder.step.step if reminder.step else None
    wanted = [one for one in standings if about in (None, one.row.step) and one.state is StepState.OPEN]
    values = reminder_values(wanted, of_one=reminder.step_id is not None)
    if values:
        notify(work, person, Kind.INDUCTION_REMINDER, values, about=reminder.id)


def _is_day(work: Work, person: Person, not_before: date, monday: date) -> bool:
    """Return whether today is the first day of the week on which somebody is at work, or a later one of these."""
    day = telling_day(person, monday, not_before)
    return day is not None and day <= work.today and is_at_work(person, work.today)


def _note(work: Work, induction: Induction, kind: ToldKind, monday: date) -> None:
    told = InductionTold(
        id=work.new_id(),
        induction_id=induction.id,
        kind=kind,
        week_of=monday,
        told_at=work.now,
        expires_on=Retention.NOTIFICATIONS.expires_on(work.today),
    )
    rows: Sequence[InductionTold] = [told]
    repository.add_rows(work.session, rows)


def _has_left(work: Work, person: Person) -> bool:
    return person.left_on is not None and person.left_on <= work.today
