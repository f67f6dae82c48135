"""The table of bookings, and the states that one can be in."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.people.models import Person
from api.retention.classes import Retention
from api.tables import Base
from api.training.sessions.models import TrainingSession


class BookingState(StrEnum):
    """The life of a booking: a closed list."""

    REQUESTED = "requested"
    BOOKED = "booked"
    WAITING = "waiting"
    OFFERED = "offered"
    ATTENDED = "attended"
    ABSENT = "absent"
    CANCELLED = "cancelled"
    DECLINED = "declined"
    LAPSED = "lapsed"


# They take one of the session's places.
HOLDING = (
    BookingState.REQUESTED,
    BookingState.BOOKED,
    BookingState.OFFERED,
    BookingState.ATTENDED,
    BookingState.ABSENT,
)
# They can still change.
LIVE = (BookingState.REQUESTED, BookingState.BOOKED, BookingState.WAITING, BookingState.OFFERED)
# They fill the person's time.
BUSY = (BookingState.REQUESTED, BookingState.BOOKED)
IS_LIVE = text("state IN ('requested', 'booked', 'waiting', 'offered')")
STATES = ", ".join(f"'{state}'" for state in BookingState)


class Booking(Base):
    """One person on one session. `sequence` grows with every change that the person's calendar must know.

    `queue_number` orders the waiting list. `decided_by`: who approved or declined. Two live bookings of a
    person for one course cannot be.
    """

    __tablename__ = "bookings"
    __table_args__ = (
        CheckConstraint(f"state IN ({STATES})", name="state_is_known"),
        Index(
            "uq_bookings_live_person_course",
            "person_id",
            "course_id",
            unique=True,
            sqlite_where=IS_LIVE,
            postgresql_where=IS_LIVE,
        ),
        Index("ix_bookings_session_id_state", "session_id", "state"),
        Index("ix_bookings_state_offered_until", "state", "offered_until"),
        {"info": {"retention": Retention.TRAINING}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    session_id: Mapped[str] = mapped_column(ForeignKey("training_sessions.id"))
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id"))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    booked_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    state: Mapped[str] = mapped_column(String(10))
    sequence: Mapped[int]
    created_at: Mapped[datetime]
    queue_number: Mapped[int | None]
    offered_until: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    decision_reason: Mapped[str | None] = mapped_column(String(500))
    cancelled_at: Mapped[datetime | None]
    is_late: Mapped[bool]

    session: Mapped[TrainingSession] = relationship(lazy="joined", innerjoin=True)
    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys=[person_id])
