"""Slots and appointments as they cross the API."""

from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.fields import Id, Line, Moment
from api.referrals.appointments.models import AppointmentState
from api.referrals.cases.models import Clinician, Mode

SLOT: JsonDict = {
    "id": "5f0c7d9e2b7a4a0f9d3e1c2b4a6f8e11",
    "clinician_id": "demo-health-unit",
    "clinician": "nurse",
    "mode": "phone",
    "place": "By telephone",
    "starts_at": "2027-03-02T09:30:00Z",
    "ends_at": "2027-03-02T10:15:00Z",
    "is_taken": False,
}


class SlotBody(BaseModel):
    """A new slot. `clinician_id`: whose; none: of who asks."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {
                    "clinician": "nurse",
                    "mode": "phone",
                    "place": "By telephone",
                    "starts_at": "2027-03-02T09:30:00Z",
                    "ends_at": "2027-03-02T10:15:00Z",
                }
            ]
        },
    )

    clinician_id: Id | None = None
    clinician: Clinician
    mode: Mode
    place: Line
    starts_at: Moment
    ends_at: Moment


class RemoveBody(BaseModel):
    """A free slot is taken away."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})


class OfferSlotBody(BaseModel):
    """Which slot is offered."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"slot_id": "slot-1"}]})

    slot_id: Id


class Wish(StrEnum):
    """What can be done about an appointment. `move` takes another slot."""

    ACCEPT = "accept"
    DECLINE = "decline"
    CANCEL = "cancel"
    MOVE = "move"


class WishBody(BaseModel):
    """What the person wants. `slot_id`: the other slot of a move."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"wish": "accept"}, {"wish": "move", "slot_id": "slot-2"}]}
    )

    wish: Wish
    slot_id: Id | None = Field(default=None, description="needed to move")


class SlotView(BaseModel):
    """A slot. Whose it is, it does not say."""

    model_config = ConfigDict(json_schema_extra={"examples": [SLOT]})

    id: str
    clinician_id: str
    clinician: Clinician
    mode: Mode
    place: str
    starts_at: datetime
    ends_at: datetime
    is_taken: bool


class SlotsView(BaseModel):
    """Slots by time, 200 at most."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [SLOT]}]})

    items: list[SlotView]


class AppointmentView(BaseModel):
    """What is offered or booked. `offered_until`: it is held until then."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"state": "offered", "slot": SLOT, "offered_until": "2027-02-26T23:59:00Z"}]}
    )

    state: AppointmentState
    slot: SlotView
    offered_until: datetime | None
