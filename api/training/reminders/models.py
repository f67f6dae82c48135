"""The table of reminders."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
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
        UniqueConstraint("booking_id", "step", "starts_at", name="uq_reminders_booking_id_step_starts_at"),
        {"info": {"retention": Retention.NOTIFICATIONS}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    booking_id: Mapped[str] = mapped_column(ForeignKey("bookings.id", ondelete="CASCADE"))
    step: Mapped[str] = mapped_column(String(4))
    starts_at: Mapped[datetime]
    sent_at: Mapped[datetime]
    expires_on: Mapped[date] = mapped_column(index=True)
