"""Takes the person's yes, no and withdrawal, and does what follows. Only they say it; nobody says it for them."""

from api.acts import Act, Work
from api.referrals import announcements
from api.referrals.agreements import repository
from api.referrals.agreements.models import Agreement, AgreementKind, Answer
from api.referrals.agreements.views import Choice
from api.referrals.appointments.releasing import release_live
from api.referrals.audit.models import Role
from api.referrals.cases.models import Referral, TextPart
from api.referrals.cases.states import OVER, State
from api.referrals.cases.stepping import add_text, hold_referral, move, note
from api.referrals.errors import (
    AgreementNeededError,
    NothingAgreedError,
    ReportReleasedError,
    StepNotPossibleError,
)


def answer_agreement(act: Act, referral_id: str, kind: AgreementKind, choice: Choice, comment: str | None) -> Referral:
    """Note what the person said, and do what follows. Raises NotFoundError or a ReferralError."""
    referral, role = hold_referral(act, referral_id, Role.EMPLOYEE)
    if referral.state in OVER:
        raise StepNotPossibleError
    answer = _require_answer(act, referral, kind, choice)
    add_answer(act, referral, kind, answer)
    if comment:
        add_text(act, referral, TextPart.COMMENT, {"text": comment})
    FOLLOW[kind](act, referral, answer)
    note(act, referral, role, detail=f"{kind} {answer}")
    return referral


def add_answer(act: Act, referral: Referral, kind: AgreementKind, answer: Answer) -> None:
    """Add an answer to a held case."""
    number = len(repository.list_agreements(act.session, referral.id)) + 1
    revision = referral.offered_revision if kind is AgreementKind.RELEASE else None
    agreement = Agreement(
        referral_id=referral.id, number=number, kind=kind, answer=answer, at=act.now, revision=revision
    )
    repository.add_agreement(act.session, agreement)


def require_agreed(work: Work, referral: Referral, kind: AgreementKind, revision: int | None = None) -> None:
    """Let pass what the person agreed to; `revision`: of which report. Raises AgreementNeededError."""
    last = repository.last_answer(work.session, referral.id, kind)
    if last is None or last.answer != Answer.AGREED or (revision is not None and last.revision != revision):
        raise AgreementNeededError


def _require_answer(act: Act, referral: Referral, kind: AgreementKind, choice: Choice) -> Answer:
    if choice is Choice.AGREE:
        return Answer.AGREED
    if kind is AgreementKind.RELEASE and referral.state == State.RELEASED:
        raise ReportReleasedError
    last = repository.last_answer(act.session, referral.id, kind)
    has_agreed = last is not None and last.answer == Answer.AGREED
    if choice is Choice.WITHDRAW and not has_agreed:
        raise NothingAgreedError
    return Answer.WITHDRAWN if has_agreed else Answer.DECLINED


def _follow_referral(act: Act, referral: Referral, answer: Answer) -> None:
    if answer is Answer.AGREED:
        if referral.state == State.WITH_EMPLOYEE:
            move(act, referral, State.SUBMITTED)
            announcements.tell_manager(act, referral)
        return
    release_live(act, referral)
    move(act, referral, State.WITHDRAWN)
    announcements.tell_manager(act, referral)


def _follow_assessment(act: Act, referral: Referral, answer: Answer) -> None:
    if answer is not Answer.AGREED and release_live(act, referral):
        move(act, referral, State.TRIAGED)


def _follow_release(_act: Act, _referral: Referral, _answer: Answer) -> None:
    """Nothing moves: the Health Unit releases a report, and looks for the agreement when it does."""


FOLLOW = {
    AgreementKind.REFERRAL: _follow_referral,
    AgreementKind.ASSESSMENT: _follow_assessment,
    AgreementKind.RELEASE: _follow_release,
}
