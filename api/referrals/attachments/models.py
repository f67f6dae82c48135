"""The tables of attachments: what a file is, and its pieces, all sealed."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.referrals.encryption.models import Sealed
from api.retention.classes import Retention
from api.tables import Base


class Document(StrEnum):
    """What a file is: the documents that the form lists, or another one."""

    JOB_DESCRIPTION = "job_description"
    ABSENCES = "absences"
    FIT_NOTES = "fit_notes"
    RISK_ASSESSMENTS = "risk_assessments"
    STRESS_ASSESSMENT = "stress_assessment"
    RETURN_NOTES = "return_notes"
    ACCIDENT = "accident"
    REPORT = "report"
    PASSPORT = "passport"
    OTHER = "other"


class Scan(StrEnum):
    """What a virus scanner said. `not_scanned`: there is none, in development only."""

    CLEAN = "clean"
    NOT_SCANNED = "not_scanned"


class Attachment(Sealed, Base):
    """One file of a draft or of a case. Its name, which can tell of somebody's health, and its type are sealed."""

    __tablename__ = "referral_attachments"
    __table_args__ = (
        CheckConstraint("(draft_id IS NULL) <> (referral_id IS NULL)", name="one_owner"),
        CheckConstraint("scan IN ('clean', 'not_scanned')", name="scan_is_known"),
        {"info": {"retention": Retention.WITH_REFERRAL}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    draft_id: Mapped[str | None] = mapped_column(ForeignKey("referral_drafts.id", ondelete="CASCADE"), index=True)
    referral_id: Mapped[str | None] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"), index=True)
    document: Mapped[str] = mapped_column(String(30))
    size: Mapped[int]
    scan: Mapped[str] = mapped_column(String(12))
    added_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    added_at: Mapped[datetime]


class AttachmentPiece(Sealed, Base):
    """A piece of a file, numbered from 1, so that no row is large."""

    __tablename__ = "referral_attachment_pieces"
    __table_args__ = (
        UniqueConstraint("attachment_id", "number"),
        {"info": {"retention": Retention.WITH_REFERRAL}},
    )

    id: Mapped[str] = mapped_column(String(80), primary_key=True)
    attachment_id: Mapped[str] = mapped_column(ForeignKey("referral_attachments.id", ondelete="CASCADE"))
    number: Mapped[int]
