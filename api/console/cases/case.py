"""The page of one case, and the question that comes before it: why it is opened. The answer is on the audit trail."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from api.acts import noting, reading
from api.console.cases.letters.writing import list_letters
from api.console.cases.opened import CurrentReason, find_reason, keep_reason
from api.console.cases.record import open_case
from api.console.cases.steps import WAITS, list_steps
from api.console.cases.words import REASONS, WORDS
from api.console.fields import Form
from api.console.forms import CurrentSubmitted
from api.console.parts import CurrentParts
from api.console.visitors import CurrentVisitor
from api.fields import Id
from api.referrals.attachments.repository import count_attachments
from api.referrals.audit.models import Purpose
from api.referrals.cases import showing
from api.referrals.cases.stepping import require_referral

router = APIRouter()


@router.get("/cases/{referral_id}")
def show_case(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, referral_id: Id, reason: CurrentReason
) -> Response:
    """Show the whole record. To load the page again is no new look, unless something is new."""
    with noting(parts.context, visitor.caller) as act:
        case = open_case(act, referral_id, reason, in_one_sitting=True)
        steps = list_steps(act, case)
        is_ours = any(step.usual is case.status.state for step in steps)
        waits = "" if is_ours else WAITS.get(case.status.state, "")
        values = {"case": case, "status": case.status, "reason": reason, "steps": steps, "waits": waits}
        values |= {"letters": list_letters(case), "files": count_attachments(act.session, referral_id=referral_id)}
    return parts.pages.render(request, "cases/case.html", values | WORDS)


@router.get("/cases/{referral_id}/reason")
def ask_reason(request: Request, parts: CurrentParts, visitor: CurrentVisitor, referral_id: Id) -> Response:
    """Ask why the case is opened, before anything of it is shown but where it is."""
    known = find_reason(request, parts, visitor, referral_id)
    return _ask(request, parts, visitor, referral_id, Form({"reason": known or ""}))


@router.post("/cases/{referral_id}/reason")
def take_reason(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted, referral_id: Id
) -> Response:
    """Keep the reason and go to the case, where the look is noted with it."""
    form = Form.of(submitted)
    reason = form.choice("reason", "Choose why you open this case", tuple(REASONS))
    if form.errors:
        return _ask(request, parts, visitor, referral_id, form)
    with reading(parts.context, visitor.caller) as act:
        require_referral(act, referral_id)
    answer = RedirectResponse(f"/cases/{referral_id}", 303)
    keep_reason(request, parts, visitor, referral_id, Purpose(reason), answer)
    return answer


def _ask(request: Request, parts: CurrentParts, visitor: CurrentVisitor, referral_id: str, form: Form) -> Response:
    with noting(parts.context, visitor.caller) as act:
        values = {"status": showing.get_status(act, referral_id), "form": form}
    return parts.pages.render(request, "cases/reason.html", values | WORDS, 422 if form.errors else 200)
