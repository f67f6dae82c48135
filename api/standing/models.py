"""The table of figures by month. Names nobody."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.retention.classes import Retention
from api.tables import Base


class Subject(StrEnum):
    """What is counted: PDRs, or mandatory courses."""

    PDR = "pdr"
    TRAINING = "training"


class Standing(Base):
    """What was counted of one service in one month, at its last day; in the month that runs, today.

    `required`: how many must be complete, or valid; `done`: how many are; `away`: how many do not count just now.
    """

    __tablename__ = "standings"
    __table_args__ = (
        CheckConstraint("subject IN ('pdr', 'training')", name="subject_is_known"),
        UniqueConstraint("month", "subject", "service"),
        {"info": {"retention": Retention.FIGURES}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    month: Mapped[date]
    subject: Mapped[str] = mapped_column(String(10))
    service: Mapped[str] = mapped_column(String(200))
    required: Mapped[int]
    done: Mapped[int]
    away: Mapped[int]
    taken_on: Mapped[date]
