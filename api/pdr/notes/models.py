"""The table of private notes."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.referrals.encryption.models import Sealed
from api.retention.classes import Retention
from api.tables import Base


class PdrNotes(Sealed, Base):
    """The notes of one person, all in one sealed text. `version` grows with each change."""

    __tablename__ = "pdr_notes"
    __table_args__ = ({"info": {"retention": Retention.PDR_NOTES}},)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), unique=True)
    version: Mapped[int]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    expires_on: Mapped[date] = mapped_column(index=True)
