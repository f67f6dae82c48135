"""Chats, topics and notices as they cross the API."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.notifications.teams.models import NoticeState, TeamsChat, TeamsNotice
from api.notifications.topics import TOPICS, Topic
from api.people.views import SUMMARY, PersonSummaryView

CHAT: JsonDict = {"conversation": "a:1pL6i0oY3C0K", "service_address": "https://smba.trafficmanager.net/emea"}
NOTICE: JsonDict = {
    "id": "9c0c7d9e2b7a4a0f9d3e1c2b4a6f8e10",
    "kind": "offered",
    "topic": "offers",
    "person": "0d3a0001-5b1e-4c6e-9a01-000000000001",
    "subject": "A place is free for you: Fire Marshal",
    "text": "A place on Fire Marshal is free.",
    "named": {"reference": "TR-7K3M9QXA", "title": "Fire Marshal"},
    **CHAT,
}
SHOWN: JsonDict = {
    "id": "9c0c7d9e2b7a4a0f9d3e1c2b4a6f8e10",
    "kind": "booked",
    "person": SUMMARY,
    "state": "unknown",
    "cause": "502",
    "created_at": "2026-11-25T10:00:00Z",
    "due_at": "2026-11-25T10:00:00Z",
    "finished_at": "2026-11-25T10:00:05Z",
}
# The gateway checks both much more strictly, when it takes them in and again before it sends.
Conversation = Annotated[str, Field(pattern=r"^[A-Za-z0-9:@._;=+-]{1,300}$")]
ServiceAddress = Annotated[str, Field(pattern=r"^https?://[A-Za-z0-9./:_-]{1,480}$")]


class ChatBody(BaseModel):
    """Where the person who asks can be written to."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [CHAT]})

    conversation: Conversation
    service_address: ServiceAddress


class ChatView(BaseModel):
    """Whether the person can be written to."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"is_known": True}]})

    is_known: bool


class ForgetBody(BaseModel):
    """The person is written to no more."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})


class TopicBody(BaseModel):
    """Whether the person wants to hear of a topic."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"is_wanted": False}]})

    is_wanted: bool


class TopicView(BaseModel):
    """One topic."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"topic": "reminders", "is_wanted": True}]})

    topic: Topic
    is_wanted: bool


class TopicsView(BaseModel):
    """Every topic."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"topics": [{"topic": "reminders", "is_wanted": True}]}]})

    topics: list[TopicView]


class ClaimBody(BaseModel):
    """How many notices the gateway can send now."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"limit": 10}]})

    limit: Annotated[int, Field(ge=1, le=20)] = 20


class ClaimedView(BaseModel):
    """One notice for one person, by their Entra object id, and where it goes."""

    model_config = ConfigDict(json_schema_extra={"examples": [NOTICE]})

    id: str
    kind: str
    topic: Topic
    person: str
    subject: str
    text: str
    named: dict[str, str]
    conversation: str
    service_address: str

    @classmethod
    def of(cls, notice: TeamsNotice, chat: TeamsChat) -> "ClaimedView":
        """Return what the gateway needs. The greeting of an e-mail is left out: this is a chat."""
        return cls(
            id=notice.id,
            kind=notice.kind,
            topic=TOPICS[notice.kind],
            person=notice.person.object_id,
            subject=notice.subject,
            text=notice.text.partition("\n\n")[2].strip(),
            named=notice.named,
            conversation=chat.conversation,
            service_address=chat.service_address,
        )


class ClaimView(BaseModel):
    """Notices that this gateway, and nobody else, sends now."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"notices": [NOTICE]}]})

    notices: list[ClaimedView]


class ResultBody(BaseModel):
    """What became of a notice. `cause`: a status or the kind of a failure; `gone`: the app is not there any more."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"state": "unknown", "cause": "502"}, {"state": "sent"}]}
    )

    state: Literal["sent", "unknown", "failed"]
    cause: Annotated[str, Field(pattern=r"^[A-Za-z0-9_]{1,60}$")] | None = None


class FinishedView(BaseModel):
    """How a notice ended."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"id": "9c0c7d9e2b7a4a0f9d3e1c2b4a6f8e10", "state": "sent"}]}
    )

    id: str
    state: NoticeState


class NoticeView(BaseModel):
    """One notice as the learning team sees it: whom, of what kind and what became of it, not its words."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    id: str
    kind: str
    person: PersonSummaryView
    state: NoticeState
    cause: str | None
    created_at: datetime
    due_at: datetime
    finished_at: datetime | None


class NoticesView(BaseModel):
    """A page of notices, the newest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [SHOWN], "next_cursor": None}]})

    items: list[NoticeView]
    next_cursor: str | None
