"""After the appointment: whether the person came, also where it was noted wrongly, and notes."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.acts import Act
from api.console.cases.acting import StepPage
from api.console.cases.opened import CurrentReason
from api.console.cases.words import CORRECTIONS
from api.console.fields import Form
from api.console.forms import CurrentSubmitted
from api.console.parts import CurrentParts, Parts
from api.console.visitors import CurrentVisitor, Visitor
from api.fields import Id
from api.referrals.audit.models import Purpose
from api.referrals.cases import attending, service
from api.referrals.cases.attending_views import Correction, CorrectionBody

router = APIRouter()
MOST = 4000


@router.get("/cases/{referral_id}/attendance")
def show_attendance(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, referral_id: Id, _reason: CurrentReason
) -> Response:
    """Ask whether the person came."""
    return _page(request, parts, visitor, referral_id, "attendance").show(Form())


@router.post("/cases/{referral_id}/attendance")
def save_attendance(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted, referral_id: Id
) -> Response:
    """Note whether the person came."""
    form = Form.of(submitted)
    came = form.choice("came", "Choose whether the person came", ("yes", "no"))

    def effect(act: Act) -> object:
        return attending.record_attendance(act, referral_id, was_there=came == "yes")

    page = _page(request, parts, visitor, referral_id, "attendance")
    return page.take(submitted, form, effect, "visit-noted", "came")


@router.get("/cases/{referral_id}/correction")
def show_correction(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, referral_id: Id, _reason: CurrentReason
) -> Response:
    """Ask why it was noted wrongly whether the person came."""
    return _page(request, parts, visitor, referral_id, "correction").show(Form())


@router.post("/cases/{referral_id}/correction")
def save_correction(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted, referral_id: Id
) -> Response:
    """Note the opposite of what was noted."""
    form = Form.of(submitted)
    came = form.choice("came", "Choose whether the person came", ("yes", "no"))
    because = form.choice("because", "Choose why it was noted wrongly", tuple(CORRECTIONS))

    def effect(act: Act) -> object:
        body = CorrectionBody(was_there=came == "yes", because=Correction(because))
        return attending.correct_attendance(act, referral_id, body)

    page = _page(request, parts, visitor, referral_id, "correction")
    return page.take(submitted, form, effect, "visit-corrected", "because")


@router.get("/cases/{referral_id}/note")
def show_note(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, referral_id: Id, _reason: CurrentReason
) -> Response:
    """Show an empty note."""
    return _page(request, parts, visitor, referral_id, "note").show(Form())


@router.post("/cases/{referral_id}/note")
def save_note(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted, referral_id: Id
) -> Response:
    """Add the note; what is written stays, a later note completes it."""
    form = Form.of(submitted)
    text = form.text("text", "Write the note", MOST)

    def effect(act: Act) -> object:
        return service.add_note(act, referral_id, text)

    return _page(request, parts, visitor, referral_id, "note").take(submitted, form, effect, "note-added", "text")


def _page(request: Request, parts: Parts, visitor: Visitor, referral_id: str, step: str) -> StepPage:
    purpose = Purpose.CORRECTION if step == "correction" else Purpose.ASSESSMENT
    return StepPage(request, parts, visitor, referral_id, step, step, purpose)
