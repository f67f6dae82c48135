"""Shows the audit trail to the Health Unit; looking at it is an entry too. Changes nothing else."""

from api.acts import Act
from api.people.relations import require_role
from api.referrals.audit import repository
from api.referrals.audit.models import Action, Purpose, Role
from api.referrals.audit.recording import NOBODY, record
from api.referrals.audit.repository import Span
from api.referrals.audit.views import AuditEntryView, AuditView

PAGE = 50


def show_trail(
    act: Act,
    filters: dict[str, str],
    before: int | None,
    span: Span | None = None,
    *,
    limit: int = PAGE,
    detail: str = "",
) -> AuditView:
    """Return entries, the newest first. One's own case is left to colleagues. Raises RoleNeededError."""
    require_role(act.me, act.may)
    found = repository.list_entries(act.session, filters, before, limit + 1, without=act.me.id, span=span)
    items = [AuditEntryView.model_validate(entry, from_attributes=True) for entry in found[:limit]]
    view = AuditView(items=items, next_before=items[-1].number if len(found) > limit else None)
    note_look(act, filters.get("subject_id", NOBODY), detail)
    return view


def note_look(act: Act, whose: str = NOBODY, detail: str = "") -> None:
    """Note that somebody looks at the trail. Raises RoleNeededError."""
    require_role(act.me, act.may)
    purpose = Purpose.QUALITY_CHECK
    record(act, Role.HEALTH_UNIT, Action.LIST, "audit", "-", whose, purpose=purpose, detail=detail)
