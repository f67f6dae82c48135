"""Reads the HR system's CSV export row by row: what a row says, or why it is rejected. Knows no database."""

import csv
import io
import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from api.people.models import WEEKDAYS

COLUMNS = (
    "Payroll Number",
    "Entra Object ID",
    "First Name",
    "Last Name",
    "Work Email",
    "Service",
    "Team",
    "Job Title",
    "Base",
    "Working Days",
    "Start Date",
    "Leaving Date",
    "Manager Payroll Number",
)
# An export may do without; what is known then stays.
ROLE_SINCE = "In Role Since"
# A spreadsheet would run a cell that begins like this.
FORMULA = ("=", "+", "-", "@", "\t", "\r")
PAYROLL = re.compile(r"[A-Za-z0-9]{1,20}")
Parsed = TypeVar("Parsed")
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>]+")


class StaffFileError(Exception):
    """The file is none that can be read; the text says why."""


class RowError(Exception):
    """A row is rejected; the text says why."""


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One person as the HR system knows them."""

    line: int
    payroll_number: str
    object_id: str
    first_name: str
    last_name: str
    email: str | None
    service: str
    team: str
    job: str
    base: str
    working_days: tuple[str, ...]
    started_on: date
    left_on: date | None
    manager: str | None
    role_since: date | None = None


@dataclass(frozen=True, slots=True)
class Rejection:
    """A row that cannot be taken, and why."""

    line: int
    reason: str


def read_rows(content: bytes) -> Iterator[StaffRow | Rejection]:
    """Yield every row as it is read. Raises StaffFileError."""
    return (_read_row(line, cells) for line, cells in read_cells(content, COLUMNS))


def read_cells(content: bytes, columns: Sequence[str]) -> Iterator[tuple[int, dict[str, str | None]]]:
    """Yield the cells of every row of a file that has these columns, with its line. Raises StaffFileError."""
    reader = csv.DictReader(io.StringIO(decode(content), newline=""), strict=True)
    missing = [name for name in columns if name not in (reader.fieldnames or ())]
    if missing:
        raise StaffFileError(f"The file has no column {', '.join(missing)}.")
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise StaffFileError(f"Line {reader.line_num} cannot be read: {error}.") from error


def decode(content: bytes) -> str:
    """Return the text of a file, be it UTF-8 or from an old Excel."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What Excel saves as "CSV" on Windows.
        return content.decode("cp1252", errors="replace")


def _read_row(line: int, cells: dict[str, str | None]) -> StaffRow | Rejection:
    if None in cells or any(value is None for value in cells.values()):
        return Rejection(line, "the row has not as many cells as the heading")
    row = {name: value or "" for name, value in cells.items()}
    try:
        _refuse_formulas(row)
        return _parse({name: value.strip() for name, value in row.items()}, line)
    except RowError as error:
        return Rejection(line, str(error))


def _refuse_formulas(row: dict[str, str]) -> None:
    for name in COLUMNS:
        if row[name].startswith(FORMULA):
            raise RowError(f"{name} begins like a formula")


def _parse(row: dict[str, str], line: int) -> StaffRow:
    for name in ("First Name", "Last Name", "Service", "Team", "Job Title"):
        if not row[name]:
            raise RowError(f"{name} is empty")
    for name in COLUMNS:
        limit = 99 if "Name" in name else 200
        if len(row[name]) > limit or not row[name].isprintable():
            raise RowError(f"{name} is too long or holds strange characters")
    return StaffRow(
        line=line,
        payroll_number=_match(row, "Payroll Number", PAYROLL),
        object_id=_parse_with(row, "Entra Object ID", lambda text: str(uuid.UUID(text)), "is not an Entra object id"),
        first_name=row["First Name"],
        last_name=row["Last Name"],
        email=_match(row, "Work Email", EMAIL).lower() if row["Work Email"] else None,
        service=row["Service"],
        team=row["Team"],
        job=row["Job Title"],
        base=row["Base"],
        working_days=_parse_days(row["Working Days"]),
        started_on=_parse_with(row, "Start Date", parse_uk_date, "is not a date like 31/12/2024"),
        left_on=_parse_with(row, "Leaving Date", parse_uk_date, "is not a date like 31/12/2024")
        if row["Leaving Date"]
        else None,
        manager=_match(row, "Manager Payroll Number", PAYROLL) if row["Manager Payroll Number"] else None,
        role_since=_parse_role_since(row),
    )


def _parse_role_since(row: dict[str, str]) -> date | None:
    if not row.get(ROLE_SINCE):
        return None
    return _parse_with(row, ROLE_SINCE, parse_uk_date, "is not a date like 31/12/2024")


def parse_uk_date(text: str) -> date:
    """Return the day, which stands before the month. Raises ValueError."""
    day = datetime.strptime(text, "%d/%m/%Y").date()  # noqa: DTZ007 a day has no zone
    if not date(1940, 1, 1) <= day <= date(2099, 12, 31):
        raise ValueError(text)
    return day


def _match(row: dict[str, str], name: str, pattern: re.Pattern[str]) -> str:
    if not pattern.fullmatch(row[name]):
        raise RowError(f"{name} is not of the usual form")
    return row[name]


def _parse_with(row: dict[str, str], name: str, parse: Callable[[str], Parsed], complaint: str) -> Parsed:
    try:
        return parse(row[name])
    except ValueError as error:
        raise RowError(f"{name} {complaint}") from error


def _parse_days(text: str) -> tuple[str, ...]:
    days = tuple(day[:3] for day in re.split(r"[\s,;/]+", text.lower()) if day)
    if not days or len(set(days)) != len(days) or not set(days) <= set(WEEKDAYS):
        raise RowError("Working Days are not weekdays like Mon Tue Wed")
    return tuple(day for day in WEEKDAYS if day in days)
