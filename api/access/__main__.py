"""`python -m api.access PERSON --to FILE.zip --by WHO`: everything that is held about one person, as a file for them.

PERSON and WHO are ids or employee numbers. Texts that the Health Unit wrote for its own record are left out; give
--with-clinical-notes CLINICIAN when a clinician has read them and said that they may go out.
"""

import argparse
import sys
from pathlib import Path

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from api.access.archive import NewFile
from api.access.service import write_copy
from api.database import open_database
from api.operators import NobodyError, operating, require_clinician, require_other
from api.referrals.encryption.keys import KeysRefusedError
from api.referrals.encryption.vault import UnreadableError
from api.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Write the file and return the exit status: 1 when there is no such person or file, 2 when it cannot work."""
    parser = argparse.ArgumentParser(prog="python -m api.access", description=__doc__)
    parser.add_argument("person", help="whose copy: their id or employee number")
    parser.add_argument("--to", required=True, type=Path, help="the zip file, which must not be there yet")
    parser.add_argument("--by", required=True, help="who makes it: their id or employee number")
    parser.add_argument("--with-clinical-notes", metavar="CLINICIAN", help="who of the Health Unit has said so")
    given = parser.parse_args(arguments)
    try:
        print(_run(given, Settings()))
    except (NobodyError, FileExistsError) as error:
        reason = "There is such a file already." if isinstance(error, FileExistsError) else str(error)
        sys.stderr.write(f"Nothing was written. {reason}\n")
        return 1
    except UnreadableError:
        sys.stderr.write("Nothing was written: a sealed text cannot be opened. Check HEALTH_KEYS for an older key.\n")
        return 2
    except (ValidationError, KeysRefusedError, SQLAlchemyError, OSError) as error:
        sys.stderr.write(f"Nothing was written ({type(error).__name__}): check the settings and the folder.\n")
        return 2
    return 0


def _run(given: argparse.Namespace, settings: Settings) -> str:
    database = open_database(settings.database)
    try:
        with NewFile(given.to) as file:
            with operating(database, settings, given.by) as act:
                person = require_other(act, given.person)
                clinician = require_clinician(act, person, given.with_clinical_notes)
                copy = write_copy(act, person, file, clinician)
            file.keep()
    finally:
        database.close()
    rows = sum(len(section.rows) for section in copy.sections)
    held_back = f" {copy.held_back} texts wait for the Health Unit." if copy.held_back else ""
    return (
        f"Written: {rows} records.{held_back} Read the file before you give it to anybody: free words can name others."
    )


if __name__ == "__main__":
    raise SystemExit(main())
