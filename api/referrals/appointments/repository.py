"""Reads, stores and takes slots. Here no race can give one slot to two people."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.referrals.appointments.models import LIVE, Appointment, AppointmentState, Slot
from api.referrals.cases.models import Referral
from api.referrals.errors import SlotClashError, SlotTakenError


def find_slot(session: Session, slot_id: str) -> Slot | None:
    """Return a slot as it is now."""
    return session.get(Slot, slot_id, populate_existing=True)


def take_slot(session: Session, slot_id: str) -> bool:
    """Take a slot, in one statement that no race can pass twice. Return whether it was free."""
    free = (Slot.id == slot_id, Slot.is_taken.is_(False))
    return _count(session.execute(update(Slot).where(*free).values(is_taken=True))) == 1


def free_slot(session: Session, slot_id: str) -> None:
    """Give a slot back."""
    session.execute(update(Slot).where(Slot.id == slot_id).values(is_taken=False))


def add_slot(session: Session, slot: Slot) -> None:
    """Add a slot; its clinician must be held. Raises SlotClashError."""
    if find_clash(session, slot.clinician_id, slot.starts_at, slot.ends_at):
        raise SlotClashError
    session.add(slot)
    try:
        session.flush()
    except IntegrityError as error:
        raise SlotClashError from error


def find_clash(session: Session, clinician_id: str, starts_at: datetime, ends_at: datetime) -> Slot | None:
    """Return the first slot of a clinician that lies in a span of time, or reaches into it."""
    overlaps = (Slot.clinician_id == clinician_id, Slot.starts_at < ends_at, Slot.ends_at > starts_at)
    return session.scalar(select(Slot).where(*overlaps).order_by(Slot.starts_at).limit(1))


def remove_slot(session: Session, slot_id: str) -> bool:
    """Delete a free slot, or shut it where an appointment that ended stands in it. Return whether it was free."""
    unused = ~select(Appointment.id).where(Appointment.slot_id == slot_id).exists()
    deleted = session.execute(delete(Slot).where(Slot.id == slot_id, Slot.is_taken.is_(False), unused))
    return _count(deleted) == 1 or take_slot(session, slot_id)


def list_slots(
    session: Session, filters: dict[str, Any], since: datetime, until: datetime, limit: int
) -> Sequence[Slot]:
    """Return slots by time."""
    wanted = select(Slot).filter_by(**filters).where(Slot.starts_at >= since, Slot.starts_at < until)
    return session.scalars(wanted.order_by(Slot.starts_at, Slot.id).limit(limit)).all()


def list_of_slots(session: Session, since: datetime, until: datetime) -> Sequence[tuple[Appointment, Referral]]:
    """Return every appointment that was ever made in the slots of a span of time, each with its case."""
    wanted = select(Appointment, Referral).join(Referral, Referral.id == Appointment.referral_id)
    wanted = wanted.join(Slot, Slot.id == Appointment.slot_id).where(Slot.starts_at >= since, Slot.starts_at < until)
    return [(appointment, referral) for appointment, referral in session.execute(wanted)]


def live_appointment(session: Session, referral_id: str) -> Appointment | None:
    """Return what is offered or booked for a case."""
    wanted = select(Appointment).where(Appointment.referral_id == referral_id, Appointment.state.in_(LIVE))
    return session.scalar(wanted.execution_options(populate_existing=True))


def list_appointments(session: Session, referral_id: str) -> Sequence[Appointment]:
    """Return all appointments of a case, as they were made."""
    wanted = select(Appointment).where(Appointment.referral_id == referral_id)
    return session.scalars(wanted.order_by(Appointment.created_at, Appointment.id)).all()


def last_noted(session: Session, referral_id: str) -> Appointment | None:
    """Return the last appointment of a case of which it was noted whether the person came."""
    noted = Appointment.state.in_((AppointmentState.ATTENDED, AppointmentState.MISSED))
    wanted = select(Appointment).where(Appointment.referral_id == referral_id, noted)
    newest = (Appointment.created_at.desc(), Appointment.id.desc())
    return session.scalar(wanted.order_by(*newest).limit(1).execution_options(populate_existing=True))


def add_appointment(session: Session, appointment: Appointment) -> None:
    """Add an appointment in a slot that was taken. Raises SlotTakenError when the guard did not hold."""
    session.add(appointment)
    try:
        session.flush()
    except IntegrityError as error:
        raise SlotTakenError from error


def list_over_offers(session: Session, now: datetime, limit: int) -> Sequence[tuple[str, str]]:
    """Return appointment and case of offers that nobody took in time."""
    over = (Appointment.state == AppointmentState.OFFERED, Appointment.offered_until <= now)
    wanted = select(Appointment.id, Appointment.referral_id).where(*over)
    return session.execute(wanted.order_by(Appointment.referral_id).limit(limit)).all()


def find_appointment(session: Session, appointment_id: str) -> Appointment | None:
    """Return an appointment as it is now."""
    return session.get(Appointment, appointment_id, populate_existing=True)


def _count(result: object) -> int:
    return cast("CursorResult[Any]", result).rowcount
