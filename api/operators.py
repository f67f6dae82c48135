"""What the commands of an operator share: somebody who works here gives them, and is named in the audit trail."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from api.acts import Act, Work
from api.database import Database
from api.people import repository as people
from api.people.models import Person
from api.settings import Settings


class NobodyError(Exception):
    """Nobody has this id or number; the text says whose."""


@contextmanager
def working(database: Database, settings: Settings) -> Iterator[Work]:
    """Yield work that is nobody's in particular. Raises KeysRefusedError, SQLAlchemyError, OSError."""
    vault = settings.open_vault()
    with database.write() as session:
        yield Work(session, datetime.now(UTC), new_id, settings.training_rules, vault)


@contextmanager
def operating(database: Database, settings: Settings, operator: str) -> Iterator[Act]:
    """Yield an act of whoever gives the command. Raises NobodyError, KeysRefusedError, SQLAlchemyError, OSError."""
    with working(database, settings) as work:
        me = people.find_by_number(work.session, operator)
        if me is None or (me.left_on and me.left_on <= work.today):
            raise NobodyError("Nobody who works here has the id or number of --by.")
        yield Act(work.session, work.now, work.new_id, work.rules, work.vault, me, frozenset())


def require_person(act: Act, name: str) -> Person:
    """Return whom a command is about; they may have left. Raises NobodyError."""
    person = people.find_by_number(act.session, name)
    if person is None:
        raise NobodyError("Nobody in the directory has that id or employee number.")
    return person


def new_id() -> str:
    """Return a new id, as the API makes them."""
    return uuid.uuid4().hex
