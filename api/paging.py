"""Long lists in pages: a cursor says after which row the next page begins. Knows no table."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, TypeVar

from fastapi import Depends, Query

from api.errors import CursorRefusedError

MOST = 50
USUAL = 20
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Paging:
    """How many rows are wanted, and after which one."""

    limit: int = USUAL
    cursor: str | None = None

    def after(self, parts: int) -> list[str] | None:
        """Return the values of the last row of the page before, so many. Raises CursorRefusedError."""
        if self.cursor is None:
            return None
        try:
            values = json.loads(base64.urlsafe_b64decode(self.cursor.encode("ascii")))
        except (ValueError, binascii.Error, RecursionError) as error:
            raise CursorRefusedError from error
        if not _is_key(values, parts):
            raise CursorRefusedError
        return list(values)

    def after_instant(self) -> list[str] | None:
        """Return an instant with its zone, and an id. Raises CursorRefusedError."""
        values = self.after(2)
        try:
            if values and datetime.fromisoformat(values[0]).tzinfo is None:
                raise CursorRefusedError
        except ValueError as error:
            raise CursorRefusedError from error
        return values

    def cut(self, rows: Sequence[Row], key: Callable[[Row], Sequence[str]]) -> tuple[Sequence[Row], str | None]:
        """Return the page and the next cursor, from up to one row more than are wanted."""
        if len(rows) <= self.limit:
            return rows, None
        page = rows[: self.limit]
        return page, base64.urlsafe_b64encode(json.dumps(list(key(page[-1]))).encode()).decode()


def _is_key(values: object, parts: int) -> bool:
    if not isinstance(values, list) or len(values) != parts:
        return False
    return all(isinstance(value, str) and value.isprintable() for value in values)


async def read_paging(
    limit: Annotated[int, Query(ge=1, le=MOST, description="how many rows at most")] = USUAL,
    cursor: Annotated[
        str | None, Query(max_length=600, pattern=r"^[A-Za-z0-9_=-]+$", description="`next_cursor` of the page before")
    ] = None,
) -> Paging:
    """Return what part of a list is asked for."""
    return Paging(limit, cursor)


CurrentPaging = Annotated[Paging, Depends(read_paging)]
