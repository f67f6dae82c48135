"""Where a team stands, as it crosses the API."""

from datetime import date

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

from api.pdr.states import State
from api.people.views import SUMMARY, PersonSummaryView

SHARE: JsonDict = {"required": 10, "done": 7, "away": 1, "percent": 70.0, "missing": 2}
GAP: JsonDict = {
    "person": SUMMARY,
    "pdr_state": "due",
    "pdr_due_on": "2026-12-31",
    "is_pdr_late": False,
    "overdue_courses": ["Climate Change"],
}


class ShareView(BaseModel):
    """How many must be done, and how many are. `missing`: how many more reach the target; `away`: not counted now."""

    model_config = ConfigDict(json_schema_extra={"examples": [SHARE]})

    required: int
    done: int
    away: int
    percent: float
    missing: int


class GapView(BaseModel):
    """One person of whom something is open. `pdr_due_on`: none: the PDR is complete, or not counted."""

    model_config = ConfigDict(json_schema_extra={"examples": [GAP]})

    person: PersonSummaryView
    pdr_state: State
    pdr_due_on: date | None
    is_pdr_late: bool
    overdue_courses: list[str]


class TeamStandingView(BaseModel):
    """Where a team stands beside the target; `gaps`: what is open, what is due first first."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"target_percent": 90, "people": 11, "pdr": SHARE, "training": SHARE, "gaps": [GAP]}]
        }
    )

    target_percent: int
    people: int
    pdr: ShareView
    training: ShareView
    gaps: list[GapView]
