"""Cases as they cross the API: what everybody in them may know, and what only the Health Unit may."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue
from pydantic.config import JsonDict

from api.people.views import SUMMARY, PersonSummaryView
from api.referrals.agreements.views import AgreementView
from api.referrals.appointments.views import AppointmentView
from api.referrals.audit.models import Role
from api.referrals.cases.models import Clinician, Mode, Priority, SeesReport, TextPart
from api.referrals.cases.states import State
from api.referrals.form.specification import FormKind

Words = Annotated[str, Field(min_length=1, max_length=4000, pattern=r"^[^\x00-\x09\x0b-\x1f\x7f]*$")]
STATUS: JsonDict = {
    "id": "5f0c7d9e2b7a4a0f9d3e1c2b4a6f8e10",
    "reference": "RF-7K2M9Q4X",
    "kind": "management",
    "person": SUMMARY,
    "you_are": "referrer",
    "state": "submitted",
    "state_since": "2027-03-01T09:30:00Z",
    "created_at": "2027-03-01T09:30:00Z",
    "closed_at": None,
    "has_report": False,
    "agreements": None,
    "sees_report": None,
    "appointment": None,
    "due_on": None,
    "is_late": None,
}


class StatusView(BaseModel):
    """Where a case is. `has_report`: there is something that the caller may read.

    `agreements`, `sees_report` and `appointment` are for the person and the Health Unit, `due_on` and `is_late`
    for the Health Unit only.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [STATUS]})

    id: str
    reference: str
    kind: FormKind
    person: PersonSummaryView
    you_are: Role
    state: State
    state_since: datetime
    created_at: datetime
    closed_at: datetime | None
    has_report: bool
    agreements: list[AgreementView] | None
    sees_report: SeesReport | None
    appointment: AppointmentView | None
    due_on: date | None
    is_late: bool | None


class StatusesView(BaseModel):
    """One's own cases and those of one's team, the newest first; 100 at most."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [STATUS]}]})

    items: list[StatusView]


class InboxView(BaseModel):
    """A page of cases for the Health Unit; who waits longest comes first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [STATUS], "next_cursor": None}]})

    items: list[StatusView]
    next_cursor: str | None


class FieldView(BaseModel):
    """One answer of the form, with the question's label, in the form's order."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"id": "at_work", "section": "absence", "label": "At work or off", "value": "off"}]
        }
    )

    id: str
    section: str
    label: str
    value: JsonValue


class AnswersView(BaseModel):
    """What was said on the form, as far as the caller may read it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"form_version": "2026-11", "fields": []}]})

    form_version: str
    fields: list[FieldView]


class TextView(BaseModel):
    """One text of a case."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "part": "note",
                    "revision": 1,
                    "written_by": "demo-health-unit",
                    "written_at": "2027-03-01T09:30:00Z",
                    "content": {"text": "…"},
                }
            ]
        }
    )

    part: TextPart
    revision: int
    written_by: str
    written_at: datetime
    content: dict[str, JsonValue]


class StepView(BaseModel):
    """When a case came into a state, and who did it."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"state": "submitted", "at": "2027-03-01T09:30:00Z", "by_id": "demo-employee"}]}
    )

    state: State
    at: datetime
    by_id: str | None


class RecordView(BaseModel):
    """The whole record, for the Health Unit: everything that was written, said and done."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"status": STATUS, "texts": [], "steps": [], "agreements": []}]}
    )

    status: StatusView
    texts: list[TextView]
    steps: list[StepView]
    agreements: list[AgreementView]


class EarlierView(BaseModel):
    """A referral that may be used instead of a new one, or to fill one in."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "5f0c7d9e2b7a4a0f9d3e1c2b4a6f8e10",
                    "reference": "RF-7K2M9Q4X",
                    "state": "closed",
                    "is_open": False,
                    "can_fill_in": True,
                    "created_at": "2027-03-01T09:30:00Z",
                    "closed_at": "2027-04-01T09:30:00Z",
                }
            ]
        }
    )

    id: str
    reference: str
    state: State
    is_open: bool
    can_fill_in: bool
    created_at: datetime
    closed_at: datetime | None


class EarliersView(BaseModel):
    """Open referrals, and recent ones for the same reason."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": []}]})

    items: list[EarlierView]


class TriageBody(BaseModel):
    """Who should see the person, how, and how soon."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"clinician": "nurse", "mode": "phone", "priority": "routine", "note": None}]},
    )

    clinician: Clinician
    mode: Mode
    priority: Priority
    note: Words | None = None


class TextBody(BaseModel):
    """A note of the Health Unit, or a comment of the person."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"text": "…"}]})

    text: Words


class EndBody(BaseModel):
    """A case ends."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})


class SubmittedView(BaseModel):
    """A new case, with the reference to quote."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"id": "5f0c7d9e2b7a4a0f9d3e1c2b4a6f8e10", "reference": "RF-7K2M9Q4X", "state": "with_employee"}
            ]
        }
    )

    id: str
    reference: str
    state: Literal[State.WITH_EMPLOYEE, State.SUBMITTED]
