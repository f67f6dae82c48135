"""The table of reminders of PDRs."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.retention.classes import Retention
from api.tables import Base


class Step(StrEnum):
    """What somebody is reminded of: a closed list."""

    BOOK = "book"
    LATE = "late"
    PREPARE = "prepare"
    RECORD = "record"
    AGREE = "agree"
    FOLLOW_UP = "follow_up"
    FOLLOW_UP_TEAM = "follow_up_team"


STEPS = ", ".join(f"'{step}'" for step in Step)


class PdrReminder(Base):
    """A reminder that was sent: never twice for a step and the day that it is about. A day that moves has another.

    `about_id`: whose PDR; `told_id`: who was reminded.
    """

    __tablename__ = "pdr_reminders"
    __table_args__ = (
        CheckConstraint(f"step IN ({STEPS})", name="step_is_known"),
        UniqueConstraint("about_id", "told_id", "step", "day"),
        # Kept as long as the PDR itself: what is late for long would be said again.
        {"info": {"retention": Retention.TRAINING}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    about_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    told_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    step: Mapped[str] = mapped_column(String(20))
    day: Mapped[date]
    sent_at: Mapped[datetime]
