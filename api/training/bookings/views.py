"""Bookings as they cross the API."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.fields import Id, Text
from api.people.views import SUMMARY, PersonSummaryView
from api.training.bookings.models import BookingState
from api.training.sessions.views import EXAMPLE as SESSION
from api.training.sessions.views import SessionView

EXAMPLE: JsonDict = {
    "id": "5f0c7d9e2b7a4a0f9d3e1c2b4a6f8e10",
    "reference": "TR-7K2M9Q4X",
    "state": "booked",
    "person": SUMMARY,
    "session": SESSION,
    "link": None,
    "position": None,
    "offered_until": None,
    "decision_reason": None,
    "is_late": False,
    "is_on_working_days": True,
    "invites": ["/v1/bookings/5f0c7d9e2b7a4a0f9d3e1c2b4a6f8e10/invites/1"],
}


class BookingBody(BaseModel):
    """A place for somebody: oneself, or a member of one's team."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"session_id": "mental-health-first-aid-20270302", "join_waiting_list": False},
                {"session_id": "mental-health-first-aid-20270302", "person_id": "demo-employee"},
            ]
        },
    )

    session_id: Id
    person_id: Id | None = Field(default=None, description="none: the person who asks")
    join_waiting_list: bool = Field(default=False, description="wait when the session is full")


class CancelBody(BaseModel):
    """A cancellation. `accept_late`: the person was told that it is late, and said yes."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"accept_late": False}]})

    accept_late: bool = False


class MoveBody(BaseModel):
    """A move to another session of the same course."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"session_id": "mental-health-first-aid-20270406", "accept_late": False}]},
    )

    session_id: Id
    accept_late: bool = False


class OfferBody(BaseModel):
    """The answer to an offered place: taken, or passed on to who waits next."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"accept": True}]})

    accept: bool


class Decision(StrEnum):
    """What a line manager can say."""

    APPROVE = "approve"
    DECLINE = "decline"


class DecisionBody(BaseModel):
    """A line manager's decision; a no needs a reason, which the person is told."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [{"decision": "decline", "reason": "We have an inspection in that week."}]},
    )

    decision: Decision
    reason: Text | None = None


class BookingView(BaseModel):
    """A booking. `position`: in the waiting list, from 1. `link`: to join online, for those who have a place.

    `offered_until`: the place is held until then. `invites`: one calendar file for each day.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: str
    reference: str
    state: BookingState
    person: PersonSummaryView
    session: SessionView
    link: str | None
    position: int | None
    offered_until: datetime | None
    decision_reason: str | None
    is_late: bool
    is_on_working_days: bool
    invites: list[str]


class BookingsView(BaseModel):
    """A page of bookings, by time of the session."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [EXAMPLE], "next_cursor": None}]})

    items: list[BookingView]
    next_cursor: str | None
