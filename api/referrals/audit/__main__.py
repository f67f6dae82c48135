"""`python -m api.referrals.audit`: `verify` checks the audit trail, `checkpoint` notes its end in the file."""

import argparse
import sys

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from api.database import open_database
from api.referrals.audit.checkpoints import read_checkpoints
from api.referrals.audit.ending import note_end
from api.referrals.audit.verification import verify
from api.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status: 1 when the trail was changed, 2 when it cannot be checked."""
    parser = argparse.ArgumentParser(prog="python -m api.referrals.audit", description=__doc__)
    parser.add_argument("command", choices=["verify", "checkpoint"])
    command = parser.parse_args(arguments).command
    try:
        return _run(command, Settings())
    except (ValidationError, ValueError, SQLAlchemyError, OSError) as error:
        sys.stderr.write(f"Nothing was checked ({type(error).__name__}): check AUDIT_KEY and DATABASE_URL.\n")
        return 2


def _run(command: str, settings: Settings) -> int:
    database, key = open_database(settings.database), settings.open_vault().audit_key
    path = settings.checkpoint_file
    try:
        if command == "checkpoint":
            print("noted" if note_end(database, key, path) else "nothing new to note")
            return 0
        with database.read() as session:
            verdict = verify(session, key, read_checkpoints(path, key))
    finally:
        database.close()
    for finding in verdict.findings:
        print(finding)
    print(f"{verdict.entries} entries, {'CHANGED' if verdict.findings else 'unchanged'}")
    return 1 if verdict.findings else 0


if __name__ == "__main__":
    raise SystemExit(main())
