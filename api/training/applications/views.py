"""Applications as they cross the API."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.fields import Day, Id, Line, Text
from api.people.views import SUMMARY, PersonSummaryView
from api.training.applications.models import ApplicationKind, ApplicationState
from api.training.bookings.views import EXAMPLE as BOOKING
from api.training.bookings.views import BookingView

EXTERNAL: JsonDict = {
    "title": "Urban Design Summer School",
    "provider": "An outside provider",
    "cost_pence": 45000,
    "starts_on": "2027-07-05",
    "reason": "We take over design reviews this year.",
}
EXAMPLE: JsonDict = {
    "id": "7d1c7d9e2b7a4a0f9d3e1c2b4a6f8e10",
    "reference": "TR-9M4K2Q7X",
    "kind": "external",
    "state": "sent",
    "person": SUMMARY,
    "course_id": None,
    **EXTERNAL,
    "sent_at": "2026-11-25T10:00:00Z",
    "decision_reason": None,
}


class InterestBody(BaseModel):
    """Interest in a programme or an apprenticeship, which goes to the line manager."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"course_id": "level-3-team-leader", "reason": "I lead a small team since May."}]
        },
    )

    course_id: Id
    reason: Text


class ExternalBody(BaseModel):
    """An application for training by somebody else, which goes to the line manager."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXTERNAL]})

    title: Line
    provider: Line
    cost_pence: int = Field(ge=0, le=10_000_000)
    starts_on: Day | None = None
    reason: Text


class WithdrawBody(BaseModel):
    """A withdrawal needs no words."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})


class ApplicationView(BaseModel):
    """An application, and what became of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: str
    reference: str
    kind: ApplicationKind
    state: ApplicationState
    person: PersonSummaryView
    course_id: str | None
    title: str
    provider: str | None
    cost_pence: int | None
    starts_on: date | None
    reason: str
    sent_at: datetime
    decision_reason: str | None


class ApplicationsView(BaseModel):
    """Applications of a person, the newest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [EXAMPLE]}]})

    items: list[ApplicationView]


class ApprovalsView(BaseModel):
    """What waits for the person's word: places that are held, and applications."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"bookings": [BOOKING], "applications": [EXAMPLE]}]})

    bookings: list[BookingView]
    applications: list[ApplicationView]
