"""`python -m api.referrals.encryption`: `make-key` prints a key, `status` counts rows by key, `rotate` moves them.

To change keys: put the new one last in HEALTH_KEYS and restart everything; put it first and restart everything;
run `rotate`; two days after `status` names the old one no more, take it out.
"""

import argparse
import json
import sys

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from api.database import open_database
from api.models import Base
from api.referrals.encryption.keys import KeysRefusedError, make_key
from api.referrals.encryption.repository import count_by_key
from api.referrals.encryption.rotation import rotate
from api.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status: 1 when something could not be opened, 2 when it cannot work."""
    parser = argparse.ArgumentParser(prog="python -m api.referrals.encryption", description=__doc__)
    parser.add_argument("command", choices=["make-key", "status", "rotate"])
    command = parser.parse_args(arguments).command
    if command == "make-key":
        print(make_key())
        return 0
    try:
        return _run(command, Settings())
    except (ValidationError, KeysRefusedError, SQLAlchemyError, OSError) as error:
        sys.stderr.write(f"Nothing was done ({type(error).__name__}): check HEALTH_KEYS and DATABASE_URL.\n")
        return 2


def _run(command: str, settings: Settings) -> int:
    database, vault = open_database(settings.database), settings.open_vault()
    try:
        if command == "rotate":
            done = rotate(database, vault, Base.metadata)
            print(json.dumps({"resealed": done.resealed, "unreadable": done.unreadable}))
            return 1 if any(done.unreadable.values()) else 0
        with database.read() as session:
            print(json.dumps({"current": vault.ring.current, "rows": count_by_key(session, Base.metadata)}))
        return 0
    finally:
        database.close()


if __name__ == "__main__":
    raise SystemExit(main())
