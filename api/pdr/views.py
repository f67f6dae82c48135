"""PDRs as they cross the API: days, states, and what was asked for."""

from datetime import date, datetime
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.fields import PRINTABLE, Day, Id, Line, Moment
from api.pdr.models import Outcome
from api.pdr.states import State
from api.people.views import SUMMARY, PersonSummaryView
from api.training.courses.views import CourseNameView

# A few words: what was said in a PDR is not kept.
Need = Annotated[str, Field(min_length=2, max_length=80, pattern=PRINTABLE, examples=["Speaking in public"])]
COURSE: JsonDict = {"id": "excel-basics", "title": "Excel Basics"}
ASKED: JsonDict = {"course": COURSE, "outcome": "booked", "booking_id": "5f0c7d9e2b7a4a0f"}
EXAMPLE: JsonDict = {
    "person": SUMMARY,
    "state": "recorded",
    "cycle_starts_on": "2026-04-01",
    "cycle_ends_on": "2027-03-31",
    "due_on": "2026-12-31",
    "is_late": False,
    "is_away": False,
    "is_complete": True,
    "starts_at": "2026-11-24T14:00:00Z",
    "ends_at": "2026-11-24T15:00:00Z",
    "place": "Magdalen House, Bootle",
    "held_on": "2026-11-24",
    "recorded_at": "2026-11-25T09:00:00Z",
    "agreed_at": None,
    "needs": ["Speaking in public"],
    "training": [ASKED],
    "next_follow_up_on": "2027-01-05",
    "held_before_on": "2025-11-20",
    "unanswered_on": "2026-11-24",
    "invite": None,
}


class BookingBody(BaseModel):
    """When the meeting is to be. `minutes`: none: as long as usual. `place`: none: as it was, or to be agreed."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"starts_at": "2027-03-02T14:00:00Z", "minutes": 60, "place": "Room 2"}]},
    )

    starts_at: Moment
    minutes: int | None = Field(default=None, ge=15, le=480)
    place: Line | None = None


class HeldBody(BaseModel):
    """The day on which the meeting was held; none: the day for which it was booked, or else today."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"held_on": "2026-11-24"}, {}]})

    held_on: Day | None = None


class AskedBody(BaseModel):
    """Training that was asked for. `session_id`: the date that is booked; none: a date is still to be found."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"course_id": "excel-basics"}, {"course_id": "mba"}]}
    )

    course_id: Id
    session_id: Id | None = None


class RecordBody(BaseModel):
    """What is kept of a PDR: needs in a few words each, and the training asked for."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "held_on": "2026-11-24",
                    "needs": ["Speaking in public"],
                    "training": [{"course_id": "excel-basics", "session_id": "excel-basics-20270112"}],
                }
            ]
        },
    )

    held_on: Day | None = None
    needs: Annotated[list[Need], Field(max_length=8)] = []
    training: Annotated[list[AskedBody], Field(max_length=8)] = []


class AgreementBody(BaseModel):
    """Whether the person agrees to what was recorded; if not, the manager records it again."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"agrees": True}]})

    agrees: bool


class CancelMeetingBody(BaseModel):
    """The meeting is cancelled, and the PDR due again."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})


class TakingBackBody(BaseModel):
    """The record is taken back. `was_held`: whether there was a meeting; if not, the PDR is due again."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"was_held": False}]})

    was_held: bool


class AskedView(BaseModel):
    """Training that was asked for, and what it came to."""

    model_config = ConfigDict(json_schema_extra={"examples": [ASKED]})

    course: CourseNameView
    outcome: Outcome
    booking_id: str | None


class PdrView(BaseModel):
    """One person's PDR. `due_on`: none: none is due in this cycle. `invite`: the calendar file, while it is booked.

    `is_away`: on a long absence, so it is not counted. `held_before_on`: when the one before was held. `unanswered_on`:
    when the one was held, of whatever year, whose record waits for the person's word.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    person: PersonSummaryView
    state: State
    cycle_starts_on: date
    cycle_ends_on: date
    due_on: date | None
    is_late: bool
    is_away: bool
    is_complete: bool
    starts_at: datetime | None
    ends_at: datetime | None
    place: str | None
    held_on: date | None
    recorded_at: datetime | None
    agreed_at: datetime | None
    needs: list[str]
    training: list[AskedView]
    next_follow_up_on: date | None
    held_before_on: date | None
    unanswered_on: date | None
    invite: str | None


class TeamPdrsView(BaseModel):
    """The PDRs of a team, by the last day on which they are due."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [EXAMPLE]}]})

    items: list[PdrView]
