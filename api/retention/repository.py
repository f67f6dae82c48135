"""Deletes the rows that are due, in every table whose retention class has days. Knows no subject."""

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from sqlalchemy import CursorResult, MetaData, Table, delete
from sqlalchemy.orm import Session

from api.retention.classes import Retention


def delete_due(session: Session, metadata: MetaData, today: date) -> dict[str, int]:
    """Return how many rows were deleted, by table. Nothing is deleted before its `expires_on`."""
    deleted: dict[str, int] = {}
    for table in expiring_tables(metadata):
        result = session.execute(delete(table).where(table.c.expires_on <= today))
        deleted[table.name] = cast("CursorResult[Any]", result).rowcount
    return deleted


def expiring_tables(metadata: MetaData) -> Iterator[Table]:
    """Return the tables whose rows are kept for a number of days."""
    for table in metadata.sorted_tables:
        retention: Retention = table.info["retention"]
        if retention.value.days is not None:
            yield table
