"""Offers, takes, moves and cancels appointments. A slot is taken in one statement, so no race gives it twice."""

from datetime import datetime, time

from api.acts import LONDON, Act, Work
from api.calendar.working_days import add_working_days
from api.referrals import announcements
from api.referrals.agreements.models import AgreementKind
from api.referrals.agreements.service import require_agreed
from api.referrals.appointments import repository
from api.referrals.appointments.models import Appointment, AppointmentState, Slot
from api.referrals.appointments.releasing import release
from api.referrals.audit.models import Purpose, Role
from api.referrals.cases import repository as cases
from api.referrals.cases.models import Referral, TextPart
from api.referrals.cases.states import State, may_go
from api.referrals.cases.stepping import hold_case, hold_referral, move, note, open_text, touch
from api.referrals.errors import (
    AppointmentOverError,
    SlotTakenError,
    SlotUnsuitableError,
    StepNotPossibleError,
)
from api.referrals.rules import read_rules


def offer_slot(act: Act, referral_id: str, slot_id: str) -> Referral:
    """Offer a slot for a limited time. Raises NotFoundError or a ReferralError."""
    referral = hold_case(act, referral_id)
    if not may_go(State(referral.state), State.OFFERED):
        raise StepNotPossibleError
    slot = _take(act, slot_id, wanted_clinician(act, referral))
    appointment = Appointment(
        id=act.new_id(),
        referral_id=referral.id,
        slot=slot,
        state=AppointmentState.OFFERED,
        sequence=0,
        created_at=act.now,
        offered_until=_end_of_offer(act, slot),
    )
    repository.add_appointment(act.session, appointment)
    move(act, referral, State.OFFERED)
    announcements.tell(act, referral)
    note(act, referral, Role.HEALTH_UNIT, detail=referral.state, purpose=Purpose.APPOINTMENT)
    return referral


def accept_offer(act: Act, referral_id: str) -> Referral:
    """Take the slot that is offered. Raises NotFoundError, AppointmentOverError, AgreementNeededError."""
    referral, role = hold_referral(act, referral_id, Role.EMPLOYEE)
    appointment = _require_live(act, referral, AppointmentState.OFFERED)
    require_agreed(act, referral, AgreementKind.ASSESSMENT)
    _book(act, referral, appointment)
    note(act, referral, role, detail=referral.state)
    return referral


def decline_offer(act: Act, referral_id: str) -> Referral:
    """Pass on the offered slot; the Health Unit looks for another. Raises NotFoundError, AppointmentOverError."""
    referral, role = hold_referral(act, referral_id, Role.EMPLOYEE)
    appointment = _require_live(act, referral, AppointmentState.OFFERED)
    release(act, referral, appointment, AppointmentState.DECLINED)
    move(act, referral, State.TRIAGED)
    note(act, referral, role, detail=referral.state)
    return referral


def cancel_appointment(act: Act, referral_id: str) -> Referral:
    """Give a booked slot back, as the person or as the Health Unit. Raises NotFoundError, AppointmentOverError."""
    referral, role = hold_referral(act, referral_id, Role.EMPLOYEE, Role.HEALTH_UNIT)
    appointment = _require_live(act, referral, AppointmentState.BOOKED)
    release(act, referral, appointment, AppointmentState.CANCELLED)
    move(act, referral, State.TRIAGED)
    note(act, referral, role, detail=referral.state)
    return referral


def move_appointment(act: Act, referral_id: str, slot_id: str) -> Referral:
    """Take another slot instead of the one that is offered or booked: both at once, or nothing.

    What the person chooses is booked. What the Health Unit moves stays what it was: a new time is offered, or booked.
    Raises NotFoundError, AppointmentOverError, AgreementNeededError, SlotTakenError, SlotUnsuitableError.
    """
    referral, role = hold_referral(act, referral_id, Role.EMPLOYEE, Role.HEALTH_UNIT)
    appointment = _require_live(act, referral, AppointmentState.OFFERED, AppointmentState.BOOKED)
    is_booked = role is Role.EMPLOYEE or appointment.state == AppointmentState.BOOKED
    if is_booked:
        require_agreed(act, referral, AgreementKind.ASSESSMENT)
    before = appointment.slot_id
    appointment.slot = _take(act, slot_id, appointment.slot.clinician)
    appointment.sequence += 1
    act.session.flush()
    repository.free_slot(act.session, before)
    touch(act, referral)
    if is_booked:
        _book(act, referral, appointment)
    else:
        appointment.offered_until = _end_of_offer(act, appointment.slot)
        announcements.tell(act, referral)
    note(act, referral, role, detail="moved", purpose=Purpose.APPOINTMENT if role is Role.HEALTH_UNIT else None)
    return referral


def end_over_offers(work: Work, limit: int = 100) -> int:
    """Give back the slots of offers that nobody took in time. Return how many there were."""
    ended: list[Referral] = []
    for appointment_id, referral_id in repository.list_over_offers(work.session, work.now, limit):
        cases.hold_referral(work.session, referral_id)
        referral = cases.find_referral(work.session, referral_id)
        appointment = repository.find_appointment(work.session, appointment_id)
        if referral and appointment and appointment.state == AppointmentState.OFFERED:
            release(work, referral, appointment, AppointmentState.LAPSED)
            move(work, referral, State.TRIAGED)
            announcements.tell(work, referral)
            ended.append(referral)
    for referral in ended:
        note(work, referral, Role.SERVICE, detail=referral.state)
    return len(ended)


def wanted_clinician(work: Work, referral: Referral) -> str:
    """Return whom the triage chose. Raises StepNotPossibleError where there was none."""
    triage = cases.last_text(work.session, referral.id, TextPart.TRIAGE)
    if triage is None:
        raise StepNotPossibleError
    return str(open_text(work, triage)["clinician"])


def _take(act: Act, slot_id: str, clinician: str) -> Slot:
    if not repository.take_slot(act.session, slot_id):
        raise SlotTakenError
    slot = repository.find_slot(act.session, slot_id)
    # Whatever is refused from here on gives the slot back with the transaction.
    if slot is None or slot.clinician != clinician or slot.starts_at <= act.now:
        raise SlotUnsuitableError
    return slot


def _end_of_offer(act: Act, slot: Slot) -> datetime:
    """Return until when a slot is held for an answer."""
    last_day = add_working_days(act.today, read_rules().offer_days)
    return min(datetime.combine(last_day, time(23, 59), LONDON), slot.starts_at)


def _require_live(act: Act, referral: Referral, *states: AppointmentState) -> Appointment:
    appointment = repository.live_appointment(act.session, referral.id)
    if appointment is None or appointment.state not in states or appointment.slot.starts_at <= act.now:
        raise AppointmentOverError
    if appointment.offered_until and appointment.offered_until <= act.now:
        raise AppointmentOverError
    return appointment


def _book(act: Act, referral: Referral, appointment: Appointment) -> None:
    appointment.state, appointment.offered_until = AppointmentState.BOOKED, None
    act.session.flush()
    if referral.state != State.BOOKED:
        move(act, referral, State.BOOKED)
    announcements.invite(act, referral, appointment)
