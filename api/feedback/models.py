"""The table of feedback. Has no column for a person."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.retention.classes import Retention
from api.tables import Base


class Feedback(Base):
    """Whether one reply helped; the last word counts."""

    __tablename__ = "feedback"
    __table_args__ = ({"info": {"retention": Retention.FEEDBACK}},)

    reply_id: Mapped[str] = mapped_column(String(64), primary_key=True)
    article_id: Mapped[str] = mapped_column(String(120), index=True)
    helpful: Mapped[bool]
    given_on: Mapped[date]
    expires_on: Mapped[date] = mapped_column(index=True)
