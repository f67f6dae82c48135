"""The table of what was done on a day."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from api.retention.classes import Retention
from api.tables import Base


class DailyRun(Base):
    """Something that was done on a day. `id`: what, and the day."""

    __tablename__ = "daily_runs"
    __table_args__ = ({"info": {"retention": Retention.REPEATS}},)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    expires_on: Mapped[date] = mapped_column(index=True)
