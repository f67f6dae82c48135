"""Reads and stores who was reminded."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.database import insert_row
from api.pdr.reminders.models import PdrReminder


def list_sent(session: Session, since: date) -> set[tuple[str, str, str, date]]:
    """Return about whom, to whom, of what and of which day reminders were sent, for days from one on."""
    columns = (PdrReminder.about_id, PdrReminder.told_id, PdrReminder.step, PdrReminder.day)
    rows: Sequence[tuple[str, str, str, date]] = session.execute(select(*columns).where(PdrReminder.day >= since)).all()
    return {(about, told, step, day) for about, told, step, day in rows}


def add_reminder(session: Session, reminder: PdrReminder) -> None:
    """Store that somebody is reminded; a second one fails, and with it the transaction that would send it."""
    insert_row(session, reminder)
