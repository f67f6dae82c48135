"""The first page: the drafts and cases with which one's own files lie, and how many."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.acts import noting
from api.console.cases.words import WORDS
from api.console.parts import CurrentParts
from api.console.visitors import CurrentVisitor
from api.referrals.attachments.repository import count_attachments
from api.referrals.audit.models import Role
from api.referrals.cases import showing as cases
from api.referrals.cases.states import OVER
from api.referrals.drafts import showing as drafts

router = APIRouter()


@router.get("/files")
def show_all(request: Request, parts: CurrentParts, visitor: CurrentVisitor) -> Response:
    """Show what is not sent yet, and the referrals about oneself: who referred sees nothing more once it is sent."""
    with noting(parts.context, visitor.caller) as act:
        begun = drafts.list_drafts(act).items
        mine = [one for one in cases.list_mine(act, act.me.id).items if one.you_are is Role.EMPLOYEE]
        counts = {one.id: count_attachments(act.session, draft_id=one.id) for one in begun}
        counts |= {one.id: count_attachments(act.session, referral_id=one.id) for one in mine}
    values = {"drafts": begun, "mine": mine, "counts": counts, "over": OVER}
    return parts.pages.render(request, "files/list.html", values | WORDS)
