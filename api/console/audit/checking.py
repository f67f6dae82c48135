"""Whether the audit trail is whole, from its first entry to its end, and beside the checkpoints in their file."""

from datetime import datetime

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.acts import noting, reading
from api.console.parts import CurrentParts
from api.console.visitors import CurrentVisitor
from api.referrals.audit.checkpoints import Checkpoint, read_checkpoints
from api.referrals.audit.service import note_look
from api.referrals.audit.verification import verify

router = APIRouter()

UNREADABLE = "The file of checkpoints cannot be read."


@router.get("/audit/check")
def check(request: Request, parts: CurrentParts, visitor: CurrentVisitor) -> Response:
    """Check every entry, and say what was found."""
    # In a transaction of its own: a check takes longer than others should wait to add to the trail.
    with noting(parts.context, visitor.caller) as act:
        note_look(act, detail="check")
        key = act.vault.audit_key
    findings: list[str] = []
    checkpoints: list[Checkpoint] = []
    try:
        checkpoints = read_checkpoints(parts.context.checkpoint_file, key)
    except (OSError, ValueError):
        findings.append(UNREADABLE)
    with reading(parts.context, visitor.caller) as act:
        verdict = verify(act.session, key, checkpoints)
    last = checkpoints[-1] if checkpoints else None
    noted_at = datetime.fromisoformat(last.at) if last and last.is_genuine else None
    values = {
        "entries": verdict.entries,
        "findings": findings + verdict.findings,
        "last": last,
        "noted_at": noted_at,
    }
    return parts.pages.render(request, "audit/check.html", values)
