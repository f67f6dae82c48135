"""Whose referrals a person may touch, and as what. Reads reporting lines when asked, never from a token."""

from api.acts import Act
from api.errors import NotFoundError
from api.people import repository as people
from api.people.models import Person
from api.people.relations import Relation, relations_of
from api.referrals.audit.models import Role
from api.referrals.form.specification import FormKind

# Longer than any line of managers; it ends the search in a circle that the person is not part of.
LONGEST_LINE = 30


def require_report(act: Act, person_id: str) -> Person:
    """Return somebody who reports directly to the person who asks, today. Raises NotFoundError."""
    person = people.get_person(act.session, person_id)
    if person is None or Relation.MANAGER not in act.may or not is_manager_of(act, person):
        raise NotFoundError
    return person


def is_manager_of(act: Act, person: Person) -> bool:
    """Return whether the person who asks manages the other. In a circle of lines nobody manages anybody."""
    if Relation.MANAGER not in relations_of(act.me, person) or (person.left_on and person.left_on <= act.today):
        return False
    above = act.me.manager_id
    for _ in range(LONGEST_LINE):
        if above is None:
            return True
        if above == person.id:
            return False
        manager = people.get_person(act.session, above)
        above = manager.manager_id if manager else None
    return True


def role_in(act: Act, kind: str, person: Person) -> Role:
    """Return as what somebody may touch a referral of this kind about a person. Raises NotFoundError.

    Whoever it is about is an employee there and nothing else, also when they work in the Health Unit.
    Of a self-referral no manager knows.
    """
    relations = relations_of(act.me, person) & act.may
    if act.me.id == person.id:
        if Relation.SELF in relations:
            return Role.EMPLOYEE
    elif Relation.HEALTH_UNIT in relations:
        return Role.HEALTH_UNIT
    elif Relation.MANAGER in relations and kind == FormKind.MANAGEMENT and is_manager_of(act, person):
        return Role.REFERRER
    raise NotFoundError
