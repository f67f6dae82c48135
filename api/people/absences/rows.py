"""Reads the HR system's CSV export of long absences row by row. Knows no database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from api.people.staff_rows import FORMULA, Rejection, parse_uk_date, read_cells

COLUMNS = ("Payroll Number", "First Day", "Last Day")


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """One absence as the HR system knows it. `last_on`: none while nobody knows when it ends."""

    line: int
    payroll_number: str
    first_on: date
    last_on: date | None


def read_rows(content: bytes) -> Iterator[AbsenceRow | Rejection]:
    """Yield every row as it is read. Other columns are not looked at. Raises StaffFileError."""
    return (_read_row(line, cells) for line, cells in read_cells(content, COLUMNS))


def _read_row(line: int, cells: Mapping[str, str | None]) -> AbsenceRow | Rejection:
    if any(cells[name] is None for name in COLUMNS):
        return Rejection(line, "the row has not as many cells as the heading")
    number, first, last = (str(cells[name]).strip() for name in COLUMNS)
    if any(cell.startswith(FORMULA) for cell in (number, first, last)):
        return Rejection(line, "a cell begins like a formula")
    try:
        row = AbsenceRow(line, number, parse_uk_date(first), parse_uk_date(last) if last else None)
    except ValueError:
        return Rejection(line, "First Day or Last Day is not a date like 31/12/2024")
    if row.last_on and row.last_on < row.first_on:
        return Rejection(line, "Last Day is before First Day")
    return row
