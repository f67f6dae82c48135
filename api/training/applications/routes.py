"""The addresses of applications, and of everything that waits for a manager's word."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.acts import Act, reading
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.fields import Id
from api.problems import document_problems
from api.training.applications import service
from api.training.applications.service import show_application
from api.training.applications.views import (
    ApplicationsView,
    ApplicationView,
    ApprovalsView,
    ExternalBody,
    InterestBody,
    WithdrawBody,
)
from api.training.bookings import approvals
from api.training.bookings.showing import show_booking
from api.training.bookings.views import DecisionBody
from api.writes import WRITE_PROBLEMS, CurrentWrite

router = APIRouter(prefix="/v1", tags=["applications"])

ApplicationId = Annotated[Id, Path()]
READ_PROBLEMS = document_problems(401, 403, 404, 408, 422, 503)


@router.get("/approvals", summary="What waits for one's word", responses=document_problems(401, 403, 408, 503))
def list_approvals(context: CurrentContext, caller: CurrentCaller) -> ApprovalsView:
    """Return the places and applications that the person's team asks for today."""
    with reading(context, caller) as act:
        return ApprovalsView(
            bookings=[show_booking(act, booking) for booking in approvals.list_requests(act)],
            applications=[show_application(application) for application in service.list_requests(act)],
        )


@router.post(
    "/interests",
    summary="Say that one is interested",
    status_code=201,
    response_model=ApplicationView,
    responses=WRITE_PROBLEMS,
)
def express_interest(body: InterestBody, write: CurrentWrite) -> Response:
    """Send interest in a programme or an apprenticeship to the line manager."""
    return write.act(body, 201, lambda act: show_application(service.express_interest(act, body)))


@router.post(
    "/external-training",
    summary="Apply for training by others",
    status_code=201,
    response_model=ApplicationView,
    responses=WRITE_PROBLEMS,
)
def apply_for_external(body: ExternalBody, write: CurrentWrite) -> Response:
    """Send an application for external training to the line manager."""
    return write.act(body, 201, lambda act: show_application(service.apply_for_external(act, body)))


@router.get("/applications", summary="Applications of a person", responses=READ_PROBLEMS)
def list_applications(
    context: CurrentContext, caller: CurrentCaller, person_id: Annotated[Id | None, Query()] = None
) -> ApplicationsView:
    """Return applications, the newest first."""
    with reading(context, caller) as act:
        found = service.list_applications(act, person_id)
        return ApplicationsView(items=[show_application(application) for application in found])


@router.get("/applications/{application_id}", summary="One application", responses=READ_PROBLEMS)
def show_one(context: CurrentContext, caller: CurrentCaller, application_id: ApplicationId) -> ApplicationView:
    """Return the application."""
    with reading(context, caller) as act:
        return show_application(service.get_application(act, application_id))


@router.post(
    "/applications/{application_id}/decision",
    summary="Decide on an application",
    response_model=ApplicationView,
    responses=WRITE_PROBLEMS,
)
def decide_application(application_id: ApplicationId, body: DecisionBody, write: CurrentWrite) -> Response:
    """Support or decline what one's team sent; a no needs a reason."""

    def decide(act: Act) -> ApplicationView:
        return show_application(service.decide_application(act, application_id, body.decision, body.reason))

    return write.act(body, 200, decide)


@router.post(
    "/applications/{application_id}/withdraw",
    summary="Withdraw an application",
    response_model=ApplicationView,
    responses=WRITE_PROBLEMS,
)
def withdraw_application(application_id: ApplicationId, body: WithdrawBody, write: CurrentWrite) -> Response:
    """Take back an application that nobody decided yet."""
    return write.act(body, 200, lambda act: show_application(service.withdraw_application(act, application_id)))
