"""Makes a case of a draft, and finds the cases that could be used instead. Knows no state but the first."""

from datetime import timedelta

from api.acts import Act
from api.errors import NotFoundError
from api.referrals import announcements
from api.referrals.agreements.models import AgreementKind, Answer
from api.referrals.agreements.service import add_answer
from api.referrals.attachments.repository import hand_over
from api.referrals.audit.models import Action, Role
from api.referrals.cases import repository
from api.referrals.cases.models import Referral, TextPart
from api.referrals.cases.states import OPEN, State
from api.referrals.cases.stepping import add_text, note, open_text, require_referral
from api.referrals.cases.views import EarliersView, EarlierView
from api.referrals.contacts.service import keep_address
from api.referrals.drafts import repository as drafts
from api.referrals.drafts import service
from api.referrals.drafts.service import OpenDraft
from api.referrals.drafts.views import SubmitBody
from api.referrals.errors import AnswerRefusedError, DraftIncompleteError, OpenReferralError
from api.referrals.form.answers import Answer as FormAnswer
from api.referrals.form.progress import applicable
from api.referrals.form.specification import FormKind, read_form
from api.referrals.rules import read_rules
from api.retention.classes import Retention
from api.training.references import make_reference

PREFIX = "RF"
DAYS_OF_A_MONTH = 31
REASON = {FormKind.MANAGEMENT: "main_reason", FormKind.SELF: "wanted_help"}


def submit_draft(act: Act, draft_id: str, body: SubmitBody) -> Referral:
    """Make a case of a draft, of which nothing is left. Raises NotFoundError, AnswerRefusedError or a ReferralError."""
    draft = service.open_draft(act, draft_id, body.version)
    progress = draft.progress
    if body.form_version != draft.form.version:
        raise AnswerRefusedError(places=["form_version: other"])
    if not progress.is_complete:
        raise DraftIncompleteError(places=[f"{name}: missing" for name in progress.missing] + progress.wrong)
    row = draft.row
    if not body.despite_open and repository.has_open(act.session, row.person_id, row.kind):
        raise OpenReferralError
    referral = _make_referral(act, draft)
    repository.add_referral(act.session, referral)
    repository.add_step(act.session, referral, act.me.id)
    answers = applicable(draft.form, draft.content.answers)
    add_text(act, referral, TextPart.ANSWERS, {"answers": answers})
    keep_address(act, referral, answers)
    hand_over(act.session, row.id, referral.id)
    drafts.delete_draft(act.session, row)
    if referral.kind == FormKind.SELF:
        # Who refers themselves has said so.
        add_answer(act, referral, AgreementKind.REFERRAL, Answer.AGREED)
    announcements.tell(act, referral)
    role = Role.EMPLOYEE if referral.kind == FormKind.SELF else Role.REFERRER
    note(act, referral, role, detail=referral.state)
    return referral


def list_earlier(act: Act, draft_id: str) -> EarliersView:
    """Return open referrals, and recent ones of one's own for the reason that the draft names. Raises NotFoundError."""
    draft = service.open_draft(act, draft_id)
    row = draft.row
    since = act.now - timedelta(days=DAYS_OF_A_MONTH * read_rules().recent_months)
    found = repository.list_open_or_recent(act.session, row.person_id, row.kind, since)
    reason = draft.content.answers.get(REASON[FormKind(row.kind)])
    shown = [one for one in found if one.state in OPEN or (_is_ones_own(act, one) and _reason_of(act, one) == reason)]
    service.note(act, row, Action.LIST, "earlier")
    return EarliersView(items=[_show(act, referral) for referral in shown])


def answers_of_earlier(act: Act, referral_id: str, kind: FormKind, person_id: str | None) -> dict[str, FormAnswer]:
    """Return what still holds of a referral that one made oneself. Raises NotFoundError."""
    referral, role = require_referral(act, referral_id)
    subject = person_id if kind is FormKind.MANAGEMENT else act.me.id
    if referral.kind != kind or referral.person_id != subject or not _is_ones_own(act, referral):
        raise NotFoundError
    kept = {field.id for field in read_form(kind).fields if field.carries_over}
    note(act, referral, role, Action.READ, detail="answers")
    return {name: answer for name, answer in read_answers(act, referral).items() if name in kept}


def read_answers(act: Act, referral: Referral) -> dict[str, FormAnswer]:
    """Return the answers of a case in the clear."""
    text = repository.last_text(act.session, referral.id, TextPart.ANSWERS)
    answers: dict[str, FormAnswer] = open_text(act, text)["answers"] if text else {}
    return answers


def _is_ones_own(act: Act, referral: Referral) -> bool:
    # A new manager does not learn what the one before wrote.
    return act.me.id == (referral.person_id if referral.kind == FormKind.SELF else referral.referrer_id)


def _reason_of(act: Act, referral: Referral) -> FormAnswer | None:
    return read_answers(act, referral).get(REASON[FormKind(referral.kind)])


def _make_referral(act: Act, draft: OpenDraft) -> Referral:
    row, referral_id = draft.row, act.new_id()
    is_self = row.kind == FormKind.SELF
    return Referral(
        id=referral_id,
        reference=make_reference(referral_id, PREFIX),
        kind=row.kind,
        person=row.person,
        referrer_id=None if is_self else act.me.id,
        service=row.person.service,
        form_version=draft.form.version,
        state=State.SUBMITTED if is_self else State.WITH_EMPLOYEE,
        state_since=act.now,
        created_at=act.now,
        submitted_at=act.now if is_self else None,
        expires_on=Retention.HEALTH_RECORD.expires_on(act.today),
    )


def _show(act: Act, referral: Referral) -> EarlierView:
    return EarlierView(
        id=referral.id,
        reference=referral.reference,
        state=State(referral.state),
        is_open=referral.state in OPEN,
        can_fill_in=_is_ones_own(act, referral),
        created_at=referral.created_at,
        closed_at=referral.closed_at,
    )
