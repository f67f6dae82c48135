"""Reads and stores notes. A change that was made on an older version changes nothing."""

from typing import Any, cast

from sqlalchemy import CursorResult, delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.pdr.errors import NotesChangedError
from api.pdr.notes.models import PdrNotes


def find_of(session: Session, person_id: str) -> PdrNotes | None:
    """Return the notes of a person as they are now."""
    wanted = select(PdrNotes).where(PdrNotes.person_id == person_id)
    return session.scalar(wanted.execution_options(populate_existing=True))


def find_notes(session: Session, notes_id: str) -> PdrNotes | None:
    """Return notes as they are now."""
    return session.get(PdrNotes, notes_id, populate_existing=True)


def add_notes(session: Session, notes: PdrNotes) -> None:
    """Add notes. Raises NotesChangedError when the person has some meanwhile."""
    session.add(notes)
    try:
        session.flush()
    except IntegrityError as error:
        raise NotesChangedError from error


def change_notes(session: Session, notes: PdrNotes, values: dict[str, Any]) -> None:
    """Store a change of this version. Raises NotesChangedError when there is a newer one."""
    same = (PdrNotes.id == notes.id, PdrNotes.version == notes.version)
    changed = session.execute(update(PdrNotes).where(*same).values(version=notes.version + 1, **values))
    if cast("CursorResult[Any]", changed).rowcount != 1:
        raise NotesChangedError
    session.refresh(notes)


def delete_notes(session: Session, notes: PdrNotes) -> None:
    """Delete notes with all that was written."""
    session.execute(delete(PdrNotes).where(PdrNotes.id == notes.id))
    session.expunge(notes)
