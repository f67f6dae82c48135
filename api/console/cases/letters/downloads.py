"""Hands letters out. Each download is on the audit trail by its own name, with the reason to open the case."""

from fastapi import APIRouter
from starlette.responses import Response

from api.acts import noting
from api.console.cases.letters.writing import LetterName, Writer, require_letter, write_letter
from api.console.cases.opened import CurrentReason
from api.console.cases.record import open_case
from api.console.parts import CurrentParts
from api.console.visitors import CurrentVisitor
from api.fields import Id

router = APIRouter()


@router.get("/cases/{referral_id}/letters/{letter}")
def download(
    parts: CurrentParts, visitor: CurrentVisitor, referral_id: Id, letter: LetterName, reason: CurrentReason
) -> Response:
    """Return a letter as PDF, made in memory: it lies on no disk of ours."""
    with noting(parts.context, visitor.caller) as act:
        case = open_case(act, referral_id, reason, detail=f"letter {letter}")
        require_letter(case, letter)
    # What it needs is read, and nobody need wait at the end of the trail while type is set.
    content = write_letter(Writer(act, case, parts.letterhead), letter)
    headers = {"Content-Disposition": f'attachment; filename="{case.status.reference}-{letter}.pdf"'}
    return Response(content, 200, headers, media_type="application/pdf")
