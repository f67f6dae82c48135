"""Reads the cases of a period for its figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from api.referrals.appointments.models import Appointment, AppointmentState, Slot
from api.referrals.cases.models import Referral, ReferralStep, ReferralText
from api.referrals.cases.states import State


@dataclass(frozen=True, slots=True)
class Attended:
    """An appointment to which somebody came. `is_first`: of their case."""

    mode: str
    submitted_at: datetime
    seen_at: datetime
    is_first: bool


def list_submitted(session: Session, since: datetime, until: datetime) -> Sequence[Referral]:
    """Return the cases that the Health Unit got in a span of time, whatever became of them."""
    wanted = select(Referral).where(Referral.submitted_at >= since, Referral.submitted_at < until)
    return session.scalars(wanted).all()


def list_answers(session: Session, since: datetime, until: datetime) -> Sequence[ReferralText]:
    """Return the sealed forms of these cases."""
    wanted = select(ReferralText).join(Referral, Referral.id == ReferralText.referral_id)
    wanted = wanted.where(Referral.submitted_at >= since, Referral.submitted_at < until)
    return session.scalars(wanted.where(ReferralText.part == "answers")).all()


def list_attended(session: Session, since: datetime, until: datetime) -> Sequence[Attended]:
    """Return the appointments for which it was noted in a span of time that the person came.

    What counts is when that was noted: a span that is over gets no further ones, however late somebody notes it.
    A case has one appointment at a time, so its first step into `attended` is that of the first it came to, and so on.
    """
    nth_step = func.row_number().over(partition_by=ReferralStep.referral_id, order_by=ReferralStep.number)
    noted = select(ReferralStep.referral_id, ReferralStep.at, nth_step.label("nth"))
    steps = noted.where(ReferralStep.state == State.ATTENDED).subquery()
    in_order = (Appointment.created_at, Appointment.id)
    nth_held = func.row_number().over(partition_by=Appointment.referral_id, order_by=in_order)
    held = select(Appointment.referral_id, Slot.mode, Slot.starts_at, nth_held.label("nth"))
    held = held.join(Slot, Slot.id == Appointment.slot_id).where(Appointment.state == AppointmentState.ATTENDED)
    came = held.subquery()
    same = (steps.c.referral_id == came.c.referral_id) & (steps.c.nth == came.c.nth)
    wanted = select(came.c.mode, Referral.submitted_at, came.c.starts_at, came.c.nth).join(steps, same)
    wanted = wanted.join(Referral, Referral.id == came.c.referral_id)
    rows = session.execute(wanted.where(steps.c.at >= since, steps.c.at < until))
    return [Attended(mode, submitted, seen, nth == 1) for mode, submitted, seen, nth in rows if submitted]
