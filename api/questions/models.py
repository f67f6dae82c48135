"""The tables of unanswered questions. Have no column for a person, nor for the time of day."""

from datetime import date

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from api.retention.classes import Retention
from api.tables import Base


class UnansweredQuestion(Base):
    """The words of a question that holds nothing personal."""

    __tablename__ = "unanswered_questions"
    __table_args__ = ({"info": {"retention": Retention.QUESTION_TEXTS}},)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    article_id: Mapped[str | None] = mapped_column(String(120))
    topic: Mapped[str | None] = mapped_column(String(60))
    text: Mapped[str] = mapped_column(String(200))
    asked_on: Mapped[date]
    expires_on: Mapped[date] = mapped_column(index=True)


class QuestionCount(Base):
    """How often a topic was asked about on a day without an answer; an empty name: not known."""

    __tablename__ = "question_counts"
    __table_args__ = (
        CheckConstraint("times > 0", name="times_is_positive"),
        {"info": {"retention": Retention.QUESTION_COUNTS}},
    )

    asked_on: Mapped[date] = mapped_column(primary_key=True)
    article_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    topic: Mapped[str] = mapped_column(String(60), primary_key=True)
    times: Mapped[int]
    expires_on: Mapped[date] = mapped_column(index=True)
