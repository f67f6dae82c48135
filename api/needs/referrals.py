"""Referrals that wait for a manager, by their status only: a report to read, and forms that are not sent."""

from collections.abc import Iterator

from api.acts import LONDON, Act
from api.needs.need import Need, NeedKind
from api.people import repository as people
from api.people.models import Person
from api.referrals.audit.models import Role
from api.referrals.cases.showing import list_mine
from api.referrals.cases.states import State
from api.referrals.drafts.showing import list_drafts
from api.referrals.form.specification import FormKind


def gather_referrals(act: Act) -> Iterator[Need]:
    """Yield each, by the day since when it waits. Every look at one is on the audit trail, as it is elsewhere."""
    for status in list_mine(act, None).items:
        if status.you_are is Role.REFERRER and status.state is State.RELEASED and status.has_report:
            on = status.state_since.astimezone(LONDON).date()
            yield Need(NeedKind.READ_REFERRAL, _person(act, status.person.id), on, reference=status.reference)
    for draft in list_drafts(act).items:
        if draft.kind is FormKind.MANAGEMENT:
            yield Need(NeedKind.SEND_REFERRAL, _person(act, draft.person.id), draft.expires_on)


def _person(act: Act, person_id: str) -> Person:
    found = people.get_person(act.session, person_id)
    if found is None:
        raise LookupError(person_id)
    return found
