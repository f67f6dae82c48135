"""Turns the training that was asked for at a PDR into bookings or interest, and back, in the same transaction."""

from collections.abc import Sequence

from api.acts import Act
from api.pdr import repository
from api.pdr.models import Outcome, Pdr, PdrTraining
from api.pdr.views import AskedBody
from api.training.applications import service as applications
from api.training.bookings import repository as bookings
from api.training.bookings.models import LIVE
from api.training.bookings.service import book_place, cancel_booking
from api.training.courses.models import Course, CourseKind
from api.training.courses.service import require_course

REASON = "Asked for at the PDR"


def ask_training(act: Act, pdr: Pdr, asked: Sequence[AskedBody]) -> None:
    """Store what was asked for instead of any before. Raises NotFoundError or a TrainingError: then nothing is stored.

    A dated course is booked where a session was chosen; without one it is wanted, until a date is found.
    """
    trainings = [_ask(act, pdr, one) for one in {one.course_id: one for one in asked}.values()]
    repository.replace_trainings(act.session, pdr.id, trainings)


def give_training_back(act: Act, pdr: Pdr) -> None:
    """Give back what the record itself booked or supported; what the person had before it stays."""
    for asked in repository.list_trainings(act.session, [pdr.id]).get(pdr.id, []):
        booking = bookings.find_booking(act.session, asked.booking_id) if asked.booking_id else None
        if booking and booking.state in LIVE and booking.created_at == pdr.recorded_at:
            cancel_booking(act, booking.id, accept_late=True)
        application = applications.get_application(act, asked.application_id) if asked.application_id else None
        if application and application.decided_at == pdr.recorded_at:
            applications.take_support_back(application)
    repository.replace_trainings(act.session, pdr.id, [])


def _ask(act: Act, pdr: Pdr, asked: AskedBody) -> PdrTraining:
    course = require_course(act, asked.course_id)
    booking_id = application_id = None
    if course.kind == CourseKind.INTEREST:
        application_id = applications.support_interest(act, pdr.person, course, REASON).id
        outcome = Outcome.INTEREST
    elif course.kind == CourseKind.ELEARNING:
        outcome = Outcome.ELEARNING
    else:
        booking_id = _book(act, pdr, course, asked.session_id)
        outcome = Outcome.BOOKED if booking_id else Outcome.WANTED
    return PdrTraining(
        id=act.new_id(),
        pdr_id=pdr.id,
        course_id=course.id,
        outcome=outcome,
        booking_id=booking_id,
        application_id=application_id,
    )


def _book(act: Act, pdr: Pdr, course: Course, session_id: str | None) -> str | None:
    """Return the booking of the course that the person has, or gets; None: no date was chosen."""
    live = bookings.list_live_of_people(act.session, [pdr.person_id], act.now)
    known = next((booking for booking in live if booking.course_id == course.id), None)
    if known is not None:
        return known.id
    if session_id is None:
        return None
    return book_place(act, session_id, pdr.person_id, join_waiting_list=False).id
