"""Starts, fills, takes back and discards drafts. Every answer is sealed before it is stored."""

from dataclasses import dataclass

from api.acts import Act
from api.erasure.models import Reason
from api.erasure.recording import note_erased
from api.errors import NotFoundError
from api.people.models import Person
from api.people.relations import Relation
from api.referrals.audit.models import Action, Purpose, Role
from api.referrals.audit.recording import record
from api.referrals.drafts import repository
from api.referrals.drafts.content import Content, read_content
from api.referrals.drafts.models import ReferralDraft
from api.referrals.errors import (
    AnswerRefusedError,
    DraftChangedError,
    FieldNotAskedError,
    NothingToUndoError,
    SelfAsManagerError,
)
from api.referrals.form.answers import Answer, AnswerRefused, check_answer
from api.referrals.form.progress import Progress, applies, from_directory, measure
from api.referrals.form.specification import Form, FormField, FormKind, read_form
from api.referrals.rights import require_report
from api.retention.classes import Retention


@dataclass(slots=True)
class OpenDraft:
    """A draft with its content in the clear, for the length of one request."""

    row: ReferralDraft
    content: Content
    form: Form

    @property
    def progress(self) -> Progress:
        """Return how far it is filled."""
        return measure(self.form, self.content.answers)


def start_draft(act: Act, kind: FormKind, person_id: str | None, answers: dict[str, Answer]) -> OpenDraft:
    """Begin a draft; `answers`: what an earlier referral brings. Raises NotFoundError or a ReferralError."""
    person = _require_subject(act, kind, person_id)
    form = read_form(kind)
    content = Content({**answers, **from_directory(form, act.me, person)})
    row = ReferralDraft(
        id=act.new_id(),
        kind=kind,
        owner_id=act.me.id,
        person=person,
        version=1,
        created_at=act.now,
        changed_at=act.now,
        expires_on=Retention.DRAFTS.expires_on(act.today),
    )
    row.seal(act.vault, content.write())
    over = repository.delete_over(act.session, act.me.id, act.today)
    note_erased(act, ReferralDraft.__tablename__, over, Reason.RETENTION)
    repository.add_draft(act.session, row)
    note(act, row, Action.WRITE, "started")
    return OpenDraft(row, content, form)


def open_draft(act: Act, draft_id: str, version: int | None = None) -> OpenDraft:
    """Return one's own draft. `version`: the one that the caller has seen. Raises NotFoundError, DraftChangedError."""
    row = repository.find_draft(act.session, draft_id)
    if row is None or row.owner_id != act.me.id or row.expires_on <= act.today:
        raise NotFoundError
    # The line is read again: who moved to another manager is not referred by the one before.
    _require_subject(act, FormKind(row.kind), row.person_id)
    if version is not None and version != row.version:
        raise DraftChangedError
    return OpenDraft(row, read_content(row.open(act.vault)), read_form(FormKind(row.kind)))


def answer_field(act: Act, draft_id: str, field_id: str, value: object, version: int | None) -> OpenDraft:
    """Store an answer. Raises NotFoundError, FieldNotAskedError, AnswerRefusedError, DraftChangedError."""
    draft = open_draft(act, draft_id, version)
    field = _require_asked(draft, field_id)
    try:
        answer = check_answer(field, value, act.today)
    except AnswerRefused as refused:
        raise AnswerRefusedError(places=[f"{field.id}: {refused.rule}"]) from None
    draft.content.put(field.id, answer)
    return _store(act, draft, field.section)


def clear_field(act: Act, draft_id: str, field_id: str, version: int | None) -> OpenDraft:
    """Take an answer out. Raises NotFoundError, FieldNotAskedError, DraftChangedError."""
    draft = open_draft(act, draft_id, version)
    field = _require_asked(draft, field_id)
    draft.content.put(field.id, None)
    return _store(act, draft, field.section)


def undo_last(act: Act, draft_id: str, version: int | None) -> OpenDraft:
    """Take the last change back. Raises NotFoundError, NothingToUndoError, DraftChangedError."""
    draft = open_draft(act, draft_id, version)
    if draft.content.undo() is None:
        raise NothingToUndoError
    return _store(act, draft, "undone")


def discard_draft(act: Act, draft_id: str) -> None:
    """Delete a draft with all that was said. Raises NotFoundError."""
    draft = open_draft(act, draft_id)
    repository.delete_draft(act.session, draft.row)
    note_erased(act, ReferralDraft.__tablename__, [draft.row.id], Reason.DISCARDED)
    note(act, draft.row, Action.DELETE, "discarded")


def note(act: Act, row: ReferralDraft, action: Action, detail: str) -> None:
    """Put an act on a draft on the audit trail."""
    role = Role.EMPLOYEE if row.kind == FormKind.SELF else Role.REFERRER
    record(act, role, action, "draft", row.id, row.person_id, purpose=Purpose.REFERRING, detail=detail)


def _require_subject(act: Act, kind: FormKind, person_id: str | None) -> Person:
    if kind is FormKind.SELF:
        if person_id not in (None, "me", act.me.id) or Relation.SELF not in act.may:
            raise NotFoundError
        return act.me
    if person_id in (None, "me", act.me.id):
        raise SelfAsManagerError
    return require_report(act, str(person_id))


def _require_asked(draft: OpenDraft, field_id: str) -> FormField:
    try:
        field = draft.form.find(field_id)
    except KeyError:
        raise NotFoundError from None
    if not applies(draft.form, field, draft.content.answers):
        raise FieldNotAskedError
    return field


def _store(act: Act, draft: OpenDraft, detail: str) -> OpenDraft:
    # Sealed beside the row, so that nothing is stored when the row has a newer version.
    key_id, sealed = act.vault.seal(draft.row.place, draft.content.write())
    values = {
        "key_id": key_id,
        "sealed": sealed,
        "changed_at": act.now,
        "expires_on": Retention.DRAFTS.expires_on(act.today),
    }
    repository.change_draft(act.session, draft.row, values)
    note(act, draft.row, Action.WRITE, detail)
    return draft
