"""Reads and stores cases, their texts and steps."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, or_, select, tuple_
from sqlalchemy.orm import Session

from api.people.models import Person
from api.referrals.cases.models import Referral, ReferralStep, ReferralText
from api.referrals.cases.states import OPEN


def find_referral(session: Session, referral_id: str) -> Referral | None:
    """Return a case as it is now."""
    return session.get(Referral, referral_id, populate_existing=True)


def hold_referral(session: Session, referral_id: str) -> None:
    """Let one transaction at a time change a case. SQLite lets one write at a time anyway."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(select(Referral.id).where(Referral.id == referral_id).with_for_update(key_share=True))


def add_referral(session: Session, referral: Referral) -> None:
    """Add a case."""
    session.add(referral)
    session.flush()


def has_open(session: Session, person_id: str, kind: str) -> bool:
    """Return whether a person has an open case of a kind."""
    is_open = (Referral.person_id == person_id, Referral.kind == kind, Referral.state.in_(OPEN))
    return session.scalar(select(Referral.id).where(*is_open).limit(1)) is not None


def list_open_or_recent(session: Session, person_id: str, kind: str, since: datetime) -> Sequence[Referral]:
    """Return the cases of a person that are open or ended since, the newest first."""
    wanted = select(Referral).where(Referral.person_id == person_id, Referral.kind == kind)
    wanted = wanted.where(or_(Referral.state.in_(OPEN), Referral.closed_at >= since))
    return session.scalars(wanted.order_by(Referral.created_at.desc(), Referral.id).limit(20)).all()


def list_visible(session: Session, me: str, person_id: str | None) -> Sequence[Referral]:
    """Return a person's own cases and those of their team, the newest first; a self-referral to its person only."""
    own = Referral.person_id == me
    team = (Person.manager_id == me) & (Referral.kind == "management")
    wanted = select(Referral).join(Referral.person).where(or_(own, team))
    if person_id:
        wanted = wanted.where(Referral.person_id == person_id)
    return session.scalars(wanted.order_by(Referral.created_at.desc(), Referral.id).limit(100)).all()


def list_inbox(
    session: Session, states: Sequence[str], without: str, after: list[str] | None, limit: int
) -> Sequence[Referral]:
    """Return cases in these states, the one that waits longest first; `without`: whose own cases are left out."""
    wanted = select(Referral).where(Referral.state.in_(states), Referral.person_id != without)
    if after:
        last = datetime.fromisoformat(after[0])
        wanted = wanted.where(tuple_(Referral.state_since, Referral.id) > tuple_(last, after[1]))
    return session.scalars(wanted.order_by(Referral.state_since, Referral.id).limit(limit)).all()


def list_open_states(session: Session, without: str) -> Sequence[tuple[str, datetime]]:
    """Return the state of each open case, and since when it is in it; `without`: whose own cases are left out."""
    wanted = select(Referral.state, Referral.state_since)
    return session.execute(wanted.where(Referral.state.in_(OPEN), Referral.person_id != without)).all()


def list_texts(session: Session, referral_id: str, part: str | None = None) -> Sequence[ReferralText]:
    """Return the texts of a case, or one part of them, as they were written."""
    wanted = select(ReferralText).where(ReferralText.referral_id == referral_id)
    if part:
        wanted = wanted.where(ReferralText.part == part)
    return session.scalars(wanted.order_by(ReferralText.written_at, ReferralText.part, ReferralText.revision)).all()


def last_text(session: Session, referral_id: str, part: str) -> ReferralText | None:
    """Return the newest text of a part."""
    wanted = select(ReferralText).where(ReferralText.referral_id == referral_id, ReferralText.part == part)
    return session.scalar(wanted.order_by(ReferralText.revision.desc()).limit(1))


def add_text(session: Session, text: ReferralText) -> None:
    """Add a text."""
    session.add(text)
    session.flush()


def list_steps(session: Session, referral_id: str) -> Sequence[ReferralStep]:
    """Return the steps of a case in their order."""
    wanted = select(ReferralStep).where(ReferralStep.referral_id == referral_id)
    return session.scalars(wanted.order_by(ReferralStep.number)).all()


def add_step(session: Session, referral: Referral, by_id: str | None) -> None:
    """Note the state that a case is in now."""
    count = select(func.count()).where(ReferralStep.referral_id == referral.id)
    number = (session.scalar(count) or 0) + 1
    at = referral.state_since
    session.add(ReferralStep(referral_id=referral.id, number=number, state=referral.state, at=at, by_id=by_id))
    session.flush()
