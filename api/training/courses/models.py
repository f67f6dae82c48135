"""The table of courses."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.retention.classes import Retention
from api.tables import Base


class CourseKind(StrEnum):
    """How a course is taken: at a date, alone on the screen, or by saying that one is interested."""

    DATED = "dated"
    ELEARNING = "elearning"
    INTEREST = "interest"


class Audience(StrEnum):
    """Who must take a course."""

    NOBODY = "nobody"
    EVERYONE = "everyone"
    MANAGERS = "managers"


class Course(Base):
    """One course. `names`: other words for it. `search_text`: all its words in small letters.

    `due_days`: so long after starting here it must be done. `valid_months`: then it must be done again.
    `cut_off_days`: so long before a session booking ends. `late_days`: a later cancellation is a late one.
    """

    __tablename__ = "courses"
    __table_args__ = (
        CheckConstraint("kind IN ('dated', 'elearning', 'interest')", name="kind_is_known"),
        CheckConstraint("mandatory_for IN ('nobody', 'everyone', 'managers')", name="mandatory_for_is_known"),
        {"info": {"retention": Retention.CATALOGUE}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    title: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(String(500))
    topic: Mapped[str] = mapped_column(String(64), index=True)
    kind: Mapped[str] = mapped_column(String(10))
    names: Mapped[list[str]]
    search_text: Mapped[str] = mapped_column(Text)
    mandatory_for: Mapped[str] = mapped_column(String(10))
    needs_approval: Mapped[bool]
    is_self_certified: Mapped[bool]
    is_active: Mapped[bool]
    link: Mapped[str | None] = mapped_column(String(300))
    due_days: Mapped[int | None]
    valid_months: Mapped[int | None]
    cut_off_days: Mapped[int]
    late_days: Mapped[int]
