"""Reads the people and cases that entries of the audit trail stand for."""

from collections.abc import Collection, Sequence

from sqlalchemy import and_, exists, func, or_, select
from sqlalchemy.orm import Session

from api.people.models import Person
from api.referrals.audit.models import AuditEntry
from api.referrals.cases.models import Referral

# So many ids at a time, because a database takes no more than some thousands in one question.
PAGE = 1000


def find_case(session: Session, reference: str) -> Referral | None:
    """Return the case of a reference."""
    return session.scalar(select(Referral).where(Referral.reference == reference))


def list_cases(session: Session, ids: Collection[str]) -> Sequence[Referral]:
    """Return the cases that are among these ids, which may be those of other things."""
    wanted = sorted(ids)
    pages = (wanted[first : first + PAGE] for first in range(0, len(wanted), PAGE))
    return [case for page in pages for case in session.scalars(select(Referral).where(Referral.id.in_(page)))]


def find_people(session: Session, words: str, limit: int) -> Sequence[Person]:
    """Return people by name who acted or have a case: those with this id, or with all words in their name."""
    acted = exists().where(AuditEntry.person_id == Person.id)
    has_case = exists().where(Referral.person_id == Person.id)
    has_name = and_(*(func.lower(Person.name).contains(word, autoescape=True) for word in words.lower().split()))
    wanted = select(Person).where(or_(acted, has_case), or_(Person.id == words, has_name))
    return session.scalars(wanted.order_by(Person.name, Person.id).limit(limit)).all()
