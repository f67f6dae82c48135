"""Drafts as they cross the API. What was answered is in `DraftView` only; a write never sends it back."""

from datetime import date, datetime
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue
from pydantic.config import JsonDict

from api.fields import Id
from api.people.views import SUMMARY, PersonSummaryView
from api.referrals.form.specification import FormKind

SEEN = Field(default=None, ge=1, le=2**31 - 1, description="the version that was seen; none: whatever it is now")
STATE: JsonDict = {
    "id": "5f0c7d9e2b7a4a0f9d3e1c2b4a6f8e10",
    "kind": "management",
    "person": SUMMARY,
    "version": 7,
    "asked": ["employee_name", "at_work"],
    "answered": ["employee_name"],
    "missing": ["at_work"],
    "wrong": [],
    "next": "at_work",
    "undoable": "employee_name",
    "is_complete": False,
    "changed_at": "2027-03-01T09:30:00Z",
    "expires_on": "2027-03-15",
}


class StartBody(BaseModel):
    """A new draft. `person_id`: who is referred; none for oneself. `earlier_id`: a referral that fills it in."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"kind": "management", "person_id": "demo-employee"}, {"kind": "self"}]},
    )

    kind: FormKind
    person_id: Id | None = None
    earlier_id: Id | None = None


class AnswerBody(BaseModel):
    """An answer to one question, in the form that the question's kind asks for."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"value": "off", "version": 6}]})

    value: JsonValue
    version: int | None = SEEN


class ChangeBody(BaseModel):
    """A change that needs no value: clear, undo."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"version": 6}, {}]})

    version: int | None = SEEN


class DiscardBody(BaseModel):
    """A draft is deleted with all that was said."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})


class SubmitBody(BaseModel):
    """The declaration of who refers. `despite_open`: they know of an open referral, and want another."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"declared": True, "form_version": "2026-11", "despite_open": False}]},
    )

    declared: Literal[True]
    form_version: str = Field(max_length=20, pattern=r"^[0-9A-Za-z.-]+$", description="whose notices were shown")
    version: int | None = SEEN
    despite_open: bool = False


class DraftStateView(BaseModel):
    """How far a draft is filled, by fields. `next`: the first open question. `undoable`: whose change came last."""

    model_config = ConfigDict(json_schema_extra={"examples": [STATE]})

    id: str
    kind: FormKind
    person: PersonSummaryView
    version: int
    asked: list[str]
    answered: list[str]
    missing: list[str]
    wrong: list[str]
    next: str | None
    undoable: str | None
    is_complete: bool
    changed_at: datetime
    expires_on: date


class DraftView(DraftStateView):
    """A draft with all that was said so far."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**STATE, "answers": {"employee_name": "Priya Nair"}}]})

    answers: dict[str, JsonValue]


class DraftSummaryView(BaseModel):
    """A draft in a list."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{name: STATE[name] for name in ("id", "kind", "person", "changed_at", "expires_on")}]
        }
    )

    id: str
    kind: FormKind
    person: PersonSummaryView
    changed_at: datetime
    expires_on: date


class DraftsView(BaseModel):
    """One's own drafts, the last changed first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": []}]})

    items: list[DraftSummaryView]


class DiscardedView(BaseModel):
    """Nothing is left of the draft."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"id": "5f0c7d9e2b7a4a0f9d3e1c2b4a6f8e10"}]})

    id: str
    state: Literal["discarded"] = "discarded"
