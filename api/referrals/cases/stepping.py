"""Moves a case from state to state, and keeps its dates. Nothing else changes a state."""

import json
from typing import Any

from api.acts import Act, Work
from api.errors import InvalidRequestError, NotFoundError
from api.referrals.audit.models import Action, Purpose, Role
from api.referrals.audit.recording import record
from api.referrals.cases import repository
from api.referrals.cases.models import Referral, ReferralText, TextPart
from api.referrals.cases.states import OVER, State, may_go
from api.referrals.errors import StepNotPossibleError
from api.referrals.rights import role_in
from api.retention.classes import Retention


def require_referral(act: Act, referral_id: str) -> tuple[Referral, Role]:
    """Return a case, and as what one may touch it. Raises NotFoundError."""
    referral = repository.find_referral(act.session, referral_id)
    if referral is None:
        raise NotFoundError
    return referral, role_in(act, referral.kind, referral.person)


def hold_referral(act: Act, referral_id: str, *roles: Role) -> tuple[Referral, Role]:
    """Return a case that changes only here until the end, for one of the roles. Raises NotFoundError."""
    require_referral(act, referral_id)
    repository.hold_referral(act.session, referral_id)
    referral, role = require_referral(act, referral_id)
    if role not in roles:
        raise NotFoundError
    return referral, role


def hold_case(act: Act, referral_id: str) -> Referral:
    """Return a case for the Health Unit to work on; nobody works their own. Raises NotFoundError."""
    return hold_referral(act, referral_id, Role.HEALTH_UNIT)[0]


def move(work: Work, referral: Referral, to: State) -> None:
    """Bring a held case into another state. Raises StepNotPossibleError."""
    if not may_go(State(referral.state), to):
        raise StepNotPossibleError
    referral.state, referral.state_since = to, work.now
    if to is State.SUBMITTED:
        referral.submitted_at = work.now
    if to in OVER:
        referral.closed_at = work.now
    touch(work, referral)
    work.session.flush()
    repository.add_step(work.session, referral, work.me.id if isinstance(work, Act) else None)


def require_state(referral: Referral, *states: State) -> None:
    """Let a case in one of the states pass. Raises StepNotPossibleError."""
    if referral.state not in states:
        raise StepNotPossibleError


def add_text(act: Act, referral: Referral, part: TextPart, content: dict[str, Any]) -> ReferralText:
    """Seal a text and add it to a held case."""
    last = repository.last_text(act.session, referral.id, part)
    text = ReferralText(
        id=act.new_id(),
        referral_id=referral.id,
        part=part,
        revision=last.revision + 1 if last else 1,
        written_by=act.me.id,
        written_at=act.now,
    )
    text.seal(act.vault, json.dumps(content, ensure_ascii=False))
    touch(act, referral)
    repository.add_text(act.session, text)
    return text


def open_text(work: Work, text: ReferralText) -> dict[str, Any]:
    """Return a text in the clear."""
    content: dict[str, Any] = json.loads(text.open(work.vault))
    return content


def require_reason(role: Role, reason: Purpose | None) -> None:
    """Let nobody of the Health Unit open a record without saying why. Raises InvalidRequestError."""
    if role is Role.HEALTH_UNIT and reason is None:
        raise InvalidRequestError(places=["query.reason: missing"])


def touch(work: Work, referral: Referral) -> None:
    """Count the time for which a case is kept from its last entry."""
    referral.expires_on = Retention.HEALTH_RECORD.expires_on(work.today)


def note(
    work: Work,
    referral: Referral,
    role: Role,
    action: Action = Action.WRITE,
    *,
    detail: str = "",
    purpose: Purpose | None = None,
) -> None:
    """Put an act on a case on the audit trail."""
    usual = {Role.EMPLOYEE: Purpose.OWN_RECORD, Role.REFERRER: Purpose.FOLLOWING_UP}
    why = purpose or usual.get(role, Purpose.ROUTINE)
    record(work, role, action, "referral", referral.id, referral.person_id, purpose=why, detail=detail)
