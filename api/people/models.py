"""The table of people."""

from datetime import date

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.retention.classes import Retention
from api.tables import Base


class Person(Base):
    """One member of staff. `object_id` is the Entra object id, which tokens and assertions name."""

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("tenant", "object_id"),
        {"info": {"retention": Retention.EMPLOYMENT}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    tenant: Mapped[str] = mapped_column(String(36))
    object_id: Mapped[str] = mapped_column(String(36))
    name: Mapped[str] = mapped_column(String(200))
    first_name: Mapped[str] = mapped_column(String(100))
    job: Mapped[str] = mapped_column(String(200))
    service: Mapped[str] = mapped_column(String(200))
    team: Mapped[str] = mapped_column(String(200))
    roles: Mapped[list[str]]
    manager_id: Mapped[str | None] = mapped_column(ForeignKey("people.id", ondelete="SET NULL"), index=True)
    started_on: Mapped[date]
