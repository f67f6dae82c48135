"""Reads and stores attachments and their pieces."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import CursorResult, delete, func, select, update
from sqlalchemy.orm import Session

from api.referrals.attachments.models import Attachment, AttachmentPiece


def add_attachment(session: Session, attachment: Attachment, pieces: Sequence[AttachmentPiece]) -> None:
    """Add a file with its pieces."""
    session.add(attachment)
    session.flush()
    session.add_all(pieces)
    session.flush()


def list_attachments(session: Session, **owner: str) -> Sequence[Attachment]:
    """Return the files of a draft or a case, the oldest first. `owner`: `draft_id` or `referral_id`."""
    wanted = select(Attachment).filter_by(**owner).order_by(Attachment.added_at, Attachment.id)
    return session.scalars(wanted).all()


def find_attachment(session: Session, attachment_id: str, **owner: str) -> Attachment | None:
    """Return a file of a draft or a case."""
    return session.scalar(select(Attachment).filter_by(id=attachment_id, **owner))


def count_attachments(session: Session, **owner: str) -> int:
    """Return how many files a draft or a case has."""
    return session.scalar(select(func.count()).select_from(Attachment).filter_by(**owner)) or 0


def list_pieces(session: Session, attachment_id: str) -> Sequence[AttachmentPiece]:
    """Return the pieces of a file in their order."""
    wanted = select(AttachmentPiece).where(AttachmentPiece.attachment_id == attachment_id)
    return session.scalars(wanted.order_by(AttachmentPiece.number)).all()


def delete_attachment(session: Session, attachment_id: str) -> bool:
    """Delete a file with its pieces. Return False when it is gone already."""
    gone = session.execute(delete(Attachment).where(Attachment.id == attachment_id))
    return cast("CursorResult[Any]", gone).rowcount == 1


def hand_over(session: Session, draft_id: str, referral_id: str) -> None:
    """Make the files of a draft those of the case that comes of it."""
    ours = update(Attachment).where(Attachment.draft_id == draft_id)
    session.execute(ours.values(draft_id=None, referral_id=referral_id))
