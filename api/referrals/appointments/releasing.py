"""Gives the slot of an appointment back, for whatever reason. The case must be held."""

from api.acts import Work
from api.referrals import announcements
from api.referrals.appointments import repository
from api.referrals.appointments.models import Appointment, AppointmentState
from api.referrals.cases.models import Referral


def release(work: Work, referral: Referral, appointment: Appointment, state: AppointmentState) -> None:
    """End an appointment in one of the states that hold no slot; what was booked is taken out of the calendar."""
    was_booked = appointment.state == AppointmentState.BOOKED
    appointment.state, appointment.offered_until = state, None
    appointment.sequence += 1
    work.session.flush()
    repository.free_slot(work.session, appointment.slot_id)
    if was_booked:
        announcements.take_back(work, referral, appointment)


def release_live(work: Work, referral: Referral) -> bool:
    """Cancel what is offered or booked for a case. Return whether there was anything."""
    appointment = repository.live_appointment(work.session, referral.id)
    if appointment is None:
        return False
    release(work, referral, appointment, AppointmentState.CANCELLED)
    return True
