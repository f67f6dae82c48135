"""Records that somebody completed a course, and until when that counts."""

import calendar
from datetime import date

from api.acts import Act
from api.errors import InvalidRequestError
from api.people.relations import Relation, relations_of
from api.people.service import require_person
from api.training.courses.models import Course, CourseKind
from api.training.courses.service import require_course
from api.training.errors import NotBookableError, NotSelfCertifiedError
from api.training.records import repository
from api.training.records.models import Completion
from api.training.records.views import CompletionBody


def record_completion(act: Act, body: CompletionBody) -> Completion:
    """Record an eLearning course as completed; people do it themselves where the course allows it.

    Raises NotFoundError, InvalidRequestError for a day to come, or a TrainingError.
    """
    person = require_person(act.session, act.me, body.person_id, act.may)
    course = require_course(act, body.course_id)
    is_learning = Relation.LEARNING in relations_of(act.me, person)
    if course.kind == CourseKind.INTEREST or (course.kind == CourseKind.DATED and not is_learning):
        raise NotBookableError
    if not course.is_self_certified and not is_learning:
        raise NotSelfCertifiedError
    completed_on = body.completed_on or act.today
    if completed_on > act.today:
        raise InvalidRequestError
    return complete_course(act, person.id, course, completed_on)


def complete_course(
    act: Act, person_id: str, course: Course, completed_on: date, *, booking_id: str | None = None
) -> Completion:
    """Store a completion, valid for as long as the course says."""
    completion = Completion(
        id=act.new_id(),
        person_id=person_id,
        course_id=course.id,
        booking_id=booking_id,
        recorded_by=act.me.id,
        completed_on=completed_on,
        valid_until=add_months(completed_on, course.valid_months) if course.valid_months else None,
    )
    repository.add_completion(act.session, completion)
    return completion


def add_months(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
