"""Triage: who should see the person, how, and how soon."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.acts import Act
from api.console.cases.acting import StepPage
from api.console.cases.opened import CurrentReason
from api.console.cases.words import PRIORITIES
from api.console.fields import Form
from api.console.forms import CurrentSubmitted
from api.console.parts import CurrentParts, Parts
from api.console.visitors import CurrentVisitor, Visitor
from api.fields import Id
from api.referrals.appointments.words import CLINICIANS, MODES
from api.referrals.audit.models import Purpose
from api.referrals.cases import service
from api.referrals.cases.models import Clinician, Mode, Priority
from api.referrals.cases.views import TriageBody

router = APIRouter()
MOST = 4000


@router.get("/cases/{referral_id}/triage")
def show(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, referral_id: Id, _reason: CurrentReason
) -> Response:
    """Show an empty form."""
    return _page(request, parts, visitor, referral_id).show(Form())


@router.post("/cases/{referral_id}/triage")
def save(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted, referral_id: Id
) -> Response:
    """Save the triage."""
    form = Form.of(submitted)
    clinician = form.choice("clinician", "Choose who should see the person", tuple(CLINICIANS))
    mode = form.choice("mode", "Choose how they should be seen", tuple(MODES))
    priority = form.choice("priority", "Choose how soon they should be seen", tuple(PRIORITIES))
    note = form.optional_text("note", MOST)

    def effect(act: Act) -> object:
        body = TriageBody(clinician=Clinician(clinician), mode=Mode(mode), priority=Priority(priority), note=note)
        return service.triage(act, referral_id, body)

    page = _page(request, parts, visitor, referral_id)
    return page.take(submitted, form, effect, "case-triaged", "clinician")


def _page(request: Request, parts: Parts, visitor: Visitor, referral_id: str) -> StepPage:
    return StepPage(request, parts, visitor, referral_id, "triage", "triage", Purpose.TRIAGE)
