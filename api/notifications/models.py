"""The outbox: messages that wait to be sent, were sent, or cannot be."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.people.models import Person
from api.referrals.encryption.models import Sealed
from api.retention.classes import Retention
from api.tables import Base


class NotificationState(StrEnum):
    """Where a message is. `dead`: it was tried often enough. `no_address`: the person has no mailbox."""

    PENDING = "pending"
    SENT = "sent"
    DEAD = "dead"
    NO_ADDRESS = "no_address"


# Nobody but the person and the Health Unit knows that these were sent; they come from the assistant's own address.
PRIVATE_KINDS = ("private_news", "private_appointment", "private_appointment_over")


class PrivateAddress(Sealed, Base):
    """Where somebody also wants to be told of one case of theirs; sealed, and opened when a message is sent."""

    __tablename__ = "private_addresses"
    __table_args__ = ({"info": {"retention": Retention.WITH_REFERRAL}},)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    referral_id: Mapped[str] = mapped_column(ForeignKey("referrals.id", ondelete="CASCADE"), unique=True)
    added_at: Mapped[datetime]


class Notification(Base):
    """One message to one person. `calendar`: the invitation, with its iTIP `method`.

    `address_id`: of a private address, which is opened when the message is sent; none: the work address.
    `claimed_until`: a worker is at it. `error`: the kind of the last failure.
    """

    __tablename__ = "notifications"
    __table_args__ = (
        CheckConstraint("state IN ('pending', 'sent', 'dead', 'no_address')", name="state_is_known"),
        Index("ix_notifications_state_due_at", "state", "due_at"),
        {"info": {"retention": Retention.NOTIFICATIONS}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    calendar: Mapped[str | None] = mapped_column(Text)
    method: Mapped[str | None] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    attempts: Mapped[int]
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(60))
    address_id: Mapped[str | None] = mapped_column(String(64))
    expires_on: Mapped[date] = mapped_column(index=True)

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
