"""Deletes the rows that are due, in every table whose retention class has days, and notes each on the ledger."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import MetaData, Table

from api.access.classification import read_classification
from api.acts import Work
from api.erasure import repository
from api.erasure.models import Extent, Reason
from api.erasure.recording import note_erased
from api.models import Base
from api.referrals.audit.models import Action, Purpose, Role
from api.referrals.audit.recording import record
from api.retention.classes import Retention

# What the audit trail calls the rows whose end it has to tell.
ON_THE_TRAIL = {"referrals": "referral", "referral_drafts": "draft"}


def purge(work: Work, today: date) -> dict[str, int]:
    """Return how many rows were deleted, by table. Nothing is deleted before its `expires_on`."""
    tables = [table.name for table in expiring_tables(Base.metadata)]
    return {name: _purge_table(work, name, today) for name in tables}


def expiring_tables(metadata: MetaData) -> Iterator[Table]:
    """Return the tables whose rows are kept for a number of days."""
    for table in metadata.sorted_tables:
        retention: Retention = table.info["retention"]
        if retention.value.days is not None:
            yield table


def _purge_table(work: Work, name: str, today: date) -> int:
    if read_classification().tables[name].nobody:
        # They cannot be anybody's, and there are many: that all were due says enough.
        count = repository.delete_due_of(work.session, name, today)
        note_erased(work, name, [today.isoformat()] if count else [], Reason.RETENTION, Extent.DUE)
        return count
    rows = repository.delete_due_rows(work.session, name, today)
    note_erased(work, name, [row["key"] for row in rows], Reason.RETENTION)
    for row in rows if name in ON_THE_TRAIL else ():
        thing, detail = ON_THE_TRAIL[name], "due"
        record(
            work,
            Role.SERVICE,
            Action.DELETE,
            thing,
            row["key"],
            row["person_id"],
            purpose=Purpose.ROUTINE,
            detail=detail,
        )
    return len(rows)
