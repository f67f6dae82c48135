"""Reads and stores drafts. A change that was made on an older version changes nothing."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.referrals.drafts.models import ReferralDraft
from api.referrals.errors import DraftChangedError, DraftExistsError


def find_draft(session: Session, draft_id: str) -> ReferralDraft | None:
    """Return a draft as it is now."""
    return session.get(ReferralDraft, draft_id, populate_existing=True)


def add_draft(session: Session, draft: ReferralDraft) -> None:
    """Add a draft. Raises DraftExistsError."""
    session.add(draft)
    try:
        session.flush()
    except IntegrityError as error:
        raise DraftExistsError from error


def list_drafts(session: Session, owner_id: str, today: date) -> Sequence[ReferralDraft]:
    """Return the drafts of a person, the last changed first."""
    wanted = select(ReferralDraft).where(ReferralDraft.owner_id == owner_id, ReferralDraft.expires_on > today)
    return session.scalars(wanted.order_by(ReferralDraft.changed_at.desc(), ReferralDraft.id)).all()


def delete_over(session: Session, owner_id: str, today: date) -> Sequence[str]:
    """Delete drafts of a person that were kept long enough, so that they do not stand in the way of a new one.

    Return their ids.
    """
    over = (ReferralDraft.owner_id == owner_id, ReferralDraft.expires_on <= today)
    return session.scalars(delete(ReferralDraft).where(*over).returning(ReferralDraft.id)).all()


def change_draft(session: Session, draft: ReferralDraft, values: dict[str, Any]) -> None:
    """Store a change of this version. Raises DraftChangedError when there is a newer one."""
    same = (ReferralDraft.id == draft.id, ReferralDraft.version == draft.version)
    changed = session.execute(update(ReferralDraft).where(*same).values(version=draft.version + 1, **values))
    if cast("CursorResult[Any]", changed).rowcount != 1:
        raise DraftChangedError
    session.refresh(draft)


def delete_draft(session: Session, draft: ReferralDraft) -> None:
    """Delete this version of a draft. Raises DraftChangedError when there is a newer one, or none."""
    same = (ReferralDraft.id == draft.id, ReferralDraft.version == draft.version)
    if cast("CursorResult[Any]", session.execute(delete(ReferralDraft).where(*same))).rowcount != 1:
        raise DraftChangedError
    session.expunge(draft)
