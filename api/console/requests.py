"""Requests that wait for a line manager's word: places on courses, and applications."""

from collections.abc import Callable

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.acts import Act, reading
from api.console.fields import Form
from api.console.forms import CurrentSubmitted, Submitted
from api.console.parts import CurrentParts, Parts
from api.console.visitors import CurrentVisitor, Visitor
from api.console.writing import write_once
from api.fields import Id
from api.training.applications import service as applications
from api.training.bookings.approvals import decide_booking, list_requests
from api.training.bookings.checks import is_on_working_days, require_booking
from api.training.bookings.views import Decision
from api.training.errors import TrainingError

router = APIRouter()

Show = Callable[[Act], tuple[str, dict[str, object]]]
Decide = Callable[[Act, Decision, str | None], object]


@router.get("/requests")
def list_all(request: Request, parts: CurrentParts, visitor: CurrentVisitor) -> Response:
    """Show what waits for this person's word."""
    with reading(parts.context, visitor.caller) as act:
        values = {"bookings": list_requests(act), "applications": applications.list_requests(act)}
        return parts.pages.render(request, "requests/list.html", values)


@router.get("/requests/bookings/{booking_id}")
def show_booking(request: Request, parts: CurrentParts, visitor: CurrentVisitor, booking_id: Id) -> Response:
    """Show one request for a place."""
    return _render(request, parts, visitor, Form(), _booking(booking_id))


@router.post("/requests/bookings/{booking_id}")
def answer_booking(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted, booking_id: Id
) -> Response:
    """Approve or decline a request for a place."""

    def decide(act: Act, decision: Decision, reason: str | None) -> object:
        return decide_booking(act, booking_id, decision, reason)

    return _answer(request, parts, visitor, submitted, decide, _booking(booking_id))


@router.get("/requests/applications/{application_id}")
def show_application(request: Request, parts: CurrentParts, visitor: CurrentVisitor, application_id: Id) -> Response:
    """Show one application."""
    return _render(request, parts, visitor, Form(), _application(application_id))


@router.post("/requests/applications/{application_id}")
def answer_application(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted, application_id: Id
) -> Response:
    """Support or decline an application."""

    def decide(act: Act, decision: Decision, reason: str | None) -> object:
        return applications.decide_application(act, application_id, decision, reason)

    return _answer(request, parts, visitor, submitted, decide, _application(application_id))


def _answer(
    request: Request, parts: Parts, visitor: Visitor, submitted: Submitted, decide: Decide, show: Show
) -> Response:
    form = Form.of(submitted)
    decision = form.choice("decision", "Choose whether you approve", tuple(Decision))
    reason = form.optional_text("reason", 500)
    if decision == Decision.DECLINE and not reason:
        form.refuse("reason", "Enter why, because the person is told")
    if not form.errors:

        def effect(act: Act) -> str:
            decide(act, Decision(decision), reason)
            return f"/requests?done={'approved' if decision == Decision.APPROVE else 'declined'}"

        try:
            return write_once(parts, visitor, request, submitted, effect)
        except TrainingError as error:
            form.refuse("decision", error.detail)
    return _render(request, parts, visitor, form, show)


def _render(request: Request, parts: Parts, visitor: Visitor, form: Form, show: Show) -> Response:
    with reading(parts.context, visitor.caller) as act:
        template, values = show(act)
        return parts.pages.render(request, template, {"form": form, **values}, 422 if form.errors else 200)


def _booking(booking_id: str) -> Show:
    def show(act: Act) -> tuple[str, dict[str, object]]:
        booking = require_booking(act, booking_id)
        works = is_on_working_days(booking.person, booking.session)
        return "requests/booking.html", {"booking": booking, "works": works}

    return show


def _application(application_id: str) -> Show:
    def show(act: Act) -> tuple[str, dict[str, object]]:
        return "requests/application.html", {"application": applications.get_application(act, application_id)}

    return show
