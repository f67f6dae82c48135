"""Stores messages, and hands each to one worker at a time."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, func, or_, select, tuple_, update
from sqlalchemy.orm import Session

from api.database import insert_row
from api.notifications.models import PRIVATE_KINDS, Notification, NotificationState, PrivateAddress

PENDING = Notification.state == NotificationState.PENDING


def add_notification(session: Session, message: Notification) -> None:
    """Add a message; it is saved with the transaction, or not at all."""
    insert_row(session, message)


def find_address(session: Session, address_id: str) -> PrivateAddress | None:
    """Return a private address, still sealed."""
    return session.get(PrivateAddress, address_id)


def find_address_of(session: Session, referral_id: str) -> PrivateAddress | None:
    """Return where the person also wants to be told of a case."""
    return session.scalar(select(PrivateAddress).where(PrivateAddress.referral_id == referral_id))


def add_address(session: Session, address: PrivateAddress) -> None:
    """Add a private address."""
    session.add(address)
    session.flush()


def delete_address(session: Session, address: PrivateAddress) -> None:
    """Delete a private address; messages to it that wait are not sent."""
    session.delete(address)
    session.flush()


def claim_due(session: Session, now: datetime, until: datetime, limit: int) -> Sequence[Notification]:
    """Claim messages that are due, the oldest first, so that no other worker takes them before `until`."""
    due = select(Notification).where(*_due_at(now))
    due = due.order_by(Notification.due_at, Notification.created_at, Notification.id).limit(limit)
    messages = session.scalars(due.with_for_update(skip_locked=True, of=Notification)).all()
    for message in messages:
        message.claimed_until = until
    return messages


def count_attempts(messages: Sequence[Notification]) -> None:
    """Count that each of the messages is about to be sent."""
    for message in messages:
        message.attempts += 1


def has_due(session: Session, now: datetime) -> bool:
    """Return whether any message is due that nobody has claimed."""
    return session.scalar(select(Notification.id).where(*_due_at(now)).limit(1)) is not None


def release(session: Session, message_ids: Sequence[str], claim: datetime) -> None:
    """Give up the claim on messages, where it still is this one."""
    claimed = (Notification.id.in_(message_ids), Notification.claimed_until == claim)
    session.execute(update(Notification).where(*claimed).values(claimed_until=None))


def take_claimed(session: Session, message_id: str, claim: datetime) -> Notification | None:
    """Return a message that is about to be sent, and count that; None when it was sent, or claimed anew."""
    wanted = select(Notification).where(Notification.id == message_id, PENDING, Notification.claimed_until == claim)
    message = session.scalar(wanted.with_for_update(of=Notification))
    if message is not None:
        count_attempts([message])
    return message


def finish(session: Session, message_id: str, values: dict[str, Any]) -> bool:
    """Store what became of a claimed message. Return False when somebody else finished it."""
    statement = update(Notification).where(Notification.id == message_id, PENDING).values(claimed_until=None, **values)
    return cast("CursorResult[Any]", session.execute(statement)).rowcount == 1


def revive(session: Session, message_id: str, now: datetime) -> bool:
    """Let a dead letter be tried again from the beginning. Return False when it is none."""
    dead = (Notification.id == message_id, Notification.state == NotificationState.DEAD)
    values = {"state": NotificationState.PENDING, "attempts": 0, "due_at": now, "error": None}
    return cast("CursorResult[Any]", session.execute(update(Notification).where(*dead).values(**values))).rowcount == 1


def find_notification(session: Session, message_id: str) -> Notification | None:
    """Return a message as it is now."""
    return session.get(Notification, message_id, populate_existing=True)


def list_notifications(
    session: Session,
    filters: dict[str, str],
    after: list[str] | None,
    limit: int,
    *,
    private: Sequence[bool] = (False,),
) -> Sequence[Notification]:
    """Return messages, the newest first. `private`: whether those that are private, the others, or both."""
    wanted = select(Notification).filter_by(**filters)
    wanted = wanted.where(Notification.kind.in_(PRIVATE_KINDS).in_(private))
    if after:
        last = datetime.fromisoformat(after[0])
        wanted = wanted.where(tuple_(Notification.created_at, Notification.id) < tuple_(last, after[1]))
    order = (Notification.created_at.desc(), Notification.id.desc())
    return session.scalars(wanted.order_by(*order).limit(limit)).all()


def count_by_state(session: Session, private: Sequence[bool] = (False, True)) -> dict[str, int]:
    """Return how many messages there are in each state. `private`: as for `list_notifications`."""
    counts = select(Notification.state, func.count()).group_by(Notification.state)
    counts = counts.where(Notification.kind.in_(PRIVATE_KINDS).in_(private))
    return dict(session.execute(counts).all())


def _due_at(now: datetime) -> tuple[ColumnElement[bool], ...]:
    free = or_(Notification.claimed_until.is_(None), Notification.claimed_until <= now)
    return PENDING, Notification.due_at <= now, free
