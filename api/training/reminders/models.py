"""The table of reminders."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.retention.classes import Retention
from api.tables import Base


class ReminderStep(StrEnum):
    """How long before a session somebody is reminded of it."""

    WEEK = "week"
    DAY = "day"


class Reminder(Base):
    """A reminder that was sent: never twice for one step and one beginning. A session that moves has another one."""

    __tablename__ = "reminders"
    __table_args__ = (
        CheckConstraint("step IN ('week', 'day')", name="step_is_known"),
        {"info": {"retention": Retention.NOTIFICATIONS}},
    )

    booking_id: Mapped[str] = mapped_column(ForeignKey("bookings.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[str] = mapped_column(String(4), primary_key=True)
    starts_at: Mapped[datetime] = mapped_column(primary_key=True)
    sent_at: Mapped[datetime]
    expires_on: Mapped[date] = mapped_column(index=True)
