"""The table of what was deleted. Holds ids and days, and nothing of what was there."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from api.retention.classes import Retention
from api.tables import Base


class Extent(StrEnum):
    """How much one entry tells: a row by its key, or all rows of a table that were due by a day."""

    ROW = "row"
    DUE = "due"


class Reason(StrEnum):
    """Why it was deleted: it was kept long enough, the person asked for it, or whoever wrote it took it back."""

    RETENTION = "retention"
    REQUEST = "request"
    DISCARDED = "discarded"


class Erasure(Base):
    """One deletion. `key`: of the row, or the day. `mac` signs the entry and the one before it."""

    __tablename__ = "erasures"
    __table_args__ = (
        CheckConstraint("extent IN ('row', 'due')", name="extent_is_known"),
        {"info": {"retention": Retention.ERASURES}},
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    extent: Mapped[str] = mapped_column(String(10))
    place: Mapped[str] = mapped_column(String(60))
    key: Mapped[str] = mapped_column(String(64))
    reason: Mapped[str] = mapped_column(String(20))
    mac: Mapped[str] = mapped_column(String(64))
