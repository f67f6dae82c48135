"""Reads and stores people."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, String, bindparam, cast, exists, func, or_, select, tuple_, update
from sqlalchemy.orm import Session

from api.database import upsert, upsert_many
from api.people.models import Person

# Built once: building a statement takes longer than sending it, and every request sends these.
FIND = select(Person).where(Person.tenant == bindparam("tenant"), Person.object_id == bindparam("object_id"))
LOCK = select(Person.id).where(Person.id == bindparam("id")).with_for_update(key_share=True)


def find_person(session: Session, tenant: str, object_id: str) -> Person | None:
    """Return the person whom an assertion names; asks only once in a transaction."""
    known = session.info.setdefault("people", {})
    if (tenant, object_id) in known:
        person: Person | None = known[tenant, object_id]
        return person
    known[tenant, object_id] = session.scalar(FIND, {"tenant": tenant, "object_id": object_id})
    found: Person | None = known[tenant, object_id]
    return found


def get_person(session: Session, person_id: str) -> Person | None:
    """Return the person with our own id."""
    return session.get(Person, person_id)


def find_by_number(session: Session, name: str) -> Person | None:
    """Return the person with our own id or an employee number."""
    return session.scalar(select(Person).where(or_(Person.id == name, Person.payroll_number == name)))


def lock_person(session: Session, person_id: str) -> None:
    """Let one transaction at a time book for a person. SQLite lets one write at a time anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(LOCK, {"id": person_id})


def has_reports(session: Session, person_id: str) -> bool:
    """Return whether anybody has this person as their manager now."""
    return bool(session.scalar(select(exists().where(Person.manager_id == person_id))))


def list_reports(session: Session, person_id: str, today: date) -> Sequence[Person]:
    """Return who has this person as their manager now, by name."""
    wanted = select(Person).where(Person.manager_id == person_id, still_here(today))
    return session.scalars(wanted.order_by(Person.name, Person.id)).all()


def find_people(
    session: Session, words: Sequence[str], visible_to: str | None, today: date, after: list[str] | None, limit: int
) -> Sequence[Person]:
    """Return people by name: those who hold all words, and whom `visible_to` may see (None: everybody)."""
    wanted = select(Person).where(still_here(today))
    if visible_to is not None:
        wanted = wanted.where(or_(Person.id == visible_to, Person.manager_id == visible_to))
    for word in words:
        fields = (Person.name, Person.job, Person.team, Person.service)
        wanted = wanted.where(or_(*(func.lower(field).contains(word, autoescape=True) for field in fields)))
    if after:
        wanted = wanted.where(tuple_(Person.name, Person.id) > tuple_(*after))
    return session.scalars(wanted.order_by(Person.name, Person.id).limit(limit)).all()


def list_everybody(session: Session, tenant: str) -> Sequence[Person]:
    """Return everybody of the tenant, those who left too."""
    return session.scalars(select(Person).where(Person.tenant == tenant)).all()


def list_present(session: Session, tenant: str, today: date) -> Sequence[Person]:
    """Return everybody of the tenant who works here on that day."""
    return session.scalars(select(Person).where(Person.tenant == tenant, still_here(today))).all()


def list_here(session: Session, today: date) -> Sequence[Person]:
    """Return everybody who works here on that day, in the order of their ids."""
    return session.scalars(select(Person).where(still_here(today)).order_by(Person.id)).all()


def list_with_role(session: Session, tenant: str, role: str, today: date) -> Sequence[Person]:
    """Return who works here on that day and has a role, by name."""
    # The column holds a list as JSON, which both databases can read as text.
    has_role = cast(Person.roles, String).contains(f'"{role}"', autoescape=True)
    wanted = select(Person).where(Person.tenant == tenant, has_role, still_here(today))
    return session.scalars(wanted.order_by(Person.name, Person.id)).all()


def list_manager_ids(session: Session) -> set[str]:
    """Return the ids of all who have reports now."""
    return set(session.scalars(select(Person.manager_id).where(Person.manager_id.is_not(None)).distinct()))


def still_here(today: date) -> ColumnElement[bool]:
    """Return the condition that a person works here on that day."""
    return or_(Person.left_on.is_(None), Person.left_on > today)


def store_person(session: Session, values: dict[str, Any]) -> None:
    """Add a person, or change what is known of them."""
    change = {name: value for name, value in values.items() if name != "id"}
    session.execute(upsert(session, Person, values, keys=["id"], change=change))


def mark_leavers(session: Session, person_ids: Sequence[str], left_on: date) -> None:
    """Note for many people that they have left by a day."""
    session.execute(update(Person).where(Person.id.in_(person_ids)).values(left_on=left_on))


def store_people(session: Session, people: Sequence[dict[str, Any]]) -> None:
    """Add many people, or change what is known of them. Each holds the same values; managers come first."""
    if not people:
        return
    session.execute(upsert_many(session, Person, sorted(people[0]), keys=["id"]), people)
    session.expire_all()
