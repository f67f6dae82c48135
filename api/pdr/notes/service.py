"""Begins, fills, takes back and deletes somebody's own notes. Every answer is sealed before it is stored.

Nobody reads notes but who wrote them: there is no role and no manager here, and no copy that others make has them.
"""

import re
from dataclasses import dataclass

from api.acts import Act
from api.erasure.models import Reason
from api.erasure.recording import note_erased
from api.errors import NotFoundError
from api.pdr.errors import NoteRefusedError, NothingNotedError
from api.pdr.notes import repository
from api.pdr.notes.models import PdrNotes
from api.pdr.notes.questions import read_questions
from api.referrals.drafts.content import Content, read_content
from api.retention.classes import Retention

LONGEST = 4000
# Lines are kept; nothing else that is no letter, sign or space.
STRANGE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(slots=True)
class OpenNotes:
    """Notes with their content in the clear, for the length of one request."""

    row: PdrNotes
    content: Content


def begin_notes(act: Act) -> OpenNotes:
    """Return one's own notes; where there are none, or only ones that were kept long enough, new ones."""
    row = repository.find_of(act.session, act.me.id)
    if row is not None and row.expires_on > act.today:
        return OpenNotes(row, read_content(row.open(act.vault)))
    if row is not None:
        repository.delete_notes(act.session, row)
        note_erased(act, PdrNotes.__tablename__, [row.id], Reason.RETENTION)
    content = Content()
    row = PdrNotes(
        id=act.new_id(),
        person_id=act.me.id,
        version=1,
        created_at=act.now,
        changed_at=act.now,
        expires_on=Retention.PDR_NOTES.expires_on(act.today),
    )
    row.seal(act.vault, content.write())
    repository.add_notes(act.session, row)
    return OpenNotes(row, content)


def open_notes(act: Act, notes_id: str) -> OpenNotes:
    """Return one's own notes. Raises NotFoundError: so do those of anybody else."""
    row = repository.find_notes(act.session, notes_id)
    if row is None or row.person_id != act.me.id or row.expires_on <= act.today:
        raise NotFoundError
    return OpenNotes(row, read_content(row.open(act.vault)))


def answer_question(act: Act, notes_id: str, question_id: str, value: str) -> OpenNotes:
    """Store an answer. Raises NotFoundError, NoteRefusedError, NotesChangedError."""
    notes = open_notes(act, notes_id)
    if question_id not in read_questions().ids:
        raise NotFoundError
    text = value.replace("\r\n", "\n").strip()
    rule = "empty" if not text else "too_long" if len(text) > LONGEST else "strange" if STRANGE.search(text) else None
    if rule:
        raise NoteRefusedError(places=[f"{question_id}: {rule}"])
    notes.content.put(question_id, text)
    return _store(act, notes)


def undo_last(act: Act, notes_id: str) -> OpenNotes:
    """Take the last change back. Raises NotFoundError, NothingNotedError, NotesChangedError."""
    notes = open_notes(act, notes_id)
    if notes.content.undo() is None:
        raise NothingNotedError
    return _store(act, notes)


def discard_notes(act: Act, notes_id: str) -> None:
    """Delete notes with all that was written. Raises NotFoundError."""
    row = open_notes(act, notes_id).row
    repository.delete_notes(act.session, row)
    note_erased(act, PdrNotes.__tablename__, [notes_id], Reason.DISCARDED)


def _store(act: Act, notes: OpenNotes) -> OpenNotes:
    key_id, sealed = act.vault.seal(notes.row.place, notes.content.write())
    values = {
        "key_id": key_id,
        "sealed": sealed,
        "changed_at": act.now,
        "expires_on": Retention.PDR_NOTES.expires_on(act.today),
    }
    repository.change_notes(act.session, notes.row, values)
    return notes
