"""What the commands of an operator share: somebody who works here gives them, and is named in the audit trail."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from api.acts import LONDON, Act
from api.database import Database
from api.people import repository as people
from api.people.models import Person
from api.settings import Settings


class NobodyError(Exception):
    """Nobody has this id or number; the text says whose."""


@contextmanager
def operating(database: Database, settings: Settings, operator: str) -> Iterator[Act]:
    """Yield an act of whoever gives the command. Raises NobodyError, KeysRefusedError, SQLAlchemyError, OSError."""
    vault, now = settings.open_vault(), datetime.now(UTC)
    with database.write() as session:
        me = people.find_by_number(session, operator)
        if me is None or (me.left_on and me.left_on <= now.astimezone(LONDON).date()):
            raise NobodyError("Nobody who works here has the id or number of --by.")
        yield Act(session, now, lambda: uuid.uuid4().hex, settings.training_rules, vault, me, frozenset())


def require_person(act: Act, name: str) -> Person:
    """Return whom a command is about; they may have left. Raises NobodyError."""
    person = people.find_by_number(act.session, name)
    if person is None:
        raise NobodyError("Nobody in the directory has that id or employee number.")
    return person
