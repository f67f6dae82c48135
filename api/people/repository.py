"""Reads and stores people."""

from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from api.database import upsert
from api.people.models import Person


def find_person(session: Session, tenant: str, object_id: str) -> Person | None:
    """Return the person whom an assertion names."""
    wanted = select(Person).where(Person.tenant == tenant, Person.object_id == object_id)
    return session.scalar(wanted)


def has_reports(session: Session, person_id: str) -> bool:
    """Return whether anybody has this person as their manager now."""
    return bool(session.scalar(select(exists().where(Person.manager_id == person_id))))


def store_person(session: Session, values: dict[str, Any]) -> None:
    """Add a person, or change what is known of them."""
    change = {name: value for name, value in values.items() if name != "id"}
    session.execute(upsert(session, Person, values, keys=["id"], change=change))
