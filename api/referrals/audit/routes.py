"""The address of the audit trail, for the Health Unit."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.acts import noting
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.fields import Id
from api.people.relations import require_role
from api.problems import document_problems
from api.referrals.audit import repository
from api.referrals.audit.models import Action, Purpose, Role
from api.referrals.audit.recording import record
from api.referrals.audit.views import AuditEntryView, AuditView

router = APIRouter(prefix="/v1/referral-audit", tags=["referrals"])
PAGE = 50


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
    filters = {name: value for name, value in wanted.items() if value}
    with noting(context, caller) as act:
        require_role(act.me, act.may)
        found = repository.list_entries(act.session, filters, before, PAGE + 1, without=act.me.id)
        items = [AuditEntryView.model_validate(entry, from_attributes=True) for entry in found[:PAGE]]
        view = AuditView(items=items, next_before=items[-1].number if len(found) > PAGE else None)
        whose = subject_id or "-"
        record(act, Role.HEALTH_UNIT, Action.LIST, "audit", "-", whose, purpose=Purpose.QUALITY_CHECK)
        return view
