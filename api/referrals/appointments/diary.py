"""What the Health Unit's slots of a span of time are used for: each with its case, by reference only."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from api.acts import Act
from api.people.relations import require_role
from api.referrals.appointments import repository
from api.referrals.appointments.clinic import show_slot
from api.referrals.appointments.models import HOLDING, Appointment, AppointmentState
from api.referrals.appointments.views import SlotView
from api.referrals.audit.models import Action, Purpose, Role
from api.referrals.cases.models import Clinician, Referral
from api.referrals.cases.stepping import note

# More than four clinicians can see in a week.
MOST = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """A slot. `state`: of the appointment that holds it; none: it is free, or was withdrawn.

    `referral`: whose it is; of their own appointment the person who asks learns nothing here. `can_go`: it may be
    withdrawn.
    """

    slot: SlotView
    state: AppointmentState | None
    referral: Referral | None
    can_go: bool


def show_diary(act: Act, since: datetime, until: datetime, clinician: Clinician | None = None) -> list[Entry]:
    """Return the slots by time, of all clinicians or of one kind. Raises RoleNeededError.

    That a case has an appointment is health information, so it is noted for each.
    """
    require_role(act.me, act.may)
    made: dict[str, list[tuple[Appointment, Referral]]] = defaultdict(list)
    for appointment, referral in repository.list_of_slots(act.session, since, until):
        made[appointment.slot_id].append((appointment, referral))
    filters = {"clinician": clinician} if clinician else {}
    slots = [show_slot(slot) for slot in repository.list_slots(act.session, filters, since, until, MOST)]
    entries = [_entry(act, slot, made[slot.id]) for slot in slots]
    for entry in entries:
        if entry.referral:
            purpose = Purpose.APPOINTMENT
            note(act, entry.referral, Role.HEALTH_UNIT, Action.LIST, detail="appointment", purpose=purpose)
    return entries


def _entry(act: Act, slot: SlotView, made: list[tuple[Appointment, Referral]]) -> Entry:
    for appointment, referral in made:
        if appointment.state in HOLDING:
            shown = None if referral.person_id == act.me.id else referral
            return Entry(slot, AppointmentState(appointment.state), shown, can_go=False)
    return Entry(slot, None, None, can_go=not slot.is_taken and slot.starts_at > act.now)
