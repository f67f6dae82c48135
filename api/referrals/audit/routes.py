"""The address of the audit trail, for the Health Unit."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.acts import noting
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.fields import Id
from api.problems import document_problems
from api.referrals.audit.service import show_trail
from api.referrals.audit.views import AuditView

router = APIRouter(prefix="/v1/referral-audit", tags=["referrals"])


@router.get("", summary="The audit trail", responses=document_problems(401, 403, 408, 422, 503))
def list_entries(
    context: CurrentContext,
    caller: CurrentCaller,
    subject_id: Annotated[Id | None, Query(description="whose information")] = None,
    person_id: Annotated[Id | None, Query(description="who did it")] = None,
    thing_id: Annotated[Id | None, Query(description="with which draft or case")] = None,
    before: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> AuditView:
    """Return entries, the newest first. Looking is an entry too. One's own case is left to colleagues."""
    wanted = {"subject_id": subject_id, "person_id": person_id, "thing_id": thing_id}
    with noting(context, caller) as act:
        return show_trail(act, {name: value for name, value in wanted.items() if value}, before)
