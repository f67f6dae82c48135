"""What people completed and owe, as it crosses the API."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.fields import Day, Id
from api.people.views import SUMMARY, PersonSummaryView
from api.training.bookings.views import EXAMPLE as BOOKING
from api.training.bookings.views import BookingView
from api.training.courses.models import CourseKind
from api.training.courses.views import CourseNameView
from api.training.sessions.views import EXAMPLE as SESSION
from api.training.sessions.views import SessionView

COURSE: JsonDict = {"id": "climate-change", "title": "Climate Change"}
COMPLETION: JsonDict = {
    "id": "0b9f3f7e2b7a4a0f9d3e1c2b4a6f8e10",
    "person_id": "demo-employee",
    "course": COURSE,
    "completed_on": "2026-05-12",
    "valid_until": "2029-05-12",
}
OBLIGATION: JsonDict = {
    "course": COURSE,
    "kind": "elearning",
    "link": None,
    "state": "overdue",
    "due_on": "2021-05-30",
    "completed_on": None,
    "valid_until": None,
    "booking_id": None,
    "booked_at": None,
}
RECORD: JsonDict = {"person": SUMMARY, "is_up_to_date": False, "obligations": [OBLIGATION], "completions": [COMPLETION]}


class CompletionBody(BaseModel):
    """An eLearning course that somebody completed: oneself, or for the learning team anybody."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"course_id": "corporate-induction", "completed_on": "2026-11-20"}]},
    )

    course_id: Id
    person_id: Id | None = None
    completed_on: Day | None = Field(default=None, description="none: today")


class CompletionView(BaseModel):
    """A completion. `valid_until`: the last day that it counts; none: for good."""

    model_config = ConfigDict(json_schema_extra={"examples": [COMPLETION]})

    id: str
    person_id: str
    course: CourseNameView
    completed_on: date
    valid_until: date | None


class ObligationState(StrEnum):
    """How it stands with a course that one must take."""

    DONE = "done"
    RENEW = "renew"
    DUE = "due"
    OVERDUE = "overdue"


class ObligationView(BaseModel):
    """A course that one must take. `renew`: it still counts, for 60 days at most. `booked_at`: when it begins."""

    model_config = ConfigDict(json_schema_extra={"examples": [OBLIGATION]})

    course: CourseNameView
    kind: CourseKind
    link: str | None
    state: ObligationState
    due_on: date | None
    completed_on: date | None
    valid_until: date | None
    booking_id: str | None
    booked_at: datetime | None


class RecordView(BaseModel):
    """The training of one person. `is_up_to_date`: nothing is overdue."""

    model_config = ConfigDict(json_schema_extra={"examples": [RECORD]})

    person: PersonSummaryView
    is_up_to_date: bool
    obligations: list[ObligationView]
    completions: list[CompletionView]


class TeamRecordsView(BaseModel):
    """The training of a team."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [RECORD]}]})

    items: list[RecordView]


class PlanItemView(BaseModel):
    """One course of a plan: a session to book, or eLearning to do when it suits (`session` is none)."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"course": COURSE, "link": None, "session": SESSION}]})

    course: CourseNameView
    link: str | None
    session: SessionView | None


class PlanView(BaseModel):
    """A proposal; nothing is booked yet. `missing`: courses for which nothing fits by then."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "person": SUMMARY,
                    "by": "2027-06-30",
                    "items": [{"course": COURSE, "link": None, "session": SESSION}],
                    "missing": [],
                }
            ]
        }
    )

    person: PersonSummaryView
    by: date
    items: list[PlanItemView]
    missing: list[CourseNameView]


class PlanBody(BaseModel):
    """The sessions of a plan that the person said yes to."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"session_ids": ["recruitment-and-selection-20270310"]}]}
    )

    session_ids: Annotated[list[Id], Field(min_length=1, max_length=20)]


class PlanBookedView(BaseModel):
    """What was booked: all of it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [BOOKING]}]})

    items: list[BookingView]


class ComplianceRowView(BaseModel):
    """How many of those who must take a course have done it, in one service."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"service": "Planning", "course": COURSE, "required": 120, "done": 96, "percent": 80.0}]
        }
    )

    service: str
    course: CourseNameView
    required: int
    done: int
    percent: float


class ComplianceView(BaseModel):
    """Compliance by service and course, beside the council's target."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "target_percent": 90,
                    "percent": 80.0,
                    "rows": [{"service": "Planning", "course": COURSE, "required": 120, "done": 96, "percent": 80.0}],
                }
            ]
        }
    )

    target_percent: int
    percent: float
    rows: list[ComplianceRowView]
