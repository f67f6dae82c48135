"""The tables of PDRs: dates and states, the needs and the training asked for. Nothing of what was said is kept."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.pdr.states import State
from api.people.models import Person
from api.retention.classes import Retention
from api.tables import Base
from api.training.courses.models import Course

STATES = ", ".join(f"'{state}'" for state in State)


class Outcome(StrEnum):
    """What training that was asked for came to. `wanted`: a date is still to be found; `elearning`: by oneself."""

    BOOKED = "booked"
    INTEREST = "interest"
    ELEARNING = "elearning"
    WANTED = "wanted"


class Pdr(Base):
    """One person's PDR of one year. `sequence` grows with every change that the two calendars must know.

    `needs`: what the person has to learn, in a few words each.
    """

    __tablename__ = "pdrs"
    __table_args__ = (
        CheckConstraint(f"state IN ({STATES})", name="state_is_known"),
        CheckConstraint("state <> 'booked' OR starts_at IS NOT NULL", name="what_is_booked_has_a_time"),
        CheckConstraint("state IN ('due', 'booked') OR held_on IS NOT NULL", name="what_is_held_has_a_day"),
        UniqueConstraint("person_id", "year"),
        Index("ix_pdrs_year_state", "year", "state"),
        {"info": {"retention": Retention.TRAINING}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    year: Mapped[int]
    state: Mapped[str] = mapped_column(String(10))
    sequence: Mapped[int]
    starts_at: Mapped[datetime | None] = mapped_column(index=True)
    ends_at: Mapped[datetime | None]
    booked_at: Mapped[datetime | None]
    place: Mapped[str | None] = mapped_column(String(200))
    manager_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"), index=True)
    held_on: Mapped[date | None]
    recorded_at: Mapped[datetime | None]
    agreed_at: Mapped[datetime | None]
    needs: Mapped[list[str]]

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys=[person_id])


class PdrTraining(Base):
    """A course that was asked for at a PDR, and what it came to."""

    __tablename__ = "pdr_trainings"
    __table_args__ = (
        CheckConstraint("outcome IN ('booked', 'interest', 'elearning', 'wanted')", name="outcome_is_known"),
        UniqueConstraint("pdr_id", "course_id"),
        {"info": {"retention": Retention.TRAINING}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    pdr_id: Mapped[str] = mapped_column(ForeignKey("pdrs.id", ondelete="CASCADE"))
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id"))
    outcome: Mapped[str] = mapped_column(String(10))
    booking_id: Mapped[str | None] = mapped_column(ForeignKey("bookings.id"))
    application_id: Mapped[str | None] = mapped_column(ForeignKey("applications.id"))

    course: Mapped[Course] = relationship(lazy="joined", innerjoin=True)
