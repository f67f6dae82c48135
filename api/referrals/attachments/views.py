"""Attachments as they cross the API. A file comes as base64 in a body, never in an address, and goes out as itself."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.fields import PRINTABLE
from api.referrals.attachments.models import Document, Scan

ID = "5f0c7d9e2b7a4a0f9d3e1c2b4a6f8e10"
ADDED: JsonDict = {
    "id": ID,
    "document": "job_description",
    "content_type": "application/pdf",
    "size": 48213,
    "scan": "clean",
    "added_at": "2027-03-01T09:30:00Z",
    "is_yours": True,
}
SHOWN: JsonDict = {**ADDED, "name": "planning officer.pdf"}
BASE64 = r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$"
Base64 = Annotated[str, Field(pattern=BASE64, description="the file, at most 10 MB")]


class AttachmentBody(BaseModel):
    """A file: PDF, JPEG, PNG or Word without macros, which is seen by its content. `document`: what it is."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [{"document": "job_description", "name": "planning officer.pdf", "content": "JVBERi0xLjcK"}]
        },
    )

    document: Document
    name: str = Field(min_length=1, max_length=200, pattern=PRINTABLE)
    content: Base64


class RemoveBody(BaseModel):
    """A file of a draft is deleted."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})


class AddedView(BaseModel):
    """A file that was taken. Its name is not said back. `scan`: what a virus scanner said."""

    model_config = ConfigDict(json_schema_extra={"examples": [ADDED]})

    id: str
    document: Document
    content_type: str
    size: int
    scan: Scan
    added_at: datetime
    is_yours: bool


class AttachmentView(AddedView):
    """What a file is, without its content."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHOWN]})

    name: str


class AttachmentsView(BaseModel):
    """Files, the oldest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [SHOWN]}]})

    items: list[AttachmentView]


class RemovedView(BaseModel):
    """Nothing is left of the file."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"id": ID, "state": "removed"}]})

    id: str
    state: Literal["removed"] = "removed"
