"""Imports the HR system's export of long absences: `python -m api.people.import_absences FILE [--dry-run] [--whole]`.

The file has days and no reasons. All in one transaction: when a row is rejected, nothing is stored. `--whole`: the file
holds every long absence, so what is not in it is deleted.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from api.acts import Work
from api.database import open_database
from api.erasure.keeping import keep_ledger
from api.erasure.ledger import LedgerRefusedError
from api.erasure.models import Reason
from api.erasure.recording import note_erased
from api.migrations import migrate
from api.operators import working
from api.people import repository as people
from api.people.absences import repository
from api.people.absences.models import Absence
from api.people.absences.rows import AbsenceRow, read_rows
from api.people.staff_rows import Rejection, StaffFileError
from api.referrals.encryption.keys import KeysRefusedError
from api.settings import Settings


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file came to. `gone`: how many absences were deleted, because the file has them no more."""

    good: list[AbsenceRow]
    rejected: list[Rejection]
    gone: int


def main(arguments: list[str] | None = None) -> int:
    """Import a file. Return 0 when it was stored (or would be), 1 when rows were rejected, 2 when it cannot be."""
    parser = argparse.ArgumentParser(prog="python -m api.people.import_absences", description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="say what would happen, and change nothing")
    parser.add_argument("--whole", action="store_true", help="the file holds every long absence: delete the others")
    given = parser.parse_args(arguments)
    try:
        return _run(given.file, Settings(), given)
    except (StaffFileError, LedgerRefusedError) as error:
        sys.stderr.write(f"{error}\n")
    except (OSError, ValidationError, KeysRefusedError, SQLAlchemyError) as error:
        sys.stderr.write(f"{type(error).__name__}: nothing was stored.\n")
    return 2


def _run(file: Path, settings: Settings, given: argparse.Namespace) -> int:
    content = file.read_bytes()
    database = open_database(settings.database)
    try:
        migrate(database)
        with working(database, settings) as work:
            imported = import_absences(work, content, settings.tenant, is_whole=given.whole)
            is_stored = not given.dry_run and not imported.rejected
            if not is_stored:
                work.session.rollback()
        if is_stored:
            keep_ledger(database, settings.ledger_file)
    finally:
        database.close()
    for rejection in imported.rejected:
        sys.stdout.write(f"line {rejection.line}: {rejection.reason}\n")
    end = "Stored." if is_stored else "Nothing was stored."
    summary = f"{len(imported.good)} rows, {len(imported.rejected)} rejected, {imported.gone} known ones no more"
    sys.stdout.write(f"{summary}. {end}\n")
    return 1 if imported.rejected else 0


def import_absences(work: Work, content: bytes, tenant: str, *, is_whole: bool = False) -> Imported:
    """Store the good rows in the open transaction. Raises StaffFileError."""
    ids = {person.payroll_number: person.id for person in people.list_everybody(work.session, tenant)}
    good: list[AbsenceRow] = []
    rejected: list[Rejection] = []
    for row in read_rows(content):
        if isinstance(row, AbsenceRow) and row.payroll_number in ids:
            good.append(row)
        else:
            rejected.append(row if isinstance(row, Rejection) else Rejection(row.line, "nobody has this number"))
    for row in good:
        repository.store_absence(work.session, work.new_id(), ids[row.payroll_number], row.first_on, row.last_on)
    named = {(ids[row.payroll_number], row.first_on) for row in good}
    gone = [one.id for one in repository.list_all(work.session) if (one.person_id, one.first_on) not in named]
    if is_whole and gone and not rejected:
        repository.delete_absences(work.session, gone)
        note_erased(work, Absence.__tablename__, gone, Reason.RETENTION)
    return Imported(good, rejected, len(gone) if is_whole else 0)


if __name__ == "__main__":
    raise SystemExit(main())
