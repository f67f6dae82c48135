"""The tables of sessions and their days."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.retention.classes import Retention
from api.tables import Base
from api.training.courses.models import Course


class SessionState(StrEnum):
    """Whether a session is held."""

    OPEN = "open"
    CANCELLED = "cancelled"


class TrainingSession(Base):
    """One session. `booked` counts the places that are taken or offered; the database holds it to `capacity`.

    `queued` counts everybody who ever joined the waiting list, so it gives the next number in the queue.
    `starts_at` and `ends_at` are those of the first and the last day.
    """

    __tablename__ = "training_sessions"
    __table_args__ = (
        CheckConstraint("capacity > 0", name="capacity_is_positive"),
        CheckConstraint("booked >= 0 AND booked <= capacity", name="booked_is_within_capacity"),
        CheckConstraint("state IN ('open', 'cancelled')", name="state_is_known"),
        Index("ix_training_sessions_starts_at_id", "starts_at", "id"),
        {"info": {"retention": Retention.TRAINING}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id"), index=True)
    state: Mapped[str] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(String(200))
    is_online: Mapped[bool]
    link: Mapped[str | None] = mapped_column(String(300))
    trainer: Mapped[str] = mapped_column(String(200))
    capacity: Mapped[int]
    booked: Mapped[int]
    queued: Mapped[int]
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    cut_off_at: Mapped[datetime]

    course: Mapped[Course] = relationship(lazy="joined", innerjoin=True)
    days: Mapped[list["SessionDay"]] = relationship(
        lazy="selectin", order_by="SessionDay.number", cascade="all, delete-orphan"
    )


class SessionDay(Base):
    """One day of a session, numbered from 1."""

    __tablename__ = "session_days"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_session_days_starts_at", "starts_at"),
        {"info": {"retention": Retention.TRAINING}},
    )

    session_id: Mapped[str] = mapped_column(ForeignKey("training_sessions.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
