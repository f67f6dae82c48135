"""Puts the demo people into the directory; for development only. Run again, it changes nothing."""

from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, TypeAdapter
from sqlalchemy.orm import Session

from api.people import repository
from contracts.yaml_files import read_yaml


class DemoPerson(BaseModel):
    """One entry of `demo/people.yml`."""

    model_config = ConfigDict(extra="forbid")

    id: str
    oid: str
    name: str
    first_name: str
    payroll_number: str
    email: str
    job: str
    service: str
    team: str
    base: str
    working_days: list[str]
    roles: list[str]
    manager: str | None
    started_on: date


def read_demo_people(path: Path) -> list[DemoPerson]:
    """Return the people of a file. Raises OSError, yaml.YAMLError or ValidationError."""
    return TypeAdapter(list[DemoPerson]).validate_python(read_yaml(path))


def seed_demo_people(session: Session, people: list[DemoPerson], tenant: str) -> None:
    """Store the people, managers in a second step because each must exist before it is named."""
    own = {"oid", "manager"}
    rows = [person.model_dump(exclude=own) | {"object_id": person.oid, "tenant": tenant} for person in people]
    repository.store_people(session, rows)
    managers = [person.manager for person in people]
    repository.store_people(session, [{**row, "manager_id": id} for row, id in zip(rows, managers, strict=True)])
