"""Notes as they cross the API. What was written is in `NotesView` only; a write never sends it back."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

QUESTION: JsonDict = {
    "id": "last_year",
    "section": "notes",
    "label": "The last 12 months",
    "ask": "Think back over the last 12 months. What went well, and what was hard?",
    "why": "A PDR looks back over the last 12 months.",
    "kind": "text",
    "need": "optional",
    "choices": {},
    "is_private": True,
}
STATE: JsonDict = {
    "id": "5f0c7d9e2b7a4a0f9d3e1c2b4a6f8e10",
    "version": 3,
    "asked": ["last_year", "performance"],
    "answered": ["last_year"],
    "next": "performance",
    "undoable": "last_year",
    "changed_at": "2027-03-01T09:30:00Z",
    "expires_on": "2028-04-04",
}


class QuestionView(BaseModel):
    """One question, in the shape of a question of a form: what asks privately asks both alike."""

    model_config = ConfigDict(json_schema_extra={"examples": [QUESTION]})

    id: str
    section: Literal["notes"]
    label: str
    ask: str
    why: str
    kind: Literal["text"]
    need: Literal["optional"]
    choices: dict[str, str]
    is_private: Literal[True]


class SectionView(BaseModel):
    """What the questions are put under."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"id": "notes", "title": "Your notes for your PDR"}]})

    id: Literal["notes"]
    title: str


class NotesFormView(BaseModel):
    """The questions, and the messages for answers that cannot be kept."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "sections": [{"id": "notes", "title": "Your notes for your PDR"}],
                    "fields": [QUESTION],
                    "messages": {"too_long": "Please use fewer words."},
                }
            ]
        }
    )

    sections: list[SectionView]
    fields: list[QuestionView]
    messages: dict[str, str]


class NoteBody(BaseModel):
    """An answer to one question; what it may be is said in words when it is refused."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"value": "The move to the new office."}]}
    )

    value: str


class BeginNotesBody(BaseModel):
    """One's own notes are wanted."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})


class UndoNoteBody(BaseModel):
    """The last change is taken back."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})


class DiscardNotesBody(BaseModel):
    """The notes are deleted with all that was written."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})


class NotesStateView(BaseModel):
    """How far the notes are, and no word of them. `next`: the first open question; `undoable`: what changed last."""

    model_config = ConfigDict(json_schema_extra={"examples": [STATE]})

    id: str
    version: int
    asked: list[str]
    answered: list[str]
    next: str | None
    undoable: str | None
    changed_at: datetime
    expires_on: date


class NotesView(NotesStateView):
    """The notes with all that was written."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**STATE, "answers": {"last_year": "The move."}}]})

    answers: dict[str, str]


class NotesGoneView(BaseModel):
    """Nothing is left of the notes."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"id": "5f0c7d9e2b7a4a0f9d3e1c2b4a6f8e10", "state": "discarded"}]}
    )

    id: str
    state: Literal["discarded"] = "discarded"
