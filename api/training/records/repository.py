"""Reads and stores completions."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from api.training.records.models import Completion


def add_completion(session: Session, completion: Completion) -> None:
    """Add a completion."""
    session.add(completion)
    session.flush()


def forget_booking(session: Session, booking_id: str) -> None:
    """Delete the completion that a booking came to."""
    session.execute(delete(Completion).where(Completion.booking_id == booking_id))


def list_completions(session: Session, person_ids: Sequence[str]) -> Sequence[Completion]:
    """Return what several people completed, the latest last."""
    wanted = select(Completion).where(Completion.person_id.in_(person_ids))
    return session.scalars(wanted.order_by(Completion.completed_on, Completion.id)).all()


def list_valid(session: Session, course_ids: Sequence[str], today: date) -> Sequence[tuple[str, str]]:
    """Return person and course of all completions of several courses that count on a day."""
    counts = or_(Completion.valid_until.is_(None), Completion.valid_until >= today)
    wanted = select(Completion.person_id, Completion.course_id).where(Completion.course_id.in_(course_ids), counts)
    return session.execute(wanted).all()
