"""What may be known of people, and by whom. Reads reporting lines when asked, never from a token."""

from datetime import date

from sqlalchemy.orm import Session

from api.errors import NotFoundError, PersonUnknownError
from api.identity import Caller
from api.paging import Paging
from api.people import repository
from api.people.models import Person
from api.people.relations import Relation, require_relation, roles_of
from api.people.views import PeopleView, PersonSummaryView, PersonView

EVERYBODY = {Relation.LEARNING, Relation.HR}


def require_known_person(session: Session, caller: Caller, today: date) -> Person:
    """Return the person for whom the application speaks, who still works here. Raises PersonUnknownError."""
    person = repository.find_person(session, caller.tenant, caller.person)
    if person is None or (person.left_on and person.left_on <= today):
        raise PersonUnknownError
    return person


def require_person(session: Session, me: Person, person_id: str | None, may: frozenset[Relation]) -> Person:
    """Return whom an act is about; nobody named, or `me`: the person who asks. Raises NotFoundError."""
    if person_id in (None, "me"):
        return require_relation(me, me, may)
    return require_relation(me, repository.get_person(session, person_id), may)


def describe_me(session: Session, caller: Caller, today: date) -> PersonView:
    """Return what the directory says of the person who asks."""
    person = require_known_person(session, caller, today)
    manager = repository.get_person(session, person.manager_id) if person.manager_id else None
    return PersonView(
        id=person.id,
        name=person.name,
        first_name=person.first_name,
        email=person.email,
        job=person.job,
        service=person.service,
        team=person.team,
        base=person.base,
        working_days=person.working_days,
        roles=person.roles,
        is_manager=repository.has_reports(session, person.id),
        manager=summarise(manager) if manager else None,
        started_on=person.started_on,
    )


def list_team(session: Session, caller: Caller, today: date) -> PeopleView:
    """Return who reports to the person who asks; nobody for who has no team."""
    me = require_known_person(session, caller, today)
    reports = repository.list_reports(session, me.id, today)
    return PeopleView(items=[summarise(person) for person in reports], next_cursor=None)


def search_people(session: Session, caller: Caller, today: date, search: str, paging: Paging) -> PeopleView:
    """Return the people whom the person who asks may see: themselves and their team, or everybody by role."""
    me = require_known_person(session, caller, today)
    sees_all = not roles_of(me).isdisjoint(EVERYBODY)
    words = search.lower().split()
    visible_to = None if sees_all else me.id
    found = repository.find_people(session, words, visible_to, today, paging.after(2), paging.limit + 1)
    page, cursor = paging.cut(found, lambda person: (person.name, person.id))
    return PeopleView(items=[summarise(person) for person in page], next_cursor=cursor)


def summarise(person: Person) -> PersonSummaryView:
    """Return as much of a person as a list shows."""
    return PersonSummaryView.model_validate(person, from_attributes=True)


def require_known_clinician(session: Session, person_id: str) -> Person:
    """Return somebody who works in the Health Unit. Raises NotFoundError."""
    person = repository.get_person(session, person_id)
    if person is None or Relation.HEALTH_UNIT not in roles_of(person):
        raise NotFoundError
    return person
