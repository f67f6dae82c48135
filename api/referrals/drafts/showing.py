"""Drafts as the API shows them. Changes nothing but the audit trail."""

from api.acts import Act
from api.people.service import summarise
from api.referrals.audit.models import Action
from api.referrals.drafts import repository, service
from api.referrals.drafts.service import OpenDraft
from api.referrals.drafts.views import DraftStateView, DraftSummaryView, DraftsView, DraftView
from api.referrals.form.progress import applicable
from api.referrals.form.specification import FormKind
from api.referrals.rights import is_manager_of


def show_state(draft: OpenDraft) -> DraftStateView:
    """Return how far the draft is filled."""
    row, progress = draft.row, draft.progress
    open_questions = [field for field in progress.asked if field not in progress.answered]
    undos = draft.content.undos
    return DraftStateView(
        id=row.id,
        kind=FormKind(row.kind),
        person=summarise(row.person),
        version=row.version,
        asked=progress.asked,
        answered=progress.answered,
        missing=progress.missing,
        wrong=progress.wrong,
        next=open_questions[0] if open_questions else None,
        undoable=undos[-1][0] if undos else None,
        is_complete=progress.is_complete,
        changed_at=row.changed_at,
        expires_on=row.expires_on,
    )


def show_progress(act: Act, draft_id: str) -> DraftStateView:
    """Return how far a draft is filled. Raises NotFoundError."""
    draft = service.open_draft(act, draft_id)
    service.note(act, draft.row, Action.READ, "progress")
    return show_state(draft)


def show_draft(act: Act, draft_id: str) -> DraftView:
    """Return what was said so far. Raises NotFoundError."""
    draft = service.open_draft(act, draft_id)
    service.note(act, draft.row, Action.READ, "answers")
    answers = applicable(draft.form, draft.content.answers)
    return DraftView(**show_state(draft).model_dump(), answers=answers)


def list_drafts(act: Act) -> DraftsView:
    """Return one's own drafts about oneself and those who still report to one."""
    rows = repository.list_drafts(act.session, act.me.id, act.today)
    mine = [row for row in rows if row.kind == FormKind.SELF or is_manager_of(act, row.person)]
    for row in mine:
        service.note(act, row, Action.LIST, "")
    return DraftsView(
        items=[
            DraftSummaryView(
                id=row.id,
                kind=FormKind(row.kind),
                person=summarise(row.person),
                changed_at=row.changed_at,
                expires_on=row.expires_on,
            )
            for row in mine
        ]
    )
