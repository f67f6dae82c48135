"""What one person is to another, read from the directory when asked. Decides nothing about a route."""

from collections.abc import Collection
from enum import StrEnum

from api.errors import NotFoundError, RoleNeededError
from api.people.models import Person


class Relation(StrEnum):
    """Why somebody may see or do something: a closed list."""

    SELF = "self"
    MANAGER = "manager"
    LEARNING = "learning"
    HR = "hr"
    HEALTH_UNIT = "health_unit"


BY_ROLE = {"learning": Relation.LEARNING, "hr": Relation.HR, "health_unit": Relation.HEALTH_UNIT}


def relations_of(me: Person, other: Person) -> set[Relation]:
    """Return everything that one person is to another at this moment. Nobody is their own manager."""
    found = roles_of(me)
    if me.id == other.id:
        found.add(Relation.SELF)
    elif other.manager_id == me.id:
        found.add(Relation.MANAGER)
    return found


def roles_of(me: Person) -> set[Relation]:
    """Return what a person is to everybody, by their role."""
    return {relation for role, relation in BY_ROLE.items() if role in me.roles}


def require_relation(me: Person, other: Person | None, may: Collection[Relation]) -> Person:
    """Return the other person. Raises NotFoundError when there is none, or none that may be seen."""
    if other is None or relations_of(me, other).isdisjoint(may):
        raise NotFoundError
    return other


def require_role(me: Person, may: Collection[Relation]) -> None:
    """Let pass who has one of the roles. Raises RoleNeededError."""
    if roles_of(me).isdisjoint(may):
        raise RoleNeededError
