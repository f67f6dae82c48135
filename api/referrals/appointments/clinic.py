"""The Health Unit's slots: new ones, those of a week, and the free ones that a person may choose from."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from api.acts import Act
from api.errors import NotFoundError
from api.people import repository as people
from api.people.models import Person
from api.people.relations import Relation, require_role
from api.people.service import require_known_clinician
from api.referrals.appointments import repository
from api.referrals.appointments.models import Slot
from api.referrals.appointments.service import wanted_clinician
from api.referrals.appointments.views import SlotBody, SlotsView, SlotView
from api.referrals.audit.models import Role
from api.referrals.cases.stepping import require_referral
from api.referrals.errors import SlotTakenError, SlotUnsuitableError

CHOICE = timedelta(days=60)
MOST = 200


def add_slot(act: Act, body: SlotBody) -> SlotView:
    """Add a slot. Raises RoleNeededError, NotFoundError, SlotUnsuitableError, SlotClashError."""
    require_role(act.me, act.may)
    clinician_id = body.clinician_id or act.me.id
    require_known_clinician(act.session, clinician_id)
    if body.starts_at <= act.now or body.ends_at <= body.starts_at:
        raise SlotUnsuitableError
    # One slot after the other for one clinician, so that two at one time cannot both be added.
    people.lock_person(act.session, clinician_id)
    values = body.model_dump() | {"clinician_id": clinician_id}
    slot = Slot(id=act.new_id(), is_taken=False, **values)
    repository.add_slot(act.session, slot)
    return show_slot(slot)


def find_clash(act: Act, body: SlotBody) -> SlotView | None:
    """Return the slot that a new one would clash with. Raises RoleNeededError."""
    require_role(act.me, act.may)
    found = repository.find_clash(act.session, body.clinician_id or act.me.id, body.starts_at, body.ends_at)
    return show_slot(found) if found else None


def list_clinicians(act: Act) -> Sequence[Person]:
    """Return who works in the Health Unit and so can have slots. Raises RoleNeededError."""
    require_role(act.me, act.may)
    return people.list_with_role(act.session, act.me.tenant, Relation.HEALTH_UNIT, act.today)


def remove_slot(act: Act, slot_id: str) -> SlotView:
    """Take a free slot away. Raises RoleNeededError, NotFoundError, SlotTakenError."""
    require_role(act.me, act.may)
    slot = repository.find_slot(act.session, slot_id)
    if slot is None:
        raise NotFoundError
    shown = show_slot(slot)
    if not repository.remove_slot(act.session, slot_id):
        raise SlotTakenError
    return shown


def list_slots(act: Act, since: datetime, until: datetime) -> SlotsView:
    """Return the slots of a span of time. Raises RoleNeededError."""
    require_role(act.me, act.may)
    found = repository.list_slots(act.session, {}, since, until, MOST)
    return SlotsView(items=[show_slot(slot) for slot in found])


def list_free_slots(act: Act, referral_id: str) -> SlotsView:
    """Return what a person may choose from. Raises NotFoundError, StepNotPossibleError."""
    referral, role = require_referral(act, referral_id)
    if role not in (Role.EMPLOYEE, Role.HEALTH_UNIT):
        raise NotFoundError
    filters = {"is_taken": False, "clinician": wanted_clinician(act, referral)}
    found = repository.list_slots(act.session, filters, act.now, act.now + CHOICE, MOST)
    return SlotsView(items=[show_slot(slot) for slot in found])


def show_slot(slot: Slot) -> SlotView:
    """Return a slot as the API shows it; whose it is, it does not say."""
    return SlotView.model_validate(slot, from_attributes=True)
