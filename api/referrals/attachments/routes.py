"""The addresses of attachments, below drafts and below cases. Nothing of a file is in an address."""

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Path, Response

from api.acts import Act, noting, reading
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.fields import Id
from api.problems import document_problems
from api.referrals.attachments import service
from api.referrals.attachments.views import (
    AddedView,
    AttachmentBody,
    AttachmentsView,
    AttachmentView,
    RemoveBody,
    RemovedView,
)
from api.referrals.cases.routes import ReferralId, WhyOpened
from api.writes import WRITE_PROBLEMS, CurrentWrite

of_drafts = APIRouter(prefix="/v1/referral-drafts/{draft_id}/attachments", tags=["referrals"])
of_cases = APIRouter(prefix="/v1/referrals/{referral_id}/attachments", tags=["referrals"])

DraftId = Annotated[Id, Path()]
AttachmentId = Annotated[Id, Path()]
READ_PROBLEMS = document_problems(401, 403, 404, 408, 422, 503)
FILE_PROBLEMS = WRITE_PROBLEMS | document_problems(415)
FILE = {200: {"description": "The file", "content": {"application/octet-stream": {}}}} | READ_PROBLEMS


@of_drafts.get("", summary="Files of a draft", responses=READ_PROBLEMS)
def list_of_draft(context: CurrentContext, caller: CurrentCaller, draft_id: DraftId) -> AttachmentsView:
    """Return the files of one's own draft, without their content."""
    with noting(context, caller) as act:
        return service.list_of_draft(act, draft_id)


@of_drafts.post("", summary="Add a file", status_code=201, response_model=AddedView, responses=FILE_PROBLEMS)
def attach_to_draft(draft_id: DraftId, body: AttachmentBody, write: CurrentWrite) -> Response:
    """Add a file to one's own draft; it goes with the referral when that is sent."""
    with reading(write.context, write.caller) as act:
        service.require_draft(act, draft_id)
    # Between two transactions: a scan takes longer than anybody may keep others waiting.
    file = service.check_file(body, write.context.scanner)
    return write.act_sealed(body, 201, lambda act: service.attach_to_draft(act, draft_id, body, file))


@of_drafts.get("/{attachment_id}", summary="A file of a draft", response_class=Response, responses=FILE)
def read_of_draft(
    context: CurrentContext, caller: CurrentCaller, draft_id: DraftId, attachment_id: AttachmentId
) -> Response:
    """Return a file of one's own draft."""
    with noting(context, caller) as act:
        return _send(*service.read_of_draft(act, draft_id, attachment_id))


@of_drafts.post(
    "/{attachment_id}/remove", summary="Remove a file", response_model=RemovedView, responses=WRITE_PROBLEMS
)
def remove_from_draft(
    draft_id: DraftId, attachment_id: AttachmentId, body: RemoveBody, write: CurrentWrite
) -> Response:
    """Delete a file of one's own draft."""

    def remove(act: Act) -> RemovedView:
        service.remove_from_draft(act, draft_id, attachment_id)
        return RemovedView(id=attachment_id)

    return write.act_sealed(body, 200, remove)


@of_cases.get("", summary="Files of a case", responses=READ_PROBLEMS)
def list_of_case(
    context: CurrentContext, caller: CurrentCaller, referral_id: ReferralId, reason: WhyOpened = None
) -> AttachmentsView:
    """Return the files of a case, to the person and the Health Unit."""
    with noting(context, caller) as act:
        return service.list_of_case(act, referral_id, reason)


@of_cases.post("", summary="Add a file", status_code=201, response_model=AddedView, responses=FILE_PROBLEMS)
def attach_to_case(referral_id: ReferralId, body: AttachmentBody, write: CurrentWrite) -> Response:
    """Add a file to a case: the person while it is open, the Health Unit at any time."""
    with reading(write.context, write.caller) as act:
        service.require_case(act, referral_id)
    file = service.check_file(body, write.context.scanner)
    return write.act_sealed(body, 201, lambda act: service.attach_to_case(act, referral_id, body, file))


@of_cases.get("/{attachment_id}", summary="A file of a case", response_class=Response, responses=FILE)
def read_of_case(
    context: CurrentContext,
    caller: CurrentCaller,
    referral_id: ReferralId,
    attachment_id: AttachmentId,
    reason: WhyOpened = None,
) -> Response:
    """Return a file of a case, to the person and the Health Unit."""
    with noting(context, caller) as act:
        return _send(*service.read_of_case(act, referral_id, attachment_id, reason))


def _send(view: AttachmentView, data: bytes) -> Response:
    """Return a file so that no browser shows it, guesses at it or keeps it."""
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(view.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-store",
    }
    return Response(data, media_type=view.content_type, headers=headers)
