"""The addresses of training records and plans."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.acts import Act, reading
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.fields import Day, Id
from api.problems import document_problems
from api.training.bookings.showing import show_booking
from api.training.courses.service import require_course
from api.training.records import plans, service
from api.training.records.completing import record_completion
from api.training.records.views import (
    CompletionBody,
    CompletionView,
    ComplianceView,
    PlanBody,
    PlanBookedView,
    PlanView,
    RecordView,
    TeamRecordsView,
)
from api.writes import WRITE_PROBLEMS, CurrentWrite

router = APIRouter(prefix="/v1", tags=["training records"])

PersonId = Annotated[Id, Path(description="the id of a person, or `me`", examples=["me"])]
READ_PROBLEMS = document_problems(401, 403, 404, 408, 422, 503)


@router.get("/people/{person_id}/training", summary="What a person completed and owes", responses=READ_PROBLEMS)
def show_record(context: CurrentContext, caller: CurrentCaller, person_id: PersonId) -> RecordView:
    """Return the mandatory courses and how they stand, and everything that was completed."""
    with reading(context, caller) as act:
        return service.get_record(act, person_id)


@router.get(
    "/people/me/team/training",
    summary="What one's team completed and owes",
    responses=document_problems(401, 403, 408, 422, 503),
)
def list_team_records(
    context: CurrentContext, caller: CurrentCaller, overdue_only: Annotated[bool, Query()] = False
) -> TeamRecordsView:
    """Return the record of everybody whose line manager the person is today."""
    with reading(context, caller) as act:
        return service.list_team_records(act, overdue_only=overdue_only)


@router.get("/people/{person_id}/plan", summary="How to catch up by a day", responses=READ_PROBLEMS)
def propose_plan(
    context: CurrentContext, caller: CurrentCaller, person_id: PersonId, by: Annotated[Day, Query()]
) -> PlanView:
    """Return a proposal without clashes, on the person's working days. Nothing is booked."""
    with reading(context, caller) as act:
        return plans.propose_plan(act, person_id, by)


@router.post(
    "/people/{person_id}/plan",
    summary="Book a plan",
    status_code=201,
    response_model=PlanBookedView,
    responses=WRITE_PROBLEMS,
)
def book_plan(person_id: PersonId, body: PlanBody, write: CurrentWrite) -> Response:
    """Book all sessions of a plan in one transaction: all of them, or none."""

    def book(act: Act) -> PlanBookedView:
        booked = plans.book_plan(act, person_id, body.session_ids)
        return PlanBookedView(items=[show_booking(act, booking) for booking in booked])

    return write.act(body, 201, book)


@router.post(
    "/completions",
    summary="Record a completion",
    status_code=201,
    response_model=CompletionView,
    responses=WRITE_PROBLEMS,
)
def record_new_completion(body: CompletionBody, write: CurrentWrite) -> Response:
    """Record that a course was completed without a session of ours."""

    def record(act: Act) -> CompletionView:
        return service.show_completion(record_completion(act, body), require_course(act, body.course_id))

    return write.act(body, 201, record)


@router.get("/compliance", summary="Mandatory training by service", responses=document_problems(401, 403, 408, 503))
def report_compliance(context: CurrentContext, caller: CurrentCaller) -> ComplianceView:
    """Return how many have done each mandatory course, beside the target; for the learning team and HR."""
    with reading(context, caller) as act:
        return service.report_compliance(act)
