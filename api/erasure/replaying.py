"""Deletes again what the ledger says was deleted, when the database is an older one that was put back."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date

from api.acts import Work
from api.erasure import repository
from api.erasure.ledger import LedgerRefusedError, Line
from api.erasure.models import Erasure, Extent
from api.referrals.audit.models import Action, Purpose, Role
from api.referrals.audit.recording import record


@dataclass(slots=True)
class Replayed:
    """What came of it. `entries`: how many the database did not know; rows by table, deleted again."""

    entries: int = 0
    deleted: Counter[str] = field(default_factory=Counter)


def replay(work: Work, ledger: Sequence[Line]) -> Replayed:
    """Do again what the database does not know of. Raises LedgerRefusedError."""
    end = repository.hold_end(work.session)
    _require_same(end, ledger, work)
    missing = ledger[end.number if end else 0 :]
    done = Replayed(entries=len(missing))
    for line in missing:
        if line.extent == Extent.DUE:
            done.deleted[line.place] += repository.delete_due_of(work.session, line.place, date.fromisoformat(line.key))
        else:
            done.deleted[line.place] += repository.delete_row(work.session, line.place, line.key)
    if missing:
        repository.add_entries(work.session, [Erasure(**asdict(line)) for line in missing])
        record(work, Role.SERVICE, Action.DELETE, "erasures", "-", purpose=Purpose.ROUTINE, detail="replayed")
    return done


def _require_same(end: Erasure | None, ledger: Sequence[Line], work: Work) -> None:
    """Let only pass a ledger and a database of which one is the beginning of the other."""
    if end is None or not ledger:
        return
    number = min(end.number, len(ledger))
    entry = repository.find_entry(work.session, number)
    if entry is None or entry.mac != ledger[number - 1].mac:
        raise LedgerRefusedError("The erasure ledger does not belong to this database.")
