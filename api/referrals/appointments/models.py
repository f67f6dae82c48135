"""The tables of the clinic: slots of clinicians, and the appointments in them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.retention.classes import Retention
from api.tables import Base


class AppointmentState(StrEnum):
    """The life of an appointment."""

    OFFERED = "offered"
    BOOKED = "booked"
    ATTENDED = "attended"
    MISSED = "missed"
    DECLINED = "declined"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


# They take their slot.
HOLDING = (AppointmentState.OFFERED, AppointmentState.BOOKED, AppointmentState.ATTENDED, AppointmentState.MISSED)
# They can still change.
LIVE = (AppointmentState.OFFERED, AppointmentState.BOOKED)
IS_HOLDING = text("state IN ('offered', 'booked', 'attended', 'missed')")
IS_LIVE = text("state IN ('offered', 'booked')")
STATES = ", ".join(f"'{state}'" for state in AppointmentState)


class Slot(Base):
    """A time that a clinician has for one person. `is_taken`: an appointment holds it, or it was withdrawn."""

    __tablename__ = "referral_slots"
    __table_args__ = (
        CheckConstraint(
            "clinician IN ('nurse', 'physician', 'counsellor', 'physiotherapist')", name="clinician_is_known"
        ),
        CheckConstraint("mode IN ('phone', 'video', 'in_person')", name="mode_is_known"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        UniqueConstraint("clinician_id", "starts_at"),
        Index("ix_referral_slots_starts_at_id", "starts_at", "id"),
        {"info": {"retention": Retention.CLINIC}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    clinician_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    clinician: Mapped[str] = mapped_column(String(20))
    mode: Mapped[str] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(String(200))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    is_taken: Mapped[bool]


class Appointment(Base):
    """One person's slot. `sequence` grows with every change that their calendar must know."""

    __tablename__ = "referral_appointments"
    __table_args__ = (
        CheckConstraint(f"state IN ({STATES})", name="state_is_known"),
        Index(
            "uq_referral_appointments_holding_slot",
            "slot_id",
            unique=True,
            sqlite_where=IS_HOLDING,
            postgresql_where=IS_HOLDING,
        ),
        Index(
            "uq_referral_appointments_live_referral",
            "referral_id",
            unique=True,
            sqlite_where=IS_LIVE,
            postgresql_where=IS_LIVE,
        ),
        Index("ix_referral_appointments_state_offered_until", "state", "offered_until"),
        {"info": {"retention": Retention.WITH_REFERRAL}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    referral_id: Mapped[str] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"), index=True)
    slot_id: Mapped[str] = mapped_column(ForeignKey("referral_slots.id"))
    state: Mapped[str] = mapped_column(String(10))
    sequence: Mapped[int]
    created_at: Mapped[datetime]
    offered_until: Mapped[datetime | None]

    slot: Mapped[Slot] = relationship(lazy="joined", innerjoin=True)
