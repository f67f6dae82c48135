"""Steps that need no words, only a second look at what they mean: cancel, offer or release the report, close."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.acts import Act
from api.console.cases.acting import StepPage
from api.console.cases.opened import CurrentReason
from api.console.fields import Form
from api.console.forms import CurrentSubmitted
from api.console.parts import CurrentParts, Parts
from api.console.visitors import CurrentVisitor, Visitor
from api.fields import Id
from api.referrals.appointments.service import cancel_appointment
from api.referrals.audit.models import Purpose
from api.referrals.cases.service import close
from api.referrals.reports.service import offer_report, release_report

router = APIRouter()


class StepName(StrEnum):
    """The steps, as they stand in addresses."""

    CANCEL = "cancel"
    OFFER_REPORT = "offer-report"
    RELEASE_REPORT = "release-report"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What a step does, which notice it leads to, and for what it is taken."""

    effect: Callable[[Act, str], object]
    done: str
    purpose: Purpose


STEPS = {
    StepName.CANCEL: Confirmed(cancel_appointment, "appointment-cancelled", Purpose.APPOINTMENT),
    StepName.OFFER_REPORT: Confirmed(offer_report, "report-offered", Purpose.REPORT),
    StepName.RELEASE_REPORT: Confirmed(release_report, "report-released", Purpose.REPORT),
    StepName.CLOSE: Confirmed(close, "case-closed", Purpose.ROUTINE),
}


@router.get("/cases/{referral_id}/steps/{name}")
def show(
    request: Request,
    parts: CurrentParts,
    visitor: CurrentVisitor,
    referral_id: Id,
    name: StepName,
    _reason: CurrentReason,
) -> Response:
    """Show what the step means for people."""
    return _page(request, parts, visitor, referral_id, name).show(Form())


@router.post("/cases/{referral_id}/steps/{name}")
def take(
    request: Request,
    parts: CurrentParts,
    visitor: CurrentVisitor,
    submitted: CurrentSubmitted,
    referral_id: Id,
    name: StepName,
) -> Response:
    """Take the step."""
    step = STEPS[name]

    def effect(act: Act) -> object:
        return step.effect(act, referral_id)

    page = _page(request, parts, visitor, referral_id, name)
    return page.take(submitted, Form.of(submitted), effect, step.done, "main")


def _page(request: Request, parts: Parts, visitor: Visitor, referral_id: str, name: StepName) -> StepPage:
    path = f"steps/{name}"
    return StepPage(request, parts, visitor, referral_id, path, name, STEPS[name].purpose)
