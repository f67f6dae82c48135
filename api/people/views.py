"""A person as the API shows them."""

from datetime import date

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

SUMMARY: JsonDict = {
    "id": "demo-employee",
    "name": "Priya Nair",
    "job": "Planning Officer",
    "service": "Planning",
    "team": "Development Management",
}
EXAMPLE: JsonDict = {
    "id": "demo-manager",
    "name": "Angela Whitfield",
    "first_name": "Angela",
    "email": "angela.whitfield@sefton.example",
    "job": "Development Manager",
    "service": "Planning",
    "team": "Development Management",
    "base": "Magdalen House, Bootle",
    "working_days": ["mon", "tue", "wed", "thu", "fri"],
    "roles": ["employee"],
    "is_manager": True,
    "manager": None,
    "started_on": "2012-09-10",
}


class PersonSummaryView(BaseModel):
    """A person in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [SUMMARY]})

    id: str
    name: str
    job: str
    service: str
    team: str


class PeopleView(BaseModel):
    """A page of people."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"items": [SUMMARY], "next_cursor": None}]})

    items: list[PersonSummaryView]
    next_cursor: str | None


class PersonView(BaseModel):
    """What a person may know of themselves. `is_manager`: somebody reports to them today."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: str
    name: str
    first_name: str
    email: str | None
    job: str
    service: str
    team: str
    base: str
    working_days: list[str]
    roles: list[str]
    is_manager: bool
    manager: PersonSummaryView | None
    started_on: date
