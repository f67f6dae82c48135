"""What the commands of an operator share: somebody who works here gives them, and is named in the audit trail."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from api.acts import Act, Work
from api.database import Database
from api.people import repository as people
from api.people.models import Person
from api.people.relations import Relation, roles_of
from api.settings import Settings
from contracts.induction_plans import NO_PLANS


class NobodyError(Exception):
    """Nobody has this id or number; the text says whose."""


@contextmanager
def working(database: Database, settings: Settings) -> Iterator[Work]:
    """Yield work that is nobody's in particular. Raises KeysRefusedError, SQLAlchemyError, OSError."""
    vault = settings.open_vault()
    with database.write() as session:
        yield Work(session, datetime.now(UTC), new_id, settings.training_rules, vault, "", NO_PLANS)


@contextmanager
def operating(database: Database, settings: Settings, operator: str) -> Iterator[Act]:
    """Yield an act of whoever gives the command. Raises NobodyError, KeysRefusedError, SQLAlchemyError, OSError."""
    with working(database, settings) as work:
        me = people.find_by_number(work.session, operator)
        if me is None or (me.left_on and me.left_on <= work.today):
            raise NobodyError("Nobody who works here has the id or number of --by.")
        yield Act(work.session, work.now, work.new_id, work.rules, work.vault, "", NO_PLANS, me, frozenset())


def require_person(act: Act, name: str) -> Person:
    """Return whom a command is about; they may have left. Raises NobodyError."""
    person = people.find_by_number(act.session, name)
    if person is None:
        raise NobodyError("Nobody in the directory has that id or employee number.")
    return person


def require_other(act: Act, name: str) -> Person:
    """Return whom a command is about, who is not the one that gives it. Raises NobodyError."""
    person = require_person(act, name)
    if person.id == act.me.id:
        raise NobodyError("Nobody does this for themselves: ask a colleague.")
    return person


def require_clinician(act: Act, person: Person, name: str | None) -> Person | None:
    """Return who of the Health Unit said that notes may go out; None: nobody is named. Raises NobodyError."""
    if name is None:
        return None
    found = require_person(act, name)
    if Relation.HEALTH_UNIT not in roles_of(found) or found.id == person.id:
        raise NobodyError("The clinician has to work in the Health Unit, and cannot be the person themselves.")
    return found


def new_id() -> str:
    """Return a new id, as the API makes them."""
    return uuid.uuid4().hex
