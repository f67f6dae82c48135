"""Seals rows again with the newest key, some at a time, while others use them. Knows no subject."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from sqlalchemy import MetaData, Row, Table, func, select, update
from sqlalchemy.orm import Session

from api.referrals.encryption.models import place_of
from api.referrals.encryption.vault import UnreadableError, Vault


def sealed_tables(metadata: MetaData) -> Iterator[Table]:
    """Return the tables with a sealed text."""
    return (table for table in metadata.sorted_tables if {"key_id", "sealed"} <= set(table.c.keys()))


def count_by_key(session: Session, metadata: MetaData) -> dict[str, int]:
    """Return how many rows each key has sealed."""
    counts: dict[str, int] = {}
    for table in sealed_tables(metadata):
        for key_id, number in session.execute(select(table.c.key_id, func.count()).group_by(table.c.key_id)):
            counts[key_id] = counts.get(key_id, 0) + number
    return counts


def reseal(
    session: Session, vault: Vault, table: Table, limit: int, unreadable: Collection[str]
) -> tuple[int, list[str]]:
    """Seal some rows with the newest key; return how many there were, and the ids that cannot be opened.

    `unreadable`: those that are known already. Each row is held until the transaction ends, so a change that
    comes meanwhile waits, and is not lost.
    """
    rows = _hold_rows(session, vault, table, limit, unreadable)
    failed: list[str] = []
    for row in rows:
        place = place_of(table.name, row.id)
        try:
            key_id, sealed = vault.seal_bytes(place, vault.open_bytes(place, row.key_id, row.sealed))
        except UnreadableError:
            failed.append(row.id)
            continue
        session.execute(update(table).where(table.c.id == row.id).values(key_id=key_id, sealed=sealed))
    return len(rows), failed


def _hold_rows(
    session: Session, vault: Vault, table: Table, limit: int, unreadable: Collection[str]
) -> Sequence[Row[Any, Any, Any]]:
    wanted = select(table.c.id, table.c.key_id, table.c.sealed).where(table.c.key_id != vault.ring.current)
    wanted = wanted.where(table.c.id.not_in(list(unreadable))).order_by(table.c.id).limit(limit)
    return session.execute(wanted.with_for_update()).all()
