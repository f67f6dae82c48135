"""The tables of Teams: where somebody can be written to, what they do not want, and what they are told."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from api.people.models import Person
from api.retention.classes import Retention
from api.tables import Base


class NoticeState(StrEnum):
    """Where a notice is. `unknown`: it was handed over, and nobody knows whether it arrived. It is never sent again.

    `withdrawn`: there was newer news of the same thing before it was said, or the person switched it off.
    """

    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"


STATES = ", ".join(f"'{state}'" for state in NoticeState)


class TeamsChat(Base):
    """Where one person can be written to: ids and an address, no words.

    `chat`: the conversation as the gateway's assertions name it; what is said there need not be said again.
    """

    __tablename__ = "teams_chats"
    __table_args__ = ({"info": {"retention": Retention.TEAMS_CHATS}},)

    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    conversation: Mapped[str] = mapped_column(String(300))
    service_address: Mapped[str] = mapped_column(String(500))
    chat: Mapped[str] = mapped_column(String(64))
    seen_at: Mapped[datetime]
    expires_on: Mapped[date] = mapped_column(index=True)


class NoticeRefusal(Base):
    """A topic that somebody does not want to hear of in Teams."""

    __tablename__ = "notice_refusals"
    __table_args__ = (
        UniqueConstraint("person_id", "topic", name="uq_notice_refusals_person_id_topic"),
        {"info": {"retention": Retention.EMPLOYMENT}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    topic: Mapped[str] = mapped_column(String(20))
    since: Mapped[datetime]


class TeamsNotice(Base):
    """One notice to one person. `about`: the id of what it tells; `named`: what its buttons name.

    `mails`: no e-mail says the same, so one goes out when this one does not arrive.
    """

    __tablename__ = "teams_notices"
    __table_args__ = (
        CheckConstraint(f"state IN ({STATES})", name="state_is_known"),
        Index("ix_teams_notices_state_due_at", "state", "due_at"),
        Index("ix_teams_notices_about", "about"),
        {"info": {"retention": Retention.NOTIFICATIONS}},
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    person_id: Mapped[str] = mapped_column(ForeignKey("people.id"), index=True)
    about: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(300))
    text: Mapped[str] = mapped_column(Text)
    named: Mapped[dict[str, str]] = mapped_column(JSON)
    mails: Mapped[bool]
    state: Mapped[str] = mapped_column(String(10))
    cause: Mapped[str | None] = mapped_column(String(60))
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    expires_on: Mapped[date] = mapped_column(index=True)

    person: Mapped[Person] = relationship(lazy="joined", innerjoin=True)
