"""The addresses of drafts. Answers travel in bodies only, never in an address."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.acts import Act, noting
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.fields import Id
from api.problems import document_problems
from api.referrals.cases import submitting
from api.referrals.cases.states import State
from api.referrals.cases.views import EarliersView, SubmittedView
from api.referrals.drafts import service, showing
from api.referrals.drafts.views import (
    AnswerBody,
    ChangeBody,
    DiscardBody,
    DiscardedView,
    DraftStateView,
    DraftsView,
    DraftView,
    StartBody,
    SubmitBody,
)
from api.writes import WRITE_PROBLEMS, CurrentWrite

router = APIRouter(prefix="/v1/referral-drafts", tags=["referrals"])

DraftId = Annotated[Id, Path()]
FieldId = Annotated[str, Path(pattern=r"^[a-z_]{1,40}$", examples=["at_work"])]
READ_PROBLEMS = document_problems(401, 403, 404, 408, 422, 503)


@router.get("", summary="One's own drafts", responses=document_problems(401, 403, 408, 503))
def list_drafts(context: CurrentContext, caller: CurrentCaller) -> DraftsView:
    """Return what was begun and not sent, in the last 14 days, on whatever device."""
    with noting(context, caller) as act:
        return showing.list_drafts(act)


@router.post("", summary="Begin", status_code=201, response_model=DraftStateView, responses=WRITE_PROBLEMS)
def start_draft(body: StartBody, write: CurrentWrite) -> Response:
    """Begin a draft about oneself, or about somebody who reports to one directly."""

    def start(act: Act) -> DraftStateView:
        answers = {}
        if body.earlier_id:
            answers = submitting.answers_of_earlier(act, body.earlier_id, body.kind, body.person_id)
        return showing.show_state(service.start_draft(act, body.kind, body.person_id, answers))

    return write.act_sealed(body, 201, start)


@router.get("/{draft_id}", summary="What was said so far", responses=READ_PROBLEMS)
def show_draft(context: CurrentContext, caller: CurrentCaller, draft_id: DraftId) -> DraftView:
    """Return the draft with its answers."""
    with noting(context, caller) as act:
        return showing.show_draft(act, draft_id)


@router.get("/{draft_id}/progress", summary="How far it is filled", responses=READ_PROBLEMS)
def show_progress(context: CurrentContext, caller: CurrentCaller, draft_id: DraftId) -> DraftStateView:
    """Return which questions are open, and no answer: what a conversation has to know to go on."""
    with noting(context, caller) as act:
        return showing.show_progress(act, draft_id)


@router.get("/{draft_id}/earlier", summary="Referrals to use instead", responses=READ_PROBLEMS)
def list_earlier(context: CurrentContext, caller: CurrentCaller, draft_id: DraftId) -> EarliersView:
    """Return open referrals, and recent ones for the same reason."""
    with noting(context, caller) as act:
        return submitting.list_earlier(act, draft_id)


@router.put("/{draft_id}/answers/{field_id}", summary="Answer", response_model=DraftStateView, responses=WRITE_PROBLEMS)
def answer_field(draft_id: DraftId, field_id: FieldId, body: AnswerBody, write: CurrentWrite) -> Response:
    """Store an answer. Of a wrong one `places` says by which rule; the form has the words for each."""

    def answer(act: Act) -> DraftStateView:
        return showing.show_state(service.answer_field(act, draft_id, field_id, body.value, body.version))

    return write.act_sealed(body, 200, answer)


@router.post(
    "/{draft_id}/answers/{field_id}/clear", summary="Clear", response_model=DraftStateView, responses=WRITE_PROBLEMS
)
def clear_field(draft_id: DraftId, field_id: FieldId, body: ChangeBody, write: CurrentWrite) -> Response:
    """Take an answer out."""

    def clear(act: Act) -> DraftStateView:
        return showing.show_state(service.clear_field(act, draft_id, field_id, body.version))

    return write.act_sealed(body, 200, clear)


@router.post("/{draft_id}/undo", summary="Undo", response_model=DraftStateView, responses=WRITE_PROBLEMS)
def undo_last(draft_id: DraftId, body: ChangeBody, write: CurrentWrite) -> Response:
    """Take the last change back; `undoable` said whose it was."""

    def undo(act: Act) -> DraftStateView:
        return showing.show_state(service.undo_last(act, draft_id, body.version))

    return write.act_sealed(body, 200, undo)


@router.post("/{draft_id}/discard", summary="Discard", response_model=DiscardedView, responses=WRITE_PROBLEMS)
def discard_draft(draft_id: DraftId, body: DiscardBody, write: CurrentWrite) -> Response:
    """Delete the draft with all that was said."""

    def discard(act: Act) -> DiscardedView:
        service.discard_draft(act, draft_id)
        return DiscardedView(id=draft_id)

    return write.act_sealed(body, 200, discard)


@router.post(
    "/{draft_id}/submit", summary="Send", status_code=201, response_model=SubmittedView, responses=WRITE_PROBLEMS
)
def submit_draft(draft_id: DraftId, body: SubmitBody, write: CurrentWrite) -> Response:
    """Make a case of the draft, with a reference to quote."""

    def submit(act: Act) -> SubmittedView:
        referral = submitting.submit_draft(act, draft_id, body)
        state = State.SUBMITTED if referral.state == State.SUBMITTED else State.WITH_EMPLOYEE
        return SubmittedView(id=referral.id, reference=referral.reference, state=state)

    return write.act_sealed(body, 201, submit)
