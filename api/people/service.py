"""What may be known of people, and by whom. Reads reporting lines when asked, never from a token."""

from sqlalchemy.orm import Session

from api.errors import PersonUnknownError
from api.identity import Caller
from api.people import repository
from api.people.models import Person
from api.people.views import PersonView


def require_known_person(session: Session, caller: Caller) -> Person:
    """Return the person for whom the application speaks. Raises PersonUnknownError."""
    person = repository.find_person(session, caller.tenant, caller.person)
    if person is None:
        raise PersonUnknownError
    return person


def describe_me(session: Session, caller: Caller) -> PersonView:
    """Return what the directory says of the person who asks."""
    person = require_known_person(session, caller)
    return PersonView(
        id=person.id,
        name=person.name,
        first_name=person.first_name,
        job=person.job,
        service=person.service,
        team=person.team,
        roles=person.roles,
        is_manager=repository.has_reports(session, person.id),
        started_on=person.started_on,
    )
