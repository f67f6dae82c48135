"""A day's work on inductions, done once: at night they are kept up to date, in the morning people are told.

It is done in small transactions, so that nobody who writes waits for it; one that breaks off goes on where it was.
"""

from collections.abc import Callable
from functools import partial
from typing import Protocol, TypeVar

from api.acts import Work, begin_work
from api.context import Context
from api.induction import repository
from api.induction.keeping import begin_due, keep_open
from api.induction.telling import is_time_to_tell, send_reminders, tell_managers, tell_starters
from api.retention.classes import Retention

BATCH = 50
KEPT, TOLD = "kept", "told"
Result = TypeVar("Result")


class Piece(Protocol):
    """Does a piece of the work, from an id on; returns the last id, or None at the end."""

    def __call__(self, work: Work, after: str, limit: int) -> str | None:
        """Do it."""


def run_due(context: Context) -> None:
    """Do what of the day's work is due and was not done. Raises SQLAlchemyError."""
    with context.database.read() as session:
        work = begin_work(context, session)
        wants_keeping = not repository.has_run(session, _name(work, KEPT))
        wants_telling = is_time_to_tell(work) and not repository.has_run(session, _name(work, TOLD))
    if wants_keeping:
        keep(context)
    if wants_telling:
        tell(context)


def keep(context: Context) -> None:
    """Begin what is due, and bring every open induction up to date."""
    while _once(context, lambda work: begin_due(work, BATCH)) == BATCH:
        pass
    _all(context, keep_open)
    _once(context, lambda work: _note(work, KEPT))


def tell(context: Context) -> None:
    """Tell everybody what is to be told today."""
    _all(context, tell_starters)
    _all(context, tell_managers)
    while _once(context, lambda work: send_reminders(work, BATCH)) == BATCH:
        pass
    _once(context, lambda work: _note(work, TOLD))


def _all(context: Context, piece: Piece) -> None:
    after: str | None = ""
    while after is not None:
        after = _once(context, partial(piece, after=after, limit=BATCH))


def _once(context: Context, do: Callable[[Work], Result]) -> Result:
    with context.database.write() as session:
        return do(begin_work(context, session))


def _note(work: Work, part: str) -> None:
    expires_on = Retention.NOTIFICATIONS.expires_on(work.today)
    repository.note_run(work.session, _name(work, part), work.now, expires_on)


def _name(work: Work, part: str) -> str:
    return f"{work.today.isoformat()} {part}"
