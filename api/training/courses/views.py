"""Courses as they cross the API."""

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.fields import Id, Line, Link, Text
from api.training.courses.models import Audience, CourseKind

CONTENT: JsonDict = {
    "title": "Mental Health First Aid in the Workplace (Level 3)",
    "summary": "Two days, fully accredited. How to support good mental health at work.",
    "topic": "mental-health-first-aid",
    "kind": "dated",
    "names": ["MHFA"],
    "mandatory_for": "nobody",
    "needs_approval": True,
    "is_self_certified": False,
    "is_active": True,
    "link": None,
    "due_days": None,
    "valid_months": 36,
    "cut_off_days": 3,
    "late_days": 5,
}
EXAMPLE: JsonDict = {"id": "mental-health-first-aid", **CONTENT}


class CourseBody(BaseModel):
    """A course as the learning team writes it; how days and months count is in the course's view."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [CONTENT]})

    title: Line
    summary: Text
    topic: Id
    kind: CourseKind
    names: list[Line] = Field(default=[], max_length=20)
    mandatory_for: Audience = Audience.NOBODY
    needs_approval: bool = False
    is_self_certified: bool = False
    is_active: bool = True
    link: Link | None = None
    due_days: int | None = Field(default=None, ge=0, le=3650)
    valid_months: int | None = Field(default=None, ge=1, le=120)
    cut_off_days: int = Field(default=2, ge=0, le=60)
    late_days: int = Field(default=5, ge=0, le=60)


class NewCourseBody(CourseBody):
    """A new course, with the id that it keeps."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [EXAMPLE]})

    id: Id


class CourseView(BaseModel):
    """A course. `due_days`: so long after starting here it must be done; `valid_months`: then again.

    `cut_off_days`: so long before a session booking ends; `late_days`: a later cancellation is a late one.
    `is_self_certified`: people may record themselves that they completed it.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: str
    title: str
    summary: str
    topic: str
    kind: CourseKind
    names: list[str]
    mandatory_for: Audience
    needs_approval: bool
    is_self_certified: bool
    is_active: bool
    link: str | None
    due_days: int | None
    valid_months: int | None
    cut_off_days: int
    late_days: int


class CoursesView(BaseModel):
    """A page of courses."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [EXAMPLE], "next_cursor": None}]})

    items: list[CourseView]
    next_cursor: str | None


class CourseNameView(BaseModel):
    """A course in what belongs to it."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"id": EXAMPLE["id"], "title": EXAMPLE["title"]}]})

    id: str
    title: str
