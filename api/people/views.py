"""A person as the API shows them."""

from datetime import date

from pydantic import BaseModel, ConfigDict
from pydantic.config import JsonDict

EXAMPLE: JsonDict = {
    "id": "demo-manager",
    "name": "Angela Whitfield",
    "first_name": "Angela",
    "job": "Development Manager",
    "service": "Planning",
    "team": "Development Management",
    "roles": ["employee"],
    "is_manager": True,
    "started_on": "2012-09-10",
}


class PersonView(BaseModel):
    """What a person may know of themselves. `is_manager`: somebody reports to them today."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    id: str
    name: str
    first_name: str
    job: str
    service: str
    team: str
    roles: list[str]
    is_manager: bool
    started_on: date
