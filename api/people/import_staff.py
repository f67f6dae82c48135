"""Imports the HR system's export: `python -m api.people.import_staff FILE [--dry-run] [--skip-rejected]`.

All in one transaction. When a row is rejected nothing is stored, unless the good rows were asked for.
"""

import argparse
import sys
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from api.database import open_database
from api.migrations import migrate
from api.people import repository
from api.people.staff_checks import Known, check_rows
from api.people.staff_rows import Rejection, StaffFileError, StaffRow, read_rows
from api.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Import a file. Return 0 when it was stored (or would be), 1 when rows were rejected, 2 when it cannot be."""
    parser = argparse.ArgumentParser(prog="python -m api.people.import_staff", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
    parser.add_argument("--skip-rejected", action="store_true", help="store the good rows although others are rejected")
    given = parser.parse_args(arguments)
    try:
        return _run(given.file, Settings(), dry_run=given.dry_run, skip_rejected=given.skip_rejected)
    except (StaffFileError, OSError, ValidationError, SQLAlchemyError) as error:
        sentence = str(error) if isinstance(error, StaffFileError) else f"{type(error).__name__}: nothing was stored."
        sys.stderr.write(f"{sentence}\n")
        return 2


def _run(file: Path, settings: Settings, *, dry_run: bool, skip_rejected: bool) -> int:
    content = file.read_bytes()
    database = open_database(settings.database)
    try:
        migrate(database)
        with database.write() as session:
            good, rejected, summary = import_staff(session, content, settings.tenant)
            is_stored = not dry_run and (skip_rejected or not rejected)
            if not is_stored:
                session.rollback()
    finally:
        database.close()
    for rejection in rejected:
        sys.stdout.write(f"line {rejection.line}: {rejection.reason}\n")
    end = "Stored." if is_stored else "Nothing was stored."
    sys.stdout.write(f"{len(good)} rows: {summary}; {len(rejected)} rejected. {end}\n")
    return 1 if rejected else 0


def import_staff(session: Session, content: bytes, tenant: str) -> tuple[list[StaffRow], list[Rejection], str]:
    """Store the good rows in the open transaction; return them, the rejected ones, and what changed in words."""
    known = Known.of(repository.list_everybody(session, tenant))
    good, rejected = check_rows(list(read_rows(content)), known)
    new = sum(row.payroll_number not in known.ids for row in good)
    ids = known.ids | {
        row.payroll_number: f"staff-{row.payroll_number.lower()}" for row in good if row.payroll_number not in known.ids
    }
    values = [_values_of(row, ids, tenant) | _kept(row, known) for row in _managers_first(good)]
    repository.store_people(session, values)
    absent = len(known.ids.keys() - {row.payroll_number for row in good})
    return good, rejected, f"{new} new, {len(good) - new} known, {absent} known but not in the file"


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
    # The HR system knows nothing of roles, so those of a known person stay.
    return {"roles": known.roles.get(row.payroll_number, ["employee"])}


if __name__ == "__main__":
    raise SystemExit(main())
