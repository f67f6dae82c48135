"""What waits for somebody, as it crosses the API."""

from datetime import date

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

from api.needs.need import NeedKind
from api.people.views import SUMMARY, PersonSummaryView

EXAMPLE: JsonDict = {
    "kind": "book_pdr",
    "person": SUMMARY,
    "on": "2026-12-31",
    "title": "",
    "reference": "",
    "is_late": False,
}


class NeedView(BaseModel):
    """One thing that waits. `on`: the day by which it matters; `title` and `reference`: of what, where it has them."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    kind: NeedKind
    person: PersonSummaryView
    on: date
    title: str
    reference: str
    is_late: bool


class NeedsView(BaseModel):
    """Everything that waits, in the order of time."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [EXAMPLE]}]})

    items: list[NeedView]
