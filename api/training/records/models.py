"""The table of completions."""

from datetime import date

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from api.retention.classes import Retention
from api.tables import Base


class Completion(Base):
    """A course that a person completed. `valid_until`: the last day that it counts, none: for good."""

    __tablename__ = "completions"
    __table_args__ = (
        Index("ix_completions_person_id_course_id", "person_id", "course_id"),
        {"info": {"retention": Retention.TRAINING}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"))
    course_id: Mapped[str] = mapped_column(ForeignKey("courses.id"), index=True)
    booking_id: Mapped[str | None] = mapped_column(ForeignKey("bookings.id"), unique=True)
    recorded_by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    completed_on: Mapped[date]
    valid_until: Mapped[date | None]
