"""The table of applications, which a line manager supports or declines."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.people.models import Person
from api.retention.classes import Retention
from api.tables import Base


class ApplicationKind(StrEnum):
    """What is applied for."""

    INTEREST = "interest"
    EXTERNAL = "external"


class ApplicationState(StrEnum):
    """The life of an application."""

    SENT = "sent"
    SUPPORTED = "supported"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


IS_SENT = text("state = 'sent'")


class Application(Base):
    """One application. `course_id`: for interest. `provider`, `cost_pence`, `starts_on`: for external training."""

    __tablename__ = "applications"
    __table_args__ = (
        CheckConstraint("kind IN ('interest', 'external')", name="kind_is_known"),
        CheckConstraint("state IN ('sent', 'supported', 'declined', 'withdrawn')", name="state_is_known"),
        CheckConstraint("cost_pence >= 0", name="cost_is_not_negative"),
        Index(
            "uq_applications_sent_person_title",
            "person_id",
            "title",
            unique=True,
            sqlite_where=IS_SENT,
            postgresql_where=IS_SENT,
        ),
        {"info": {"retention": Retention.TRAINING}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    kind: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    course_id: Mapped[str | None] = mapped_column(ForeignKey("courses.id"))
    title: Mapped[str] = mapped_column(String(200))
    provider: Mapped[str | None] = mapped_column(String(200))
    cost_pence: Mapped[int | None]
    starts_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(String(500))
    sent_at: Mapped[datetime]
    decided_by: Mapped[str | None] = mapped_column(ForeignKey("people.id"))
    decided_at: Mapped[datetime | None]
    decision_reason: Mapped[str | None] = mapped_column(String(500))

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True, foreign_keys=[person_id])
