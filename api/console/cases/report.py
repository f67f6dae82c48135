"""Writes the outcome report: what the employee reads, and apart from it the part that their manager may read."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.acts import Act, noting
from api.console.cases.acting import StepPage
from api.console.cases.opened import CurrentReason
from api.console.cases.record import open_case
from api.console.fields import Form
from api.console.forms import CurrentSubmitted
from api.console.parts import CurrentParts, Parts
from api.console.visitors import CurrentVisitor, Visitor
from api.fields import Id
from api.referrals.audit.models import Purpose
from api.referrals.reports import service

router = APIRouter()
MOST = 20_000


@router.get("/cases/{referral_id}/report")
def show(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, referral_id: Id, reason: CurrentReason
) -> Response:
    """Show the newest report to correct, or an empty one."""
    with noting(parts.context, visitor.caller) as act:
        reports = open_case(act, referral_id, reason, in_one_sitting=True).reports
    last = reports[-1] if reports else None
    form = Form({"report": last.text, "manager_part": last.manager_part or ""} if last else {})
    return _page(request, parts, visitor, referral_id).show(form)


@router.post("/cases/{referral_id}/report")
def save(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted, referral_id: Id
) -> Response:
    """Save it as a new revision, which nobody else reads before it is offered."""
    form = Form.of(submitted)
    report = form.text("report", "Write what the employee is told", MOST)
    # A self-referral has no such field; what must be there, and what must not, the service says.
    is_asked = "manager_part" in form.values
    manager_part = form.text("manager_part", "Write what the manager is told", MOST) if is_asked else None

    def effect(act: Act) -> object:
        return service.write_report(act, referral_id, report, manager_part)

    return _page(request, parts, visitor, referral_id).take(submitted, form, effect, "report-written", "report")


def _page(request: Request, parts: Parts, visitor: Visitor, referral_id: str) -> StepPage:
    return StepPage(request, parts, visitor, referral_id, "report", "report", Purpose.REPORT)
