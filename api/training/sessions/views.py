"""Sessions as they cross the API."""

from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic.config import JsonDict

from api.fields import Id, Line, Link, Moment
from api.training.courses.views import CourseNameView
from api.training.sessions.models import SessionState

DAYS: list[JsonDict] = [
    {"starts_at": "2027-03-02T09:30:00Z", "ends_at": "2027-03-02T16:30:00Z"},
    {"starts_at": "2027-03-03T09:30:00Z", "ends_at": "2027-03-03T16:30:00Z"},
]
CONTENT: JsonDict = {
    "place": "Bootle Town Hall",
    "is_online": False,
    "trainer": "Workforce Learning and Development",
    "capacity": 12,
    "cut_off_at": "2027-02-27T09:30:00Z",
    "days": [*DAYS],
}
EXAMPLE: JsonDict = {
    "id": "mental-health-first-aid-20270302",
    "course": {"id": "mental-health-first-aid", "title": "Mental Health First Aid in the Workplace (Level 3)"},
    "state": "open",
    **CONTENT,
    "starts_at": "2027-03-02T09:30:00Z",
    "ends_at": "2027-03-03T16:30:00Z",
    "places_left": 4,
    "waiting": 0,
}


class DayBody(BaseModel):
    """One day of a session; it ends after it starts, within 24 hours."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [*DAYS]})

    starts_at: Moment
    ends_at: Moment


class SessionBody(BaseModel):
    """When and where a session is held. The days are in order and do not overlap."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [CONTENT]})

    place: Line
    is_online: bool = False
    link: Link | None = None
    trainer: Line
    capacity: int = Field(ge=1, le=1000)
    cut_off_at: Moment | None = Field(default=None, description="none: so many days before as the course says")
    days: Annotated[list[DayBody], Field(min_length=1, max_length=10)]

    @model_validator(mode="after")
    def _require_order(self) -> Self:
        ends: datetime | None = None
        for day in self.days:
            if (
                day.ends_at <= day.starts_at
                or (day.ends_at - day.starts_at).days >= 1
                or (ends and day.starts_at < ends)
            ):
                raise ValueError("days")
            ends = day.ends_at
        return self


class NewSessionBody(SessionBody):
    """A new session of a course."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"course_id": "mental-health-first-aid", **CONTENT}]}
    )

    course_id: Id


class DayView(BaseModel):
    """One day of a session."""

    model_config = ConfigDict(json_schema_extra={"examples": [*DAYS]})

    starts_at: datetime
    ends_at: datetime


class SessionView(BaseModel):
    """A session. `places_left`: none while people wait. `waiting`: how many do."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: str
    course: CourseNameView
    state: SessionState
    place: str
    is_online: bool
    trainer: str
    capacity: int
    places_left: int
    waiting: int
    starts_at: datetime
    ends_at: datetime
    cut_off_at: datetime
    days: list[DayView]


class SessionsView(BaseModel):
    """A page of sessions, by time."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [EXAMPLE], "next_cursor": None}]})

    items: list[SessionView]
    next_cursor: str | None


class MarkBody(BaseModel):
    """Whether one person was there."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"booking_id": "5f0c7d9e2b7a4a0f", "was_there": True}]}
    )

    booking_id: Id
    was_there: bool


class AttendanceBody(BaseModel):
    """The attendance sheet, or a part of it."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"marks": [{"booking_id": "5f0c7d9e2b7a4a0f", "was_there": True}]}]},
    )

    marks: Annotated[list[MarkBody], Field(min_length=1, max_length=200)]


class CancelSessionBody(BaseModel):
    """A session that will not be held; everybody is told."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})
