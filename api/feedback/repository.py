"""Stores feedback."""

from typing import Any

from sqlalchemy.orm import Session

from api.database import upsert
from api.feedback.models import Feedback


def store_feedback(session: Session, values: dict[str, Any]) -> None:
    """Store a verdict on a reply, in place of an earlier one."""
    change = {name: value for name, value in values.items() if name != "reply_id"}
    session.execute(upsert(session, Feedback, values, keys=["reply_id"], change=change))
