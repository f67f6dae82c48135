"""Works out from what somebody completed and booked what they owe, on a day. Reads no database."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from api.people.models import Person
from api.training.bookings.models import Booking
from api.training.courses.models import Audience, Course
from api.training.courses.views import CourseNameView
from api.training.records.models import Completion
from api.training.records.views import ObligationState, ObligationView

RENEWAL_DAYS = 60


@dataclass(frozen=True, slots=True)
class Owed:
    """One course that a person must take, and how it stands."""

    course: Course
    state: ObligationState
    due_on: date | None
    completion: Completion | None
    booking: Booking | None

    @property
    def is_open(self) -> bool:
        """Whether something must still be done about it: a booked course is taken care of."""
        return self.state is not ObligationState.DONE and self.booking is None


def list_owed(
    person: Person,
    *,
    is_manager: bool,
    courses: Iterable[Course],
    completions: Iterable[Completion],
    bookings: Iterable[Booking],
    today: date,
) -> Iterator[Owed]:
    """Yield every course that the person must take. Completions come with the latest last."""
    latest = {completion.course_id: completion for completion in completions}
    booked = {booking.course_id: booking for booking in bookings}
    for course in courses:
        if course.mandatory_for == Audience.EVERYONE or (is_manager and course.mandatory_for == Audience.MANAGERS):
            completion = latest.get(course.id)
            state, due_on = stand_of(person, course, completion, today)
            yield Owed(course, state, due_on, completion, booked.get(course.id))


def stand_of(
    person: Person, course: Course, completion: Completion | None, today: date
) -> tuple[ObligationState, date | None]:
    """Return how it stands with a course, and by when it must be done (again)."""
    if completion is None:
        if course.due_days is None:
            return ObligationState.DUE, None
        due_on = person.started_on + timedelta(days=course.due_days)
        return (ObligationState.OVERDUE if due_on < today else ObligationState.DUE), due_on
    if completion.valid_until is None:
        return ObligationState.DONE, None
    if completion.valid_until < today:
        return ObligationState.OVERDUE, completion.valid_until
    is_near = completion.valid_until <= today + timedelta(days=RENEWAL_DAYS)
    return (ObligationState.RENEW if is_near else ObligationState.DONE), completion.valid_until


def show_owed(owed: Owed) -> ObligationView:
    """Return an obligation as the API shows it."""
    return ObligationView(
        course=CourseNameView(id=owed.course.id, title=owed.course.title),
        kind=owed.course.kind,
        link=owed.course.link,
        state=owed.state,
        due_on=owed.due_on,
        completed_on=owed.completion.completed_on if owed.completion else None,
        valid_until=owed.completion.valid_until if owed.completion else None,
        booking_id=owed.booking.id if owed.booking else None,
        booked_at=owed.booking.session.starts_at if owed.booking else None,
    )
