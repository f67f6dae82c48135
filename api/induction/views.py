"""Inductions as they cross the API."""

from datetime import date, datetime

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from api.fields import Day, Id
from api.induction.models import Cause, InductionState, StepState
from api.people.views import SUMMARY, PersonSummaryView
from api.training.courses.models import CourseKind
from contracts.induction_plans import By, Contact, Done

COURSE: JsonDict = {"id": "pdr", "title": "PDR eLearning", "kind": "elearning", "link": None, "booked_at": None}
HOW: JsonDict = {
    "words": "Do it on your screen",
    "article": "pdr-prepare",
    "course": COURSE,
    "link": None,
    "person": None,
}
STEP: JsonDict = {
    "id": "0b9f3f7e2b7a4a0f9d3e1c2b4a6f8e10",
    "step": "pdr-course",
    "title": "PDR eLearning",
    "names": ["pdr elearning"],
    "plan": "Everyone",
    "by": "starter",
    "done_when": "course",
    "due_on": "2027-01-29",
    "state": "open",
    "is_late": False,
    "is_moved": False,
    "is_fixed": False,
    "said_on": None,
    "done_on": None,
    "why": "It helps you to get more out of your yearly review.",
    "how": HOW,
}
CONTACT: JsonDict = {"kind": "buddy", "person": SUMMARY}
INDUCTION: JsonDict = {
    "id": "5b0f3f7e2b7a4a0f9d3e1c2b4a6f8e10",
    "person": SUMMARY,
    "cause": "start",
    "started_on": "2026-11-16",
    "ends_on": "2027-02-14",
    "state": "open",
    "manager": SUMMARY,
    "contacts": [CONTACT],
    "steps": [STEP],
}


class CourseStepView(BaseModel):
    """The course of a step. `booked_at`: when the session begins on which the person has a place, or waits for one."""

    model_config = ConfigDict(json_schema_extra={"examples": [COURSE]})

    id: str
    title: str
    kind: CourseKind
    link: str | None
    booked_at: datetime | None


class HowView(BaseModel):
    """How a step is done. `person`: who helps with it, of `manager`, `buddy` and `shadow`."""

    model_config = ConfigDict(json_schema_extra={"examples": [HOW]})

    words: str
    article: str | None
    course: CourseStepView | None
    link: str | None
    person: str | None


class StepView(BaseModel):
    """One step of somebody's induction. `names`: other words for it."""

    model_config = ConfigDict(json_schema_extra={"examples": [STEP]})

    id: str
    step: str
    title: str
    names: list[str]
    plan: str
    by: By
    done_when: Done
    due_on: date
    state: StepState
    is_late: bool
    is_moved: bool
    is_fixed: bool
    said_on: date | None
    done_on: date | None
    why: str
    how: HowView


class StepsView(BaseModel):
    """Several steps."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [STEP]}]})

    items: list[StepView]


class ContactView(BaseModel):
    """Somebody who helps a new starter."""

    model_config = ConfigDict(json_schema_extra={"examples": [CONTACT]})

    kind: Contact
    person: PersonSummaryView


class InductionView(BaseModel):
    """One induction with its steps, by the day. `ends_on`: the last day on which it is led."""

    model_config = ConfigDict(json_schema_extra={"examples": [INDUCTION]})

    id: str
    person: PersonSummaryView
    cause: Cause
    started_on: date
    ends_on: date
    state: InductionState
    manager: PersonSummaryView | None
    contacts: list[ContactView]
    steps: list[StepView]


class InductionsView(BaseModel):
    """Inductions, the latest first."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [INDUCTION]}]})

    items: list[InductionView]


class NothingBody(BaseModel):
    """Nothing need be said."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{}]})


class MoveStepBody(BaseModel):
    """Another day for a step."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"due_on": "2026-12-04"}]})

    due_on: Day


class SwapBody(BaseModel):
    """The step that it changes days with."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"with_step_id": "0b9f3f7e2b7a4a0f9d3e1c2b4a6f8e11"}]}
    )

    with_step_id: Id


class ContactBody(BaseModel):
    """Who it is."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"person_id": "demo-employee"}]})

    person_id: Id


class ReminderBody(BaseModel):
    """When to remind, and of which step; none: of what comes next."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"remind_on": "2026-12-03", "step_id": None}]}
    )

    remind_on: Day
    step_id: Id | None = None


class ReminderView(BaseModel):
    """A reminder that was asked for. `remind_on`: a day on which the person works."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"id": "3b9f3f7e2b7a4a0f9d3e1c2b4a6f8e10", "remind_on": "2026-12-03", "step_id": None, "title": None}
            ]
        }
    )

    id: str
    remind_on: date
    step_id: str | None
    title: str | None


class FiguresRowView(BaseModel):
    """One line of a table, rounded."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name": "Planning", "count": 15}]})

    name: str
    count: int


class FiguresTableView(BaseModel):
    """A table; its rows are None when they would tell of single people."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"name": "service", "rows": [{"name": "Planning", "count": 15}]}]}
    )

    name: str
    rows: list[FiguresRowView] | None


class InductionFiguresView(BaseModel):
    """Inductions that began in a year. `complete_percent`: of those whose ninety days are over, to the nearest 5."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "since": "2025-11-01",
                    "until": "2026-10-31",
                    "total": 340,
                    "aim_percent": 100,
                    "complete_percent": 85,
                    "tables": [{"name": "service", "rows": [{"name": "Planning", "count": 15}]}],
                }
            ]
        }
    )

    since: date
    until: date
    total: int
    aim_percent: int = Field(default=100)
    complete_percent: int | None
    tables: list[FiguresTableView]
