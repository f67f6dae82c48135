"""Rows of a part's own database file, read and written beside it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def open_rows(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a database for one transaction; rows are read by the names of their columns."""
    database = sqlite3.connect(path, timeout=10)
    database.row_factory = sqlite3.Row
    try:
        with database:
            yield database
    finally:
        database.close()
