"""The training records of people, of a team, and of the whole council."""

from collections import defaultdict
from collections.abc import Sequence

from api.acts import Act
from api.people import repository as people
from api.people.models import Person
from api.people.relations import require_role
from api.people.service import require_person, summarise
from api.training.bookings import repository as bookings
from api.training.courses import repository as courses
from api.training.courses.models import Course
from api.training.courses.views import CourseNameView
from api.training.records import repository
from api.training.records.models import Completion
from api.training.records.owed import Owed, list_owed, show_owed
from api.training.records.views import (
    CompletionView,
    ComplianceRowView,
    ComplianceView,
    ObligationState,
    RecordView,
    TeamRecordsView,
)

TARGET_PERCENT = 90


def get_record(act: Act, person_id: str) -> RecordView:
    """Return what a person completed and owes. Raises NotFoundError."""
    return list_records_of(act, [require_person(act.session, act.me, person_id, act.may)])[0]


def list_team_records(act: Act, *, overdue_only: bool) -> TeamRecordsView:
    """Return the records of the person's team as it is now; empty for who has none."""
    team = people.list_reports(act.session, act.me.id, act.today)
    records = list_records_of(act, team) if team else []
    return TeamRecordsView(items=[record for record in records if not (overdue_only and record.is_up_to_date)])


def list_owed_by(act: Act, person: Person) -> list[Owed]:
    """Return what one person must take, and how it stands."""
    return _owed_by_person(act, [person])[person.id]


def list_records_of(act: Act, persons: Sequence[Person]) -> list[RecordView]:
    """Return the records of people, in their order."""
    owed = _owed_by_person(act, persons)
    completed = defaultdict(list)
    for completion in repository.list_completions(act.session, [person.id for person in persons]):
        course = courses.find_course(act.session, completion.course_id)
        if course:
            completed[completion.person_id].append(show_completion(completion, course))
    return [
        RecordView(
            person=summarise(person),
            is_up_to_date=all(item.state is not ObligationState.OVERDUE for item in owed[person.id]),
            obligations=[show_owed(item) for item in owed[person.id]],
            completions=completed[person.id],
        )
        for person in persons
    ]


def report_compliance(act: Act) -> ComplianceView:
    """Return how far each service is with each mandatory course. Raises RoleNeededError."""
    require_role(act.me, act.may)
    rows = [
        ComplianceRowView(
            service=row.service,
            course=CourseNameView(id=row.course_id, title=row.title),
            required=row.required,
            done=row.done,
            percent=_percent(row.done, row.required),
        )
        for row in repository.count_compliance(act.session, act.me.tenant, act.today)
    ]
    percent = _percent(sum(row.done for row in rows), sum(row.required for row in rows))
    return ComplianceView(target_percent=TARGET_PERCENT, percent=percent, rows=rows)


def show_completion(completion: Completion, course: Course) -> CompletionView:
    """Return a completion as the API shows it."""
    return CompletionView(
        id=completion.id,
        person_id=completion.person_id,
        course=CourseNameView(id=course.id, title=course.title),
        completed_on=completion.completed_on,
        valid_until=completion.valid_until,
    )


def _owed_by_person(act: Act, persons: Sequence[Person]) -> dict[str, list[Owed]]:
    ids = [person.id for person in persons]
    completions, booked = defaultdict(list), defaultdict(list)
    for completion in repository.list_completions(act.session, ids):
        completions[completion.person_id].append(completion)
    for booking in bookings.list_live_of_people(act.session, ids, act.now):
        booked[booking.person_id].append(booking)
    mandatory = courses.list_mandatory(act.session)
    return {
        person.id: list(
            list_owed(
                person,
                is_manager=people.has_reports(act.session, person.id),
                courses=mandatory,
                completions=completions[person.id],
                bookings=booked[person.id],
                today=act.today,
            )
        )
        for person in persons
    }


def _percent(done: int, required: int) -> float:
    return round(100 * done / required, 1) if required else 100.0
