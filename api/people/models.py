"""The table of people."""

from datetime import date

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.retention.classes import Retention
from api.tables import Base

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FULL_WEEK = '["mon", "tue", "wed", "thu", "fri"]'


class Person(Base):
    """One member of staff. `object_id` is the Entra object id, which tokens and assertions name.

    `working_days`: some of WEEKDAYS. `email`: none for those who have no mailbox. `left_on`: the first day after.
    `role_since`: the first day in the role they have now; none: since they started.
    """

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("tenant", "object_id"),
        Index("ix_people_payroll_number", "payroll_number", unique=True),
        Index("ix_people_email", "email", unique=True),
        Index("ix_people_name_id", "name", "id"),
        {"info": {"retention": Retention.EMPLOYMENT}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    tenant: Mapped[str] = mapped_column(String(36))
    object_id: Mapped[str] = mapped_column(String(36))
    payroll_number: Mapped[str | None] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(200))
    first_name: Mapped[str] = mapped_column(String(100))
    email: Mapped[str | None] = mapped_column(String(200))
    job: Mapped[str] = mapped_column(String(200))
    service: Mapped[str] = mapped_column(String(200))
    team: Mapped[str] = mapped_column(String(200))
    base: Mapped[str] = mapped_column(String(200), server_default="", default="")
    working_days: Mapped[list[str]] = mapped_column(JSON, server_default=FULL_WEEK, default=list(WEEKDAYS[:5]))
    roles: Mapped[list[str]]
    manager_id: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    started_on: Mapped[date]
    left_on: Mapped[date | None]
    role_since: Mapped[date | None]
