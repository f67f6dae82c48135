"""`python -m api.erasure`: `erase PERSON --by WHO` deletes what a person may have deleted, and says what stays and why.

`verify` checks the ledger; `replay` deletes again what an older database that was put back still holds.
"""

import argparse
import sys

from alembic.util.exc import CommandError
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from api.database import Database, open_database
from api.erasure.keeping import keep_ledger
from api.erasure.ledger import LedgerRefusedError, read_ledger
from api.erasure.replaying import replay
from api.erasure.repository import find_end
from api.erasure.service import Erased, erase_person
from api.migrations import migrate
from api.operators import NobodyError, operating, require_person, working
from api.referrals.encryption.keys import KeysRefusedError
from api.settings import Settings


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status: 1 when something was found wrong, 2 when it cannot work."""
    parser = argparse.ArgumentParser(prog="python -m api.erasure", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    erase = commands.add_parser("erase", help="delete what a person may have deleted")
    erase.add_argument("person", help="whose: their id or employee number")
    erase.add_argument("--by", required=True, help="who does it: their id or employee number")
    commands.add_parser("replay", help="delete again what an older database still holds")
    commands.add_parser("verify", help="check the ledger")
    given = parser.parse_args(arguments)
    try:
        settings = Settings()
        database = open_database(settings.database)
        try:
            return COMMANDS[given.command](database, settings, given)
        finally:
            database.close()
    except (NobodyError, LedgerRefusedError) as error:
        sys.stderr.write(f"Nothing was deleted. {error}\n")
        return 1
    except (ValidationError, KeysRefusedError, SQLAlchemyError, CommandError, OSError) as error:
        sys.stderr.write(f"Nothing was deleted ({type(error).__name__}): check the settings.\n")
        return 2


def _erase(database: Database, settings: Settings, given: argparse.Namespace) -> int:
    with operating(database, settings, given.by) as act:
        done = erase_person(act, require_person(act, given.person))
    keep_ledger(database, settings.ledger_file)
    print("\n".join(describe(done)))
    return 0


def _replay(database: Database, settings: Settings, _given: argparse.Namespace) -> int:
    migrate(database)
    ledger = read_ledger(settings.ledger_file, settings.open_vault().audit_key)
    with working(database, settings) as work:
        done = replay(work, ledger)
    keep_ledger(database, settings.ledger_file)
    for place, count in sorted(done.deleted.items()):
        print(f"{place}: {count} deleted again")
    print(f"{done.entries} entries of the ledger were new to the database.")
    return 0


def _verify(database: Database, settings: Settings, _given: argparse.Namespace) -> int:
    ledger = read_ledger(settings.ledger_file, settings.open_vault().audit_key)
    with database.read() as session:
        end = find_end(session)
    known = end.number if end else 0
    print(f"{len(ledger)} lines, unchanged. The database knows {known} entries.")
    if known < len(ledger):
        print("The database is older than the ledger: run `python -m api.erasure replay`.")
    return 0 if known >= len(ledger) else 1


def describe(done: Erased) -> list[str]:
    """Return what came of a request, to tell the person."""
    lines = ["Deleted:", *(f"- {title}: {count}" for title, count in done.deleted.items())]
    if not done.deleted:
        lines.append("- nothing: there was nothing that can be deleted")
    lines += ["Kept, and why:", *(f"- {kept.title}: {kept.rows}. {kept.why}" for kept in done.kept)]
    return [*lines, "Conversations hold no name and no text, so none can be found; they go after 30 days."]


COMMANDS = {"erase": _erase, "replay": _replay, "verify": _verify}


if __name__ == "__main__":
    raise SystemExit(main())
