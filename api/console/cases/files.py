"""The files of a case: which there are, and each for download. Both are on the audit trail, with the reason."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.acts import noting
from api.console.cases.opened import CurrentReason
from api.console.cases.words import WORDS
from api.console.parts import CurrentParts
from api.console.visitors import CurrentVisitor
from api.fields import Id
from api.referrals.attachments import service
from api.referrals.attachments.contents import suffix_of
from api.referrals.cases import showing

router = APIRouter()


@router.get("/cases/{referral_id}/files")
def list_files(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, referral_id: Id, reason: CurrentReason
) -> Response:
    """Show the files by name, which can tell of somebody's health, and what the virus scanner said of each."""
    with noting(parts.context, visitor.caller) as act:
        files = service.list_of_case(act, referral_id, reason).items
        values = {"status": showing.get_status(act, referral_id), "reason": reason, "files": files}
    return parts.pages.render(request, "cases/files.html", values | WORDS)


@router.get("/cases/{referral_id}/files/{attachment_id}")
def download(
    parts: CurrentParts, visitor: CurrentVisitor, referral_id: Id, attachment_id: Id, reason: CurrentReason
) -> Response:
    """Return a file to keep; no browser opens it here. It is named after the case, not as it was when it came."""
    with noting(parts.context, visitor.caller) as act:
        status = showing.get_status(act, referral_id)
        file, content = service.read_of_case(act, referral_id, attachment_id, reason)
    name = f"{status.reference}-{file.document.replace('_', '-')}{suffix_of(file.content_type)}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, 200, headers, media_type=file.content_type)
