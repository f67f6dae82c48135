"""Moves what is offered or booked to another time, where the clinic needs it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.console.cases.offering import show_times, take_time
from api.console.cases.opened import CurrentReason
from api.console.fields import Form
from api.console.forms import CurrentSubmitted
from api.console.parts import CurrentParts
from api.console.visitors import CurrentVisitor
from api.fields import Id
from api.referrals.appointments import service

router = APIRouter()


@router.get("/cases/{referral_id}/move")
def show(
    request: Request,
    parts: CurrentParts,
    visitor: CurrentVisitor,
    referral_id: Id,
    _reason: CurrentReason,
    show: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """Show the next free times, or all of them."""
    return show_times(request, parts, visitor, referral_id, "move", is_short=show != "all").show(Form())


@router.post("/cases/{referral_id}/move")
def move(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted, referral_id: Id
) -> Response:
    """Take the new time and give the old one back, both at once."""
    return take_time(request, parts, visitor, submitted, referral_id, "move", service.move_appointment)
