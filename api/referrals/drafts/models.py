"""The table of drafts."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.people.models import Person
from api.referrals.encryption.models import Sealed
from api.retention.classes import Retention
from api.tables import Base


class ReferralDraft(Sealed, Base):
    """What somebody has said so far about themselves or a report of theirs. `version` grows with each change."""

    __tablename__ = "referral_drafts"
    __table_args__ = (
        CheckConstraint("kind IN ('management', 'self')", name="kind_is_known"),
        UniqueConstraint("owner_id", "person_id", "kind"),
        {"info": {"retention": Retention.DRAFTS}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    owner_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    version: Mapped[int]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    expires_on: Mapped[date] = mapped_column(index=True)

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys=[person_id])
