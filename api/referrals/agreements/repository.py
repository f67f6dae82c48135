"""Reads and stores agreements."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from api.referrals.agreements.models import Agreement


def list_agreements(session: Session, referral_id: str) -> Sequence[Agreement]:
    """Return every answer about a case, as they came."""
    wanted = select(Agreement).where(Agreement.referral_id == referral_id)
    return session.scalars(wanted.order_by(Agreement.number)).all()


def last_answer(session: Session, referral_id: str, kind: str) -> Agreement | None:
    """Return the answer that holds; None: nothing was said."""
    wanted = select(Agreement).where(Agreement.referral_id == referral_id, Agreement.kind == kind)
    return session.scalar(wanted.order_by(Agreement.number.desc()).limit(1))


def add_agreement(session: Session, agreement: Agreement) -> None:
    """Add an answer."""
    session.add(agreement)
    session.flush()
