"""Reads the audit trail, and adds to its end; nothing here changes an entry."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from api.referrals.audit.models import Action, AuditEnd, AuditEntry

# Any number, the same in every process.
LOCK = 7_305_148_202
PAGE = 1000
Span = tuple[datetime, datetime]


def hold_end(session: Session) -> AuditEnd | None:
    """Return where the trail ends, and let nobody else add to it until the transaction ends.

    SQLite needs nothing here: it lets one writing transaction run at a time.
    """
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    return find_end(session)


def find_end(session: Session) -> AuditEnd | None:
    """Return where the trail ends; None: it has not begun."""
    return session.get(AuditEnd, 1, populate_existing=True)


def add_entry(session: Session, entry: AuditEntry, end: AuditEnd) -> None:
    """Add an entry and the new end."""
    session.add_all((entry, end))
    session.flush()


def each_entry(session: Session) -> Iterator[AuditEntry]:
    """Yield every entry by its number."""
    last = -1
    while True:
        wanted = select(AuditEntry).where(AuditEntry.number > last).order_by(AuditEntry.number).limit(PAGE)
        page = session.scalars(wanted.execution_options(populate_existing=True)).all()
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1].number
        session.expunge_all()


def list_entries(
    session: Session, filters: dict[str, str], before: int | None, limit: int, *, without: str, span: Span | None = None
) -> Sequence[AuditEntry]:
    """Return entries, the newest first; `without`: about whom none is returned; `span`: from when until when."""
    wanted = select(AuditEntry).filter_by(**filters).where(AuditEntry.subject_id != without)
    if before is not None:
        wanted = wanted.where(AuditEntry.number < before)
    if span:
        wanted = wanted.where(AuditEntry.at >= span[0], AuditEntry.at < span[1])
    return session.scalars(wanted.order_by(AuditEntry.number.desc()).limit(limit)).all()


def has_looked(session: Session, person_id: str, thing_id: str, detail: str, purpose: str, since: datetime) -> bool:
    """Return whether a person has looked at a thing for a reason since, and nobody else has changed it after that."""
    own = {"person_id": person_id, "thing_id": thing_id, "action": Action.READ, "detail": detail, "purpose": purpose}
    look = session.scalar(select(func.max(AuditEntry.number)).filter_by(**own).where(AuditEntry.at >= since))
    if look is None:
        return False
    changed = select(AuditEntry.number).filter_by(thing_id=thing_id, action=Action.WRITE)
    changed = changed.where(AuditEntry.number > look, AuditEntry.person_id != person_id)
    return session.scalar(changed.limit(1)) is None
