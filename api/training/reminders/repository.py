"""Finds whom to remind, and stores who was."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from api.database import insert_row
from api.training.bookings.models import Booking, BookingState
from api.training.reminders.models import Reminder, ReminderStep
from api.training.sessions.models import TrainingSession


def list_sessions(session: Session, after: datetime, until: datetime) -> Sequence[TrainingSession]:
    """Return the sessions that begin between two instants, by time."""
    wanted = select(TrainingSession).where(TrainingSession.starts_at > after, TrainingSession.starts_at <= until)
    return session.scalars(wanted.order_by(TrainingSession.starts_at, TrainingSession.id)).all()


def list_unreminded(
    session: Session, held: TrainingSession, step: ReminderStep, booked_by: datetime, limit: int
) -> Sequence[Booking]:
    """Return bookings of a session that were there at an instant and are not reminded yet; no other worker has them."""
    reminded = exists().where(
        Reminder.booking_id == Booking.id, Reminder.step == step, Reminder.starts_at == held.starts_at
    )
    wanted = select(Booking).where(
        Booking.session_id == held.id,
        Booking.state == BookingState.BOOKED,
        Booking.created_at <= booked_by,
        ~reminded,
    )
    wanted = wanted.order_by(Booking.id).limit(limit)
    return session.scalars(wanted.with_for_update(skip_locked=True, of=Booking)).all()


def add_reminder(session: Session, reminder: Reminder) -> None:
    """Store that somebody is reminded; a second one fails, and with it the transaction that would send it."""
    insert_row(session, reminder)
