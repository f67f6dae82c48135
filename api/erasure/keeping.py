"""Copies from the database into the ledger what it does not have yet. Knows no SQL."""

from pathlib import Path

from api.database import Database
from api.erasure import repository
from api.erasure.ledger import LedgerRefusedError, Line, add_lines, last_line
from api.erasure.models import Erasure

BATCH = 1000


def keep_ledger(database: Database, path: Path) -> int:
    """Add to the ledger what was deleted since; return how many lines. Raises LedgerRefusedError, OSError."""
    with database.read() as session:
        end = repository.find_end(session)
    known = last_line(path)
    # A ledger that knows more is no matter for this: the database is an older one, which `replay` brings up to date.
    if end is None or (known and known.number > end.number) or (known and known.mac == end.mac):
        return 0
    added = 0
    while new := add_lines(path, lambda last: _after(database, last)):
        added += new
    return added


def line_of(entry: Erasure) -> Line:
    """Return an entry as a line of the ledger."""
    return Line(entry.number, entry.at, entry.extent, entry.place, entry.key, entry.reason, entry.mac)


def _after(database: Database, last: Line | None) -> list[Line]:
    with database.read() as session:
        if last:
            same = repository.find_entry(session, last.number)
            if same is None or same.mac != last.mac:
                raise LedgerRefusedError("The erasure ledger does not belong to this database.")
        return [line_of(entry) for entry in repository.list_after(session, last.number if last else 0, BATCH)]
