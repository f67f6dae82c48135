"""Inductions as the API shows them. Changes nothing."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from api.acts import Act
from api.induction import repository
from api.induction.days import last_day
from api.induction.models import Cause, Induction, InductionReminder, InductionState, InductionStep
from api.induction.standing import Completed, Standing, completed_by, stand_of
from api.induction.views import (
    ContactView,
    CourseStepView,
    HowView,
    InductionsView,
    InductionView,
    ReminderView,
    StepView,
)
from api.people import repository as people
from api.people.models import Person
from api.people.service import require_person, summarise
from api.training.bookings import repository as bookings
from api.training.courses import repository as courses
from api.training.courses.models import Course, CourseKind
from contracts.induction_plans import Contact


@dataclass(frozen=True, slots=True)
class Known:
    """What is read once for several inductions."""

    completed: Completed
    booked: Mapping[tuple[str, str], datetime]
    courses: Mapping[str, Course]
    people: Mapping[str, Person]
    contacts: Mapping[str, list[ContactView]]


def show_inductions(act: Act, person_id: str) -> InductionsView:
    """Return a person's inductions, the latest first; none for who began long ago. Raises NotFoundError."""
    person = require_person(act.session, act.me, person_id, act.may)
    found = repository.list_of_people(act.session, [person.id], only_open=False)
    return _show_all(act, found)


def show_team_inductions(act: Act) -> InductionsView:
    """Return the open inductions of who reports to the person now."""
    team = people.list_reports(act.session, act.me.id, act.today)
    return _show_all(act, repository.list_of_people(act.session, [person.id for person in team], only_open=True))


def show_induction(act: Act, induction: Induction) -> InductionView:
    """Return one induction."""
    return _show_all(act, [induction]).items[0]


def show_step(act: Act, row: InductionStep) -> StepView:
    """Return one step."""
    known = _learn(act, [row.induction])
    one = next(one for one in stand_of(act.plans, row.induction, known.completed, act.today) if one.row.id == row.id)
    return _show_step(act, one, known)


def show_reminder(act: Act, reminder: InductionReminder) -> ReminderView:
    """Return a reminder that was asked for."""
    step = act.plans.steps.get(reminder.step.step) if reminder.step else None
    return ReminderView(
        id=reminder.id,
        remind_on=reminder.remind_on,
        step_id=reminder.step_id,
        title=step.title if step else None,
    )


def _show_all(act: Act, inductions: Sequence[Induction]) -> InductionsView:
    known = _learn(act, inductions)
    return InductionsView(items=[_show(act, induction, known) for induction in inductions])


def _learn(act: Act, inductions: Sequence[Induction]) -> Known:
    ids = sorted({induction.person_id for induction in inductions})
    managers = {str(induction.person.manager_id) for induction in inductions if induction.person.manager_id}
    contacts: dict[str, list[ContactView]] = defaultdict(list)
    for named in repository.list_contacts(act.session, [induction.id for induction in inductions]):
        if named.contact.left_on is None or named.contact.left_on > act.today:
            view = ContactView(kind=Contact(named.kind), person=summarise(named.contact))
            contacts[named.induction_id].append(view)
    booked = {
        (booking.person_id, booking.course_id): booking.session.starts_at
        for booking in bookings.list_live_of_people(act.session, ids, act.now)
    }
    named_courses = {str(step.how.course) for step in act.plans.steps.values() if step.how.course}
    catalogue = courses.get_courses(act.session, sorted(named_courses))
    everybody = repository.get_people(act.session, sorted(managers))
    return Known(completed_by(act, ids), booked, catalogue, everybody, contacts)


def _show(act: Act, induction: Induction, known: Known) -> InductionView:
    manager = known.people.get(str(induction.person.manager_id))
    return InductionView(
        id=induction.id,
        person=summarise(induction.person),
        cause=Cause(induction.cause),
        started_on=induction.started_on,
        ends_on=last_day(induction.started_on),
        state=InductionState(induction.state),
        manager=summarise(manager) if manager else None,
        contacts=known.contacts.get(induction.id, []),
        steps=[_show_step(act, one, known) for one in stand_of(act.plans, induction, known.completed, act.today)],
    )


def _show_step(act: Act, one: Standing, known: Known) -> StepView:
    row, step = one.row, one.step
    return StepView(
        id=row.id,
        step=step.id,
        title=step.title,
        names=list(step.names),
        plan=act.plans.plans[act.plans.plan_of[step.id]].title,
        by=step.by,
        done_when=step.done,
        due_on=row.due_on,
        state=one.state,
        is_late=one.is_late,
        is_moved=row.is_moved,
        is_fixed=step.fixed,
        said_on=row.said_on,
        done_on=one.done_on,
        why=step.why,
        how=HowView(
            words=step.how.words,
            article=step.how.article,
            course=_show_course(one, known),
            link=step.how.link,
            person=step.how.person,
        ),
    )


def _show_course(one: Standing, known: Known) -> CourseStepView | None:
    course = known.courses.get(str(one.step.how.course))
    if course is None or not course.is_active:
        return None
    booked_at = known.booked.get((one.row.induction.person_id, course.id))
    return CourseStepView(
        id=course.id, title=course.title, kind=CourseKind(course.kind), link=course.link, booked_at=booked_at
    )
