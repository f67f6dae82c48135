"""The table of finished writes by their key. Holds no person: a scope leads back to nobody."""

from datetime import date

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from api.retention.classes import Retention
from api.tables import Base


class IdempotencyKey(Base):
    """One finished write. `scope` and `fingerprint` are hashes; `body` is the answer as JSON."""

    __tablename__ = "idempotency_keys"
    __table_args__ = ({"info": {"retention": Retention.REPEATS}},)

    scope: Mapped[str] = mapped_column(String(64), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    status: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    expires_on: Mapped[date] = mapped_column(index=True)
