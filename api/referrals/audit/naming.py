"""Finds people and cases of the audit trail by what they are called, and says what ids of entries stand for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.acts import Act
from api.people import repository as people
from api.people.models import Person
from api.people.relations import require_role
from api.referrals.audit import names_repository as repository
from api.referrals.audit.views import AuditEntryView
from api.referrals.cases.models import Referral

MOST_CHOICES = 10


@dataclass(frozen=True, slots=True)
class Names:
    """The people and cases of some entries, by id. Who was erased since is not among them."""

    people: dict[str, str]
    cases: dict[str, Referral]


def find_case(act: Act, reference: str) -> Referral | None:
    """Return the case of a reference; one's own is left to colleagues. Raises RoleNeededError."""
    require_role(act.me, act.may)
    found = repository.find_case(act.session, reference)
    return found if found and found.person_id != act.me.id else None


def find_people(act: Act, words: str) -> Sequence[Person]:
    """Return who acted or has a case, by their staff id or by words of their name. Raises RoleNeededError."""
    require_role(act.me, act.may)
    return repository.find_people(act.session, words, MOST_CHOICES)


def name_all(act: Act, entries: Iterable[AuditEntryView]) -> Names:
    """Return what the ids of entries stand for: who acted, and about which case. Raises RoleNeededError."""
    require_role(act.me, act.may)
    shown = list(entries)
    cases = {case.id: case for case in repository.list_cases(act.session, {one.thing_id for one in shown})}
    found = {case.person_id: case.person.name for case in cases.values()}
    for person_id in {one.person_id for one in shown} - set(found):
        person = people.get_person(act.session, person_id)
        if person:
            found[person_id] = person.name
    return Names(found, cases)
