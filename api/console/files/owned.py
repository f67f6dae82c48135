"""The files of one's own draft or case: which there are, one to keep, one more; those of a draft are taken back."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.acts import Act, reading
from api.console.fields import Form
from api.console.files.places import Cases, Drafts, Place
from api.console.files.uploads import read_file
from api.console.forms import CurrentSubmitted, Submitted
from api.console.parts import CurrentParts, Parts
from api.console.visitors import CurrentVisitor, Visitor
from api.console.writing import write_once
from api.errors import ApiError, NotFoundError
from api.fields import Id
from api.referrals.attachments.service import check_file

router = APIRouter()


@router.get("/files/drafts/{draft_id}")
def show_draft(request: Request, parts: CurrentParts, visitor: CurrentVisitor, draft_id: Id) -> Response:
    """Show what lies with a referral that is not sent."""
    return Drafts(draft_id).show(request, parts, visitor, Form())


@router.post("/files/drafts/{draft_id}")
def add_to_draft(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted, draft_id: Id
) -> Response:
    """Add a file to a referral that is not sent."""
    return _add(request, parts, visitor, submitted, Drafts(draft_id))


@router.get("/files/drafts/{draft_id}/{attachment_id}")
def download_of_draft(parts: CurrentParts, visitor: CurrentVisitor, draft_id: Id, attachment_id: Id) -> Response:
    """Return a file to keep."""
    return Drafts(draft_id).download(parts, visitor, attachment_id)


@router.post("/files/drafts/{draft_id}/{attachment_id}/remove")
def take_back(
    request: Request,
    parts: CurrentParts,
    visitor: CurrentVisitor,
    submitted: CurrentSubmitted,
    draft_id: Id,
    attachment_id: Id,
) -> Response:
    """Delete a file of a referral that is not sent."""
    place = Drafts(draft_id)

    def effect(act: Act) -> str:
        place.remove(act, attachment_id)
        return f"{place.address}?done=file-removed"

    return write_once(parts, visitor, request, submitted, effect)


@router.get("/files/cases/{referral_id}")
def show_case(request: Request, parts: CurrentParts, visitor: CurrentVisitor, referral_id: Id) -> Response:
    """Show the person what lies with the referral about them."""
    return Cases(referral_id).show(request, parts, visitor, Form())


@router.post("/files/cases/{referral_id}")
def add_to_case(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted, referral_id: Id
) -> Response:
    """Add a file to the referral about oneself, while it is open."""
    return _add(request, parts, visitor, submitted, Cases(referral_id))


@router.get("/files/cases/{referral_id}/{attachment_id}")
def download_of_case(parts: CurrentParts, visitor: CurrentVisitor, referral_id: Id, attachment_id: Id) -> Response:
    """Return a file to keep."""
    return Cases(referral_id).download(parts, visitor, attachment_id)


def _add(request: Request, parts: Parts, visitor: Visitor, submitted: Submitted, place: Place) -> Response:
    form = Form.of(submitted)
    body = read_file(form, submitted)
    if body is None:
        return place.show(request, parts, visitor, form, 422)
    try:
        with reading(parts.context, visitor.caller) as act:
            place.require(act)
        # Between two transactions: a scan takes longer than anybody may keep others waiting.
        file = check_file(body, parts.context.scanner)

        def effect(act: Act) -> str:
            place.add(act, body, file)
            return f"{place.address}?done=file-added"

        return write_once(parts, visitor, request, submitted, effect)
    except NotFoundError:
        raise
    except ApiError as error:
        form.refuse("file", error.detail)
        return place.show(request, parts, visitor, form, error.status)
