"""Whether the person came to their appointment: it is noted, and corrected while that changes nothing that followed."""

from datetime import datetime

from api.acts import LONDON, Act, Work
from api.calendar.working_days import add_working_days
from api.referrals.appointments.models import Appointment, AppointmentState
from api.referrals.appointments.repository import last_noted, live_appointment
from api.referrals.audit.models import Purpose, Role
from api.referrals.cases.attending_views import CorrectionBody
from api.referrals.cases.models import Referral, TextPart
from api.referrals.cases.repository import last_text, list_steps
from api.referrals.cases.states import NOTED, State
from api.referrals.cases.stepping import hold_case, move, note, require_state
from api.referrals.errors import AppointmentOverError, StepNotPossibleError
from api.referrals.rules import read_rules


def record_attendance(act: Act, referral_id: str, *, was_there: bool) -> Referral:
    """Note whether the person came. Raises NotFoundError, StepNotPossibleError, AppointmentOverError."""
    referral = hold_case(act, referral_id)
    require_state(referral, State.BOOKED)
    appointment = live_appointment(act.session, referral.id)
    if appointment is None:
        raise AppointmentOverError
    if appointment.slot.starts_at > act.now:
        raise StepNotPossibleError
    _bring(act, referral, appointment, was_there=was_there)
    note(act, referral, Role.HEALTH_UNIT, detail=referral.state, purpose=Purpose.ASSESSMENT)
    return referral


def correct_attendance(act: Act, referral_id: str, body: CorrectionBody) -> Referral:
    """Note the opposite of what was noted. What was noted before stays among the dates of the case.

    Raises NotFoundError, StepNotPossibleError, AppointmentOverError.
    """
    referral = hold_case(act, referral_id)
    if not may_correct(act, referral) or body.was_there == (referral.state == State.ATTENDED):
        raise StepNotPossibleError
    appointment = last_noted(act.session, referral.id)
    if appointment is None:
        raise AppointmentOverError
    _bring(act, referral, appointment, was_there=body.was_there)
    detail = f"{referral.state} {body.because}"
    note(act, referral, Role.HEALTH_UNIT, detail=detail, purpose=Purpose.CORRECTION)
    return referral


def may_correct(work: Work, referral: Referral) -> bool:
    """Return whether it can still be corrected: for some working days, and while no report was written about it."""
    if referral.state not in NOTED:
        return False
    noted_at = _first_noted_at(work, referral)
    report = last_text(work.session, referral.id, TextPart.REPORT)
    if report is not None and report.written_at >= noted_at:
        return False
    last_day = add_working_days(noted_at.astimezone(LONDON).date(), read_rules().correction_days)
    return work.today <= last_day


def _bring(act: Act, referral: Referral, appointment: Appointment, *, was_there: bool) -> None:
    appointment.state = AppointmentState.ATTENDED if was_there else AppointmentState.MISSED
    move(act, referral, State.ATTENDED if was_there else State.MISSED)


def _first_noted_at(work: Work, referral: Referral) -> datetime:
    """Return when it was first noted about the last appointment, whatever was corrected since."""
    noted_at = referral.state_since
    for step in reversed(list_steps(work.session, referral.id)):
        if step.state not in NOTED:
            break
        noted_at = step.at
    return noted_at
