"""Lets one worker do what is done once a day."""

from sqlalchemy.orm import Session

from api.daily.models import DailyRun
from api.database import insert_row


def was_done(session: Session, run_id: str) -> bool:
    """Return whether it was done."""
    return session.get(DailyRun, run_id) is not None


def add_run(session: Session, run: DailyRun) -> None:
    """Store that it is done; a second one fails, and with it the transaction that would do it again."""
    insert_row(session, run)
