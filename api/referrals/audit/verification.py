"""Checks the audit trail from its first entry to its end, and against the checkpoints. Changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields

from sqlalchemy.orm import Session

from api.referrals.audit import repository
from api.referrals.audit.chain import GENESIS, Link, is_same, sign_end, sign_link
from api.referrals.audit.checkpoints import Checkpoint
from api.referrals.audit.models import AuditEntry

MOST_SHOWN = 20


@dataclass(slots=True)
class Verdict:
    """How many entries there are, and what is wrong; only the first findings are kept in words."""

    entries: int = 0
    findings: list[str] = field(default_factory=list)

    def blame(self, finding: str) -> None:
        """Add a finding."""
        if len(self.findings) < MOST_SHOWN:
            self.findings.append(finding)


def verify(session: Session, key: bytes, checkpoints: Sequence[Checkpoint]) -> Verdict:
    """Return what is wrong with the trail: changed, missing, added, re-ordered or cut off entries."""
    verdict, before, number = Verdict(), GENESIS, 0
    noted = {point.number: point.mac for point in checkpoints if point.is_genuine}
    if len(noted) < len(checkpoints):
        verdict.blame("The checkpoint file was changed.")
    for entry in repository.each_entry(session):
        number += 1
        if entry.number != number:
            verdict.blame(f"Entry {number} is missing.")
            number = entry.number
        if not is_same(entry.mac, sign_link(key, before, link_of(entry))):
            verdict.blame(f"Entry {number} or the one before it was changed.")
        if number in noted and not is_same(noted[number], entry.mac):
            verdict.blame(f"Entry {number} is not the one that the checkpoint noted.")
        before, verdict.entries = entry.mac, verdict.entries + 1
    _check_end(session, key, number, before, verdict)
    if noted and max(noted) > number:
        verdict.blame(f"The trail ends at {number}; a checkpoint noted entry {max(noted)}.")
    return verdict


def link_of(entry: AuditEntry) -> Link:
    """Return what was signed of an entry."""
    return Link(**{part.name: getattr(entry, part.name) for part in fields(Link)})


def _check_end(session: Session, key: bytes, number: int, last: str, verdict: Verdict) -> None:
    end = repository.find_end(session)
    if end is None:
        if number:
            verdict.blame("The row that says where the trail ends is missing.")
        return
    if (end.number, end.last_mac) != (number, last) or not is_same(end.mac, sign_end(key, end.number, end.last_mac)):
        verdict.blame(f"The trail ends at {number}, which is not where it was said to end.")
