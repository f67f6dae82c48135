"""Writes, offers and releases the outcome report. A manager reads only the released part that is for them."""

from api.acts import Act
from api.errors import NotFoundError
from api.referrals import announcements
from api.referrals.agreements.models import AgreementKind
from api.referrals.agreements.service import require_agreed
from api.referrals.audit.models import Action, Purpose, Role
from api.referrals.cases.models import Referral, ReferralText, SeesReport, TextPart
from api.referrals.cases.repository import last_text, list_texts
from api.referrals.cases.states import OVER, State
from api.referrals.cases.stepping import (
    add_text,
    hold_case,
    hold_referral,
    move,
    note,
    open_text,
    require_reason,
    require_referral,
    require_state,
)
from api.referrals.errors import NoManagerPartError, ReportMissingError, StepNotPossibleError
from api.referrals.form.specification import FormKind
from api.referrals.reports.views import ReportView

WRITTEN_IN = (State.ATTENDED, State.REPORT_OFFERED)
WITHOUT_ASKING_AGAIN = (SeesReport.SAME_TIME, SeesReport.NO_WISH)


def write_report(act: Act, referral_id: str, report: str, manager_part: str | None) -> Referral:
    """Write the report, or a corrected one. Raises NotFoundError, StepNotPossibleError, NoManagerPartError."""
    referral = hold_case(act, referral_id)
    require_state(referral, *WRITTEN_IN)
    if (manager_part is not None) != (referral.kind == FormKind.MANAGEMENT):
        raise NoManagerPartError if referral.kind == FormKind.SELF else ReportMissingError
    add_text(act, referral, TextPart.REPORT, {"text": report})
    if manager_part is not None:
        add_text(act, referral, TextPart.MANAGER, {"text": manager_part})
    note(act, referral, Role.HEALTH_UNIT, detail="report", purpose=Purpose.REPORT)
    return referral


def offer_report(act: Act, referral_id: str) -> Referral:
    """Let the person read the newest report, and ask for their agreement. Raises a ReferralError, NotFoundError."""
    referral = hold_case(act, referral_id)
    require_state(referral, *WRITTEN_IN)
    newest = last_text(act.session, referral.id, TextPart.REPORT)
    if newest is None or newest.revision == referral.offered_revision:
        raise ReportMissingError
    referral.offered_revision = newest.revision
    if referral.state == State.ATTENDED:
        move(act, referral, State.REPORT_OFFERED)
    announcements.tell(act, referral)
    note(act, referral, Role.HEALTH_UNIT, detail=referral.state, purpose=Purpose.REPORT)
    return referral


def release_report(act: Act, referral_id: str) -> Referral:
    """Let the manager read their part of what was offered. Raises AgreementNeededError, StepNotPossibleError.

    Who wanted to see the report first must have agreed to the very one that is released. Of a self-referral
    nobody but the person reads anything, so there is nothing to agree to.
    """
    referral = hold_case(act, referral_id)
    require_state(referral, State.REPORT_OFFERED)
    if referral.kind == FormKind.MANAGEMENT:
        revision = None if referral.sees_report in WITHOUT_ASKING_AGAIN else referral.offered_revision
        require_agreed(act, referral, AgreementKind.RELEASE, revision)
    referral.released_revision = referral.offered_revision
    move(act, referral, State.RELEASED)
    announcements.tell(act, referral)
    announcements.tell_manager(act, referral)
    note(act, referral, Role.HEALTH_UNIT, detail=referral.state, purpose=Purpose.REPORT)
    return referral


def choose_sight(act: Act, referral_id: str, sees_report: SeesReport) -> Referral:
    """Note when the person wants to see the report. Raises NotFoundError, StepNotPossibleError."""
    referral, role = hold_referral(act, referral_id, Role.EMPLOYEE)
    if referral.state in (*OVER, State.RELEASED):
        raise StepNotPossibleError
    referral.sees_report = sees_report
    note(act, referral, role, detail="sees_report")
    return referral


def read_report(act: Act, referral_id: str, reason: Purpose | None) -> ReportView:
    """Return what this person may read of the report. Raises NotFoundError, also when there is nothing to read."""
    referral, role = require_referral(act, referral_id)
    require_reason(role, reason)
    if role is Role.HEALTH_UNIT:
        newest = last_text(act.session, referral.id, TextPart.REPORT)
        revision = newest.revision if newest else None
    else:
        revision = referral.offered_revision if role is Role.EMPLOYEE else referral.released_revision
    if revision is None:
        raise NotFoundError
    note(act, referral, role, Action.READ, detail="report", purpose=reason)
    return ReportView(
        revision=revision,
        is_released=referral.released_revision == revision,
        report=None if role is Role.REFERRER else _text_of(act, referral, TextPart.REPORT, revision),
        manager_part=_text_of(act, referral, TextPart.MANAGER, revision),
    )


def _text_of(act: Act, referral: Referral, part: TextPart, revision: int) -> str | None:
    texts: dict[int, ReferralText] = {text.revision: text for text in list_texts(act.session, referral.id, part)}
    return str(open_text(act, texts[revision])["text"]) if revision in texts else None
