"""Imports the HR system's export: `python -m api.people.import_staff FILE [--dry-run] [--skip-rejected] [--whole]`.

All in one transaction. When a row is rejected nothing is stored, unless the good rows were asked for. `--whole`:
the file holds everybody, so who is not in it has left.
"""

import argparse
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api.acts import LONDON
from api.database import open_database
from api.migrations import migrate
from api.people import repository
from api.people.models import Person
from api.people.staff_checks import Known, check_rows
from api.people.staff_rows import Rejection, StaffFileError, StaffRow, read_rows
from api.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Import a file. Return 0 when it was stored (or would be), 1 when rows were rejected, 2 when it cannot be."""
    parser = argparse.ArgumentParser(prog="python -m api.people.import_staff", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
    parser.add_argument("--skip-rejected", action="store_true", help="store the good rows although others are rejected")
    parser.add_argument("--whole", action="store_true", help="the file holds everybody: who is missing has left")
    given = parser.parse_args(arguments)
    if given.whole and given.skip_rejected:
        # Whose row is rejected would be taken to have left.
        parser.error("--whole and --skip-rejected exclude each other: a file with rejected rows is not whole")
    try:
        return _run(given.file, Settings(), given)
    except (StaffFileError, OSError, ValidationError, SQLAlchemyError) as error:
        sentence = str(error) if isinstance(error, StaffFileError) else f"{type(error).__name__}: nothing was stored."
        sys.stderr.write(f"{sentence}\n")
        return 2


def _run(file: Path, settings: Settings, given: argparse.Namespace) -> int:
    content = file.read_bytes()
    database = open_database(settings.database)
    try:
        migrate(database)
        with database.write() as session:
            left_on = datetime.now(LONDON).date() if given.whole else None
            imported = import_staff(session, content, settings.tenant, left_on)
            is_stored = not given.dry_run and (given.skip_rejected or not imported.rejected)
            if not is_stored:
                session.rollback()
    finally:
        database.close()
    for rejection in imported.rejected:
        sys.stdout.write(f"line {rejection.line}: {rejection.reason}\n")
    for number in imported.leavers:
        sys.stdout.write(f"not in the file, so no longer here: {number}\n")
    end = "Stored." if is_stored else "Nothing was stored."
    sys.stdout.write(f"{imported.summary}; {len(imported.rejected)} rejected. {end}\n")
    return 1 if imported.rejected else 0


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file came to. `leavers`: the payroll numbers of those who have left."""

    good: list[StaffRow]
    rejected: list[Rejection]
    leavers: list[str]
    summary: str


def import_staff(session: Session, content: bytes, tenant: str, left_on: date | None = None) -> Imported:
    """Store the good rows in the open transaction. `left_on`: the file is whole; who is missing has left by then."""
    everybody = repository.list_everybody(session, tenant)
    known = Known.of(everybody)
    rows = list(read_rows(content))
    numbers = {row.payroll_number for row in rows if isinstance(row, StaffRow)}
    missing = [person for person in everybody if person.payroll_number and person.payroll_number not in numbers]
    good, rejected = check_rows(rows, known.without(missing) if left_on else known)
    new = sum(row.payroll_number not in known.ids for row in good)
    ids = known.ids | {
        row.payroll_number: f"staff-{row.payroll_number.lower()}" for row in good if row.payroll_number not in known.ids
    }
    values = [_values_of(row, ids, tenant) | _kept(row, known) for row in _managers_first(good)]
    repository.store_people(session, values)
    leavers: list[Person] = []
    if left_on and not rejected:
        leavers = [person for person in missing if person.left_on is None or person.left_on > left_on]
        repository.mark_leavers(session, [person.id for person in leavers], left_on)
    summary = f"{len(good)} rows: {new} new, {len(good) - new} known, {len(missing)} known but not in the file"
    if left_on:
        summary += f", {len(leavers)} of them leavers"
    return Imported(good, rejected, sorted(str(person.payroll_number) for person in leavers), summary)


def _managers_first(rows: list[StaffRow]) -> list[StaffRow]:
    # Each manager must be there before they are named; the rows have no circles.
    by_number = {row.payroll_number: row for row in rows}
    depths: dict[str, int] = {}

    def depth_of(row: StaffRow) -> int:
        if row.payroll_number not in depths:
            manager = by_number.get(row.manager or "")
            depths[row.payroll_number] = depth_of(manager) + 1 if manager else 0
        return depths[row.payroll_number]

    return sorted(rows, key=depth_of)


def _values_of(row: StaffRow, ids: dict[str, str], tenant: str) -> dict[str, object]:
    return {
        "id": ids[row.payroll_number],
        "tenant": tenant,
        "object_id": row.object_id,
        "payroll_number": row.payroll_number,
        "name": f"{row.first_name} {row.last_name}",
        "first_name": row.first_name,
        "email": row.email,
        "job": row.job,
        "service": row.service,
        "team": row.team,
        "base": row.base,
        "working_days": list(row.working_days),
        "started_on": row.started_on,
        "left_on": row.left_on,
        "manager_id": ids[row.manager] if row.manager else None,
    }


def _kept(row: StaffRow, known: Known) -> dict[str, object]:
    # The HR system knows nothing of roles, so those of a known person stay, and so does what an export leaves out.
    since = row.role_since or known.role_since.get(row.payroll_number)
    return {"roles": known.roles.get(row.payroll_number, ["employee"]), "role_since": since}


if __name__ == "__main__":
    raise SystemExit(main())
