"""Reads and stores absences."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from api.database import insert_rows, upsert
from api.people.absences.models import Absence


def list_of_people(session: Session, person_ids: Collection[str] | None = None) -> dict[str, list[Absence]]:
    """Return absences by person, in the order of time; of everybody when nobody is named."""
    wanted = select(Absence).order_by(Absence.first_on)
    if person_ids is not None:
        wanted = wanted.where(Absence.person_id.in_(person_ids))
    found: dict[str, list[Absence]] = defaultdict(list)
    for absence in session.scalars(wanted):
        found[absence.person_id].append(absence)
    return found


def list_all(session: Session) -> Sequence[Absence]:
    """Return every absence."""
    return session.scalars(select(Absence)).all()


def store_absence(session: Session, absence_id: str, person_id: str, first_on: date, last_on: date | None) -> None:
    """Add an absence, or change when it ends."""
    values = {"id": absence_id, "person_id": person_id, "first_on": first_on, "last_on": last_on}
    session.execute(upsert(session, Absence, values, keys=["person_id", "first_on"], change={"last_on": last_on}))


def add_absences(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Add many absences at once; each has a value for every column."""
    insert_rows(session, Absence, rows)


def delete_absences(session: Session, ids: Sequence[str]) -> None:
    """Delete absences that the HR system has no more."""
    session.execute(delete(Absence).where(Absence.id.in_(ids)))
