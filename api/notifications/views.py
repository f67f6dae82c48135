"""Messages of the outbox as they cross the API: whom and what kind, not their words."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

from api.notifications.models import NotificationState
from api.people.views import SUMMARY, PersonSummaryView

EXAMPLE: JsonDict = {
    "id": "9c0c7d9e2b7a4a0f9d3e1c2b4a6f8e10",
    "kind": "booked",
    "person": SUMMARY,
    "subject": "You are booked: Climate Change",
    "state": "dead",
    "attempts": 8,
    "created_at": "2026-11-25T10:00:00Z",
    "due_at": "2026-11-26T10:00:00Z",
    "sent_at": None,
    "error": "SMTPRecipientsRefused",
}


class NotificationView(BaseModel):
    """One message. `error`: the kind of the last failure."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: str
    kind: str
    person: PersonSummaryView
    subject: str
    state: NotificationState
    attempts: int
    created_at: datetime
    due_at: datetime
    sent_at: datetime | None
    error: str | None


class NotificationsView(BaseModel):
    """A page of messages, the newest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [EXAMPLE], "next_cursor": None}]})

    items: list[NotificationView]
    next_cursor: str | None


class RetryBody(BaseModel):
    """A dead letter is tried again from the beginning."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})
