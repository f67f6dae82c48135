"""The tables of a case: the referral itself, its texts (sealed), and the dates of its steps."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.people.models import Person
from api.referrals.cases.states import State
from api.referrals.encryption.models import Sealed
from api.retention.classes import Retention
from api.tables import Base

STATES = ", ".join(f"'{state}'" for state in State)


class Clinician(StrEnum):
    """Who sees people: a closed list."""

    NURSE = "nurse"
    PHYSICIAN = "physician"
    COUNSELLOR = "counsellor"
    PHYSIOTHERAPIST = "physiotherapist"


class Mode(StrEnum):
    """How an appointment is held."""

    PHONE = "phone"
    VIDEO = "video"
    IN_PERSON = "in_person"


class Priority(StrEnum):
    """How soon somebody is to be seen."""

    ROUTINE = "routine"
    SOON = "soon"
    URGENT = "urgent"


class SeesReport(StrEnum):
    """When the person reads the report."""

    BEFORE = "before"
    SAME_TIME = "same_time"
    NO_WISH = "no_wish"


class TextPart(StrEnum):
    """What a text of a case is: a closed list.

    `triage`: clinician, mode and priority. `report`: what the person is told; `manager`: the part for their manager.
    """

    ANSWERS = "answers"
    COMMENT = "comment"
    TRIAGE = "triage"
    NOTE = "note"
    REPORT = "report"
    MANAGER = "manager"


class Referral(Base):
    """One case. Nothing in this row tells of anybody's health, but that there is a case does.

    `service`: of the person when it was submitted. `referrer_id`: none for a self-referral.
    `submitted_at`: when the Health Unit got it. `offered_revision`: the report that the person may read;
    `released_revision`: the one that their manager may read a part of.
    """

    __tablename__ = "referrals"
    __table_args__ = (
        CheckConstraint("kind IN ('management', 'self')", name="kind_is_known"),
        CheckConstraint(f"state IN ({STATES})", name="state_is_known"),
        CheckConstraint("sees_report IN ('before', 'same_time', 'no_wish')", name="sees_report_is_known"),
        Index("ix_referrals_state_state_since", "state", "state_since"),
        {"info": {"retention": Retention.HEALTH_RECORD}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    referrer_id: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    service: Mapped[str] = mapped_column(String(200))
    form_version: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    state_since: Mapped[datetime]
    sees_report: Mapped[str | None] = mapped_column(String(10))
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None] = mapped_column(index=True)
    offered_revision: Mapped[int | None]
    released_revision: Mapped[int | None]
    closed_at: Mapped[datetime | None]
    expires_on: Mapped[date] = mapped_column(index=True)

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys=[person_id])


class ReferralText(Sealed, Base):
    """One text of a case; a new one never replaces the one before. `revision`: from 1 within its part."""

    __tablename__ = "referral_texts"
    __table_args__ = (
        UniqueConstraint("referral_id", "part", "revision"),
        {"info": {"retention": Retention.WITH_REFERRAL}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    referral_id: Mapped[str] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"))
    part: Mapped[str] = mapped_column(String(10))
    revision: Mapped[int]
    written_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    written_at: Mapped[datetime]


class ReferralStep(Base):
    """When a case came into a state, and who did it (none: nobody, such as the end of an offer)."""

    __tablename__ = "referral_steps"
    __table_args__ = ({"info": {"retention": Retention.WITH_REFERRAL}},)

    referral_id: Mapped[str] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    state: Mapped[str] = mapped_column(String(20))
    at: Mapped[datetime]
    by_id: Mapped[str | None] = mapped_column(String(64))
