"""Stores chats, refusals and notices, and hands each notice out once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, exists, func, select, tuple_, update
from sqlalchemy.orm import Session

from api.database import insert_row, upsert
from api.notifications.teams.models import NoticeRefusal, NoticeState, TeamsChat, TeamsNotice


def keep_chat(session: Session, values: dict[str, Any]) -> None:
    """Keep where a person can be written to, in place of what was kept before."""
    session.execute(upsert(session, TeamsChat, values, keys=["person_id"], change=values))


def forget_chat(session: Session, person_id: str) -> None:
    """Write to this person no more."""
    session.execute(delete(TeamsChat).where(TeamsChat.person_id == person_id))


def find_chat(session: Session, person_id: str) -> TeamsChat | None:
    """Return where a person can be written to."""
    return session.get(TeamsChat, person_id)


def chats_of(session: Session, person_ids: Sequence[str]) -> dict[str, TeamsChat]:
    """Return where people can be written to, by their ids."""
    found = session.scalars(select(TeamsChat).where(TeamsChat.person_id.in_(person_ids)))
    return {chat.person_id: chat for chat in found}


def has_refused(session: Session, person_id: str, topic: str) -> bool:
    """Return whether somebody does not want to hear of a topic."""
    wanted = exists().where(NoticeRefusal.person_id == person_id, NoticeRefusal.topic == topic)
    return bool(session.scalar(select(wanted)))


def refusals_of(session: Session, person_ids: Sequence[str]) -> set[tuple[str, str]]:
    """Return person and topic of what people do not want to hear of."""
    rows = session.execute(
        select(NoticeRefusal.person_id, NoticeRefusal.topic).where(NoticeRefusal.person_id.in_(person_ids))
    )
    return {(person_id, topic) for person_id, topic in rows}


def refuse(session: Session, refusal_id: str, person_id: str, topic: str, now: datetime) -> None:
    """Note that somebody does not want to hear of a topic."""
    values = {"id": refusal_id, "person_id": person_id, "topic": topic, "since": now}
    keys = ["person_id", "topic"]
    session.execute(upsert(session, NoticeRefusal, values, keys=keys, change={"topic": topic}))


def take_refusal_back(session: Session, person_id: str, topic: str) -> None:
    """Note that somebody wants to hear of a topic again."""
    session.execute(delete(NoticeRefusal).where(NoticeRefusal.person_id == person_id, NoticeRefusal.topic == topic))


def add_notice(session: Session, notice: TeamsNotice) -> None:
    """Add a notice; it is saved with the transaction, or not at all."""
    insert_row(session, notice)


def withdraw_older(session: Session, person_id: str, about: str, now: datetime) -> None:
    """Withdraw what waits to be said to a person of something that there is newer news of."""
    waiting = (
        TeamsNotice.person_id == person_id,
        TeamsNotice.about == about,
        TeamsNotice.state == NoticeState.WAITING,
    )
    values = {"state": NoticeState.WITHDRAWN, "finished_at": now}
    session.execute(update(TeamsNotice).where(*waiting).values(**values))


def claim_due(session: Session, now: datetime, limit: int) -> Sequence[TeamsNotice]:
    """Return notices that are due, the oldest first. Whoever gets one is the only one who ever will."""
    due = select(TeamsNotice).where(TeamsNotice.state == NoticeState.WAITING, TeamsNotice.due_at <= now)
    due = due.order_by(TeamsNotice.due_at, TeamsNotice.created_at, TeamsNotice.id).limit(limit)
    notices = session.scalars(due.with_for_update(skip_locked=True, of=TeamsNotice)).all()
    for notice in notices:
        notice.state, notice.claimed_at = NoticeState.SENDING, now
    return notices


def has_due(session: Session, now: datetime) -> bool:
    """Return whether any notice is due."""
    due = select(TeamsNotice.id).where(TeamsNotice.state == NoticeState.WAITING, TeamsNotice.due_at <= now)
    return session.scalar(due.limit(1)) is not None


def find_notice(session: Session, notice_id: str) -> TeamsNotice | None:
    """Return a notice as it is now."""
    return session.get(TeamsNotice, notice_id, populate_existing=True)


def list_left(session: Session, handed_out_before: datetime, due_before: datetime) -> Sequence[TeamsNotice]:
    """Return notices that nobody will finish: handed out long ago, or due for long and never fetched."""
    lost = (TeamsNotice.state == NoticeState.SENDING) & (TeamsNotice.claimed_at < handed_out_before)
    left = (TeamsNotice.state == NoticeState.WAITING) & (TeamsNotice.due_at < due_before)
    wanted = select(TeamsNotice).where(lost | left).limit(100)
    return session.scalars(wanted.with_for_update(skip_locked=True, of=TeamsNotice)).all()


def list_notices(
    session: Session, filters: dict[str, str], kinds: Sequence[str], after: list[str] | None, limit: int
) -> Sequence[TeamsNotice]:
    """Return notices of these kinds, the newest first."""
    wanted = select(TeamsNotice).filter_by(**filters).where(TeamsNotice.kind.in_(kinds))
    if after:
        last = datetime.fromisoformat(after[0])
        wanted = wanted.where(tuple_(TeamsNotice.created_at, TeamsNotice.id) < tuple_(last, after[1]))
    return session.scalars(wanted.order_by(TeamsNotice.created_at.desc(), TeamsNotice.id.desc()).limit(limit)).all()


def count_by_state(session: Session, kinds: Sequence[str] | None = None) -> dict[str, int]:
    """Return how many notices there are in each state; of these kinds, where some are named."""
    counts = select(TeamsNotice.state, func.count()).group_by(TeamsNotice.state)
    if kinds is not None:
        counts = counts.where(TeamsNotice.kind.in_(kinds))
    return dict(session.execute(counts).all())
