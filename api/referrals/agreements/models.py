"""The table of agreements: every yes, no and withdrawal, none of which replaces another."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from api.retention.classes import Retention
from api.tables import Base


class AgreementKind(StrEnum):
    """To what somebody agrees: three separate things."""

    REFERRAL = "referral"
    ASSESSMENT = "assessment"
    RELEASE = "release"


class Answer(StrEnum):
    """What they said. Nothing said is not a yes."""

    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Agreement(Base):
    """One answer. The last of its kind holds. `revision`: of the report that a release is about."""

    __tablename__ = "referral_agreements"
    __table_args__ = (
        CheckConstraint("kind IN ('referral', 'assessment', 'release')", name="kind_is_known"),
        CheckConstraint("answer IN ('agreed', 'declined', 'withdrawn')", name="answer_is_known"),
        {"info": {"retention": Retention.WITH_REFERRAL}},
    )

    referral_id: Mapped[str] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(String(10))
    answer: Mapped[str] = mapped_column(String(10))
    at: Mapped[datetime]
    revision: Mapped[int | None]
