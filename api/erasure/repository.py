"""Deletes rows by their keys, and keeps the list of what was deleted. Knows no subject."""

from collections.abc import Sequence
from datetime import date
from typing import Any, cast

from sqlalchemy import Column, CursorResult, Table, delete, select, text
from sqlalchemy.orm import Session

from api.erasure.models import Erasure
from api.models import Base

# Any number, the same in every process.
LOCK = 7_305_148_203


def hold_end(session: Session) -> Erasure | None:
    """Return the last entry, and let nobody else add one until the transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    return find_end(session)


def find_end(session: Session) -> Erasure | None:
    """Return the last entry; None: nothing was deleted yet."""
    return session.scalar(select(Erasure).order_by(Erasure.number.desc()).limit(1))


def find_entry(session: Session, number: int) -> Erasure | None:
    """Return an entry."""
    return session.get(Erasure, number)


def list_after(session: Session, number: int, limit: int) -> Sequence[Erasure]:
    """Return the entries after a number, in their order."""
    return session.scalars(select(Erasure).where(Erasure.number > number).order_by(Erasure.number).limit(limit)).all()


def add_entries(session: Session, entries: Sequence[Erasure]) -> None:
    """Add entries."""
    session.add_all(entries)
    session.flush()


def delete_row(session: Session, place: str, key: str) -> bool:
    """Delete a row with what goes with it. Return False when it is not there, or the table is not."""
    table = Base.metadata.tables.get(place)
    if table is None:
        return False
    return bool(_count(session, delete(table).where(key_of(table) == key)))


def delete_due_of(session: Session, place: str, day: date) -> int:
    """Delete the rows of a table that are due by a day; return how many there were."""
    table = Base.metadata.tables.get(place)
    if table is None or "expires_on" not in table.c:
        return 0
    return _count(session, delete(table).where(table.c.expires_on <= day))


def delete_due_rows(session: Session, place: str, day: date) -> list[dict[str, Any]]:
    """Delete the rows of a table that are due by a day; return of each its key and, if it has one, `person_id`."""
    table = Base.metadata.tables[place]
    columns = [key_of(table).label("key")] + ([table.c.person_id] if "person_id" in table.c else [])
    gone = session.execute(delete(table).where(table.c.expires_on <= day).returning(*columns))
    return sorted((dict(row) for row in gone.mappings()), key=lambda row: str(row["key"]))


def delete_rows(session: Session, place: str, keys: Sequence[str]) -> int:
    """Delete rows with what goes with them; return how many were there."""
    table = Base.metadata.tables[place]
    return _count(session, delete(table).where(key_of(table).in_(keys)))


def key_of(table: Table) -> Column[Any]:
    """Return the one column that is the key of a table. Raises ValueError for a key of several."""
    (column,) = table.primary_key
    return column


def _count(session: Session, statement: Any) -> int:
    return cast("CursorResult[Any]", session.execute(statement)).rowcount
