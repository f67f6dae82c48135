"""The table of absences. Holds days, and no reason."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from api.retention.classes import Retention
from api.tables import Base


class Absence(Base):
    """One absence. `last_on`: its last day; none: nobody knows yet when it ends."""

    __tablename__ = "absences"
    __table_args__ = (
        CheckConstraint("last_on >= first_on", name="ends_after_it_begins"),
        UniqueConstraint("person_id", "first_on"),
        {"info": {"retention": Retention.EMPLOYMENT}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date | None]
