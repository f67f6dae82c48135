"""What the Health Unit does with a case: triage, notes, its end; and what others may add or end."""

from api.acts import Act
from api.errors import NotFoundError
from api.referrals import announcements
from api.referrals.appointments.releasing import release_live
from api.referrals.audit.models import Purpose, Role
from api.referrals.cases.models import Referral, TextPart
from api.referrals.cases.states import OVER, State
from api.referrals.cases.stepping import add_text, hold_case, hold_referral, move, note, require_state
from api.referrals.cases.views import TriageBody
from api.referrals.errors import StepNotPossibleError

TRIAGE_AGAIN = (State.TRIAGED, State.MISSED, State.ATTENDED, State.RELEASED)
MANAGER_MAY_END = (State.WITH_EMPLOYEE, State.SUBMITTED, State.TRIAGED)


def triage(act: Act, referral_id: str, body: TriageBody) -> Referral:
    """Note who should see the person; again before another appointment. Raises NotFoundError, StepNotPossibleError."""
    referral = hold_case(act, referral_id)
    require_state(referral, State.SUBMITTED, *TRIAGE_AGAIN)
    add_text(act, referral, TextPart.TRIAGE, body.model_dump(mode="json"))
    if referral.state == State.SUBMITTED:
        move(act, referral, State.TRIAGED)
    note(act, referral, Role.HEALTH_UNIT, detail=referral.state, purpose=Purpose.TRIAGE)
    return referral


def add_note(act: Act, referral_id: str, text: str) -> Referral:
    """Add a clinical note, also to a case that is over: a record is completed, not changed. Raises NotFoundError."""
    referral = hold_case(act, referral_id)
    add_text(act, referral, TextPart.NOTE, {"text": text})
    note(act, referral, Role.HEALTH_UNIT, detail="note", purpose=Purpose.ASSESSMENT)
    return referral


def add_comment(act: Act, referral_id: str, text: str) -> Referral:
    """Add what the person says to it, at any time. Raises NotFoundError."""
    referral, role = hold_referral(act, referral_id, Role.EMPLOYEE)
    add_text(act, referral, TextPart.COMMENT, {"text": text})
    note(act, referral, role, detail="comment")
    return referral


def close(act: Act, referral_id: str) -> Referral:
    """End a case; an appointment that is held is given back. Raises NotFoundError, StepNotPossibleError."""
    referral = hold_case(act, referral_id)
    release_live(act, referral)
    move(act, referral, State.CLOSED)
    announcements.tell(act, referral)
    note(act, referral, Role.HEALTH_UNIT, detail=referral.state)
    return referral


def withdraw(act: Act, referral_id: str) -> Referral:
    """End one's own referral before the Health Unit has seen the person. Raises NotFoundError, StepNotPossibleError.

    Later only the person can: by then it is their appointment and their report.
    """
    referral, role = hold_referral(act, referral_id, Role.REFERRER)
    if referral.referrer_id != act.me.id:
        raise NotFoundError
    if referral.state in OVER or referral.state not in MANAGER_MAY_END:
        raise StepNotPossibleError
    move(act, referral, State.WITHDRAWN)
    announcements.tell(act, referral)
    note(act, referral, role, detail=referral.state)
    return referral
