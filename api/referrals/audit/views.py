"""The audit trail as it crosses the API."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

from api.referrals.audit.models import Action, Purpose, Role

ENTRY: JsonDict = {
    "number": 17,
    "at": "2027-03-01T09:30:00Z",
    "person_id": "demo-health-unit",
    "role": "health_unit",
    "action": "read",
    "thing": "referral",
    "thing_id": "5f0c7d9e2b7a4a0f9d3e1c2b4a6f8e10",
    "subject_id": "demo-employee",
    "detail": "record",
    "purpose": "triage",
}


class AuditEntryView(BaseModel):
    """Who did what, in what role, to whose information, why and when."""

    model_config = ConfigDict(json_schema_extra={"examples": [ENTRY]})

    number: int
    at: datetime
    person_id: str
    role: Role
    action: Action
    thing: str
    thing_id: str
    subject_id: str
    detail: str
    purpose: Purpose


class AuditView(BaseModel):
    """A page of the trail, the newest first. `next_before`: where the next page begins."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [ENTRY], "next_before": None}]})

    items: list[AuditEntryView]
    next_before: int | None
