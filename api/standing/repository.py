"""Reads and stores the figures by month."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.database import insert_rows
from api.standing.models import Standing


def list_months(session: Session, since: date) -> Sequence[Standing]:
    """Return the figures of every month from one on, in the order of time and service."""
    wanted = select(Standing).where(Standing.month >= since)
    return session.scalars(wanted.order_by(Standing.month, Standing.subject, Standing.service)).all()


def has_figures(session: Session) -> bool:
    """Return whether there are figures of any month."""
    return session.scalar(select(Standing.id).limit(1)) is not None


def replace_month(session: Session, month: date, rows: Sequence[dict[str, Any]]) -> None:
    """Store the figures of a month instead of those that were there."""
    session.execute(delete(Standing).where(Standing.month == month))
    insert_rows(session, Standing, rows)
