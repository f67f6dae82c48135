"""Notes what was deleted, in the transaction that deletes it. Knows no subject."""

from collections.abc import Iterable
from dataclasses import asdict, replace

from api.acts import Work
from api.erasure import repository
from api.erasure.ledger import Line
from api.erasure.models import Erasure, Extent, Reason
from api.referrals.audit.chain import GENESIS


def note_erased(work: Work, place: str, keys: Iterable[str], reason: Reason, extent: Extent = Extent.ROW) -> None:
    """Note that rows of a table are gone. `keys`: of rows, or days. Until the transaction ends nobody else can."""
    wanted = list(keys)
    if not wanted:
        return
    work.session.flush()
    end = repository.hold_end(work.session)
    number, before = (end.number, end.mac) if end else (0, GENESIS)
    entries = []
    for key in wanted:
        number += 1
        line = Line(number, work.now, extent, place, key, reason, "")
        before = line.sign(work.vault.audit_key, before)
        entries.append(Erasure(**asdict(replace(line, mac=before))))
    repository.add_entries(work.session, entries)
