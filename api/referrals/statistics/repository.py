"""Reads the cases of a period for its figures."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.referrals.appointments.models import Appointment, AppointmentState, Slot
from api.referrals.cases.models import Referral, ReferralText


def list_submitted(session: Session, since: datetime, until: datetime) -> Sequence[Referral]:
    """Return the cases that the Health Unit got in a span of time, whatever became of them."""
    wanted = select(Referral).where(Referral.submitted_at >= since, Referral.submitted_at < until)
    return session.scalars(wanted).all()


def list_answers(session: Session, since: datetime, until: datetime) -> Sequence[ReferralText]:
    """Return the sealed forms of these cases."""
    wanted = select(ReferralText).join(Referral, Referral.id == ReferralText.referral_id)
    wanted = wanted.where(Referral.submitted_at >= since, Referral.submitted_at < until)
    return session.scalars(wanted.where(ReferralText.part == "answers")).all()


def list_appointment_modes(session: Session, since: datetime, until: datetime) -> Sequence[tuple[str, int]]:
    """Return how many people came to an appointment in a span of time, by how it was held."""
    came = (Appointment.state == AppointmentState.ATTENDED, Slot.starts_at >= since, Slot.starts_at < until)
    counts = select(Slot.mode, func.count()).join(Appointment, Appointment.slot_id == Slot.id).where(*came)
    return session.execute(counts.group_by(Slot.mode)).all()


def list_first_attended(session: Session, since: datetime, until: datetime) -> Sequence[tuple[datetime, datetime]]:
    """Return when each of these cases was submitted and when the person was first seen."""
    first = func.min(Slot.starts_at).label("first")
    wanted = select(Referral.submitted_at, first).join(Appointment, Appointment.referral_id == Referral.id)
    wanted = wanted.join(Slot, Slot.id == Appointment.slot_id).where(Appointment.state == AppointmentState.ATTENDED)
    wanted = wanted.where(Referral.submitted_at >= since, Referral.submitted_at < until)
    rows = session.execute(wanted.group_by(Referral.id, Referral.submitted_at))
    return [(submitted, seen) for submitted, seen in rows if submitted]
