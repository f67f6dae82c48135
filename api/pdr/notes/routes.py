"""The addresses of private notes. Answers travel in bodies only, never in an address."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.acts import Act, reading
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.fields import Id
from api.pdr.notes import service
from api.pdr.notes.questions import Question, read_questions
from api.pdr.notes.service import OpenNotes
from api.pdr.notes.views import (
    BeginNotesBody,
    DiscardNotesBody,
    NoteBody,
    NotesFormView,
    NotesGoneView,
    NotesStateView,
    NotesView,
    QuestionView,
    SectionView,
    UndoNoteBody,
)
from api.problems import document_problems
from api.writes import WRITE_PROBLEMS, CurrentWrite

router = APIRouter(prefix="/v1", tags=["PDR notes"])

NotesId = Annotated[Id, Path()]
QuestionId = Annotated[str, Path(pattern=r"^[a-z_]{1,40}$", examples=["last_year"])]
READ_PROBLEMS = document_problems(401, 403, 404, 408, 422, 503)


@router.get("/pdr-notes-form", summary="The questions", responses=document_problems(401, 403, 408, 503))
def show_form(context: CurrentContext, caller: CurrentCaller) -> NotesFormView:
    """Return the questions with which somebody prepares."""
    with reading(context, caller):
        form = read_questions()
    return NotesFormView(
        sections=[SectionView(id="notes", title=form.title)],
        fields=[show_question(question) for question in form.questions],
        messages=form.messages,
    )


@router.post(
    "/pdr-notes", summary="One's own notes", status_code=201, response_model=NotesStateView, responses=WRITE_PROBLEMS
)
def begin_notes(body: BeginNotesBody, write: CurrentWrite) -> Response:
    """Return how far one's own notes are; where there are none, begin."""
    return write.act_sealed(body, 201, lambda act: show_state(service.begin_notes(act)))


@router.get("/pdr-notes/{notes_id}", summary="What was written", responses=READ_PROBLEMS)
def show_notes(context: CurrentContext, caller: CurrentCaller, notes_id: NotesId) -> NotesView:
    """Return the notes with their answers, to who wrote them."""
    with reading(context, caller) as act:
        notes = service.open_notes(act, notes_id)
        answers = {name: str(answer) for name, answer in notes.content.answers.items()}
        return NotesView(**show_state(notes).model_dump(), answers=answers)


@router.get("/pdr-notes/{notes_id}/progress", summary="How far they are", responses=READ_PROBLEMS)
def show_progress(context: CurrentContext, caller: CurrentCaller, notes_id: NotesId) -> NotesStateView:
    """Return which questions are open, and no answer: what a conversation has to know to go on."""
    with reading(context, caller) as act:
        return show_state(service.open_notes(act, notes_id))


@router.put(
    "/pdr-notes/{notes_id}/answers/{question_id}",
    summary="Answer",
    response_model=NotesStateView,
    responses=WRITE_PROBLEMS,
)
def answer_question(notes_id: NotesId, question_id: QuestionId, body: NoteBody, write: CurrentWrite) -> Response:
    """Store an answer. Of one that cannot be kept `places` says by which rule; the form has the words for each."""

    def answer(act: Act) -> NotesStateView:
        return show_state(service.answer_question(act, notes_id, question_id, body.value))

    return write.act_sealed(body, 200, answer)


@router.post("/pdr-notes/{notes_id}/undo", summary="Undo", response_model=NotesStateView, responses=WRITE_PROBLEMS)
def undo_last(notes_id: NotesId, body: UndoNoteBody, write: CurrentWrite) -> Response:
    """Take the last change back; `undoable` said whose it was."""
    return write.act_sealed(body, 200, lambda act: show_state(service.undo_last(act, notes_id)))


@router.post("/pdr-notes/{notes_id}/discard", summary="Delete", response_model=NotesGoneView, responses=WRITE_PROBLEMS)
def discard_notes(notes_id: NotesId, body: DiscardNotesBody, write: CurrentWrite) -> Response:
    """Delete the notes with all that was written."""

    def discard(act: Act) -> NotesGoneView:
        service.discard_notes(act, notes_id)
        return NotesGoneView(id=notes_id)

    return write.act_sealed(body, 200, discard)


def show_state(notes: OpenNotes) -> NotesStateView:
    """Return how far the notes are."""
    asked, answers, undos = read_questions().ids, notes.content.answers, notes.content.undos
    answered = [name for name in asked if name in answers]
    return NotesStateView(
        id=notes.row.id,
        version=notes.row.version,
        asked=asked,
        answered=answered,
        next=next((name for name in asked if name not in answers), None),
        undoable=undos[-1][0] if undos else None,
        changed_at=notes.row.changed_at,
        expires_on=notes.row.expires_on,
    )


def show_question(question: Question) -> QuestionView:
    """Return a question as a question of a form."""
    return QuestionView(
        section="notes", kind="text", need="optional", choices={}, is_private=True, **question.model_dump()
    )
