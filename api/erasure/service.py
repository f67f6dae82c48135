"""Deletes what a person may have deleted, and says of the rest why it stays. Knows no command line."""

from collections import Counter
from dataclasses import dataclass, field

from api.access import repository as holdings
from api.access.classification import Classification, Classified, read_classification
from api.access.repository import Row
from api.acts import Act
from api.erasure import repository
from api.erasure.models import Reason
from api.erasure.recording import note_erased
from api.models import Base
from api.people.models import Person
from api.referrals.audit.models import Action, Purpose, Role
from api.referrals.audit.recording import record


@dataclass(slots=True)
class Kept:
    """Rows of one kind that stay, and why."""

    title: str
    rows: int
    why: str


@dataclass(slots=True)
class Erased:
    """What came of it, in the words of the person's copy. `deleted`: rows by title."""

    deleted: Counter[str] = field(default_factory=Counter)
    kept: list[Kept] = field(default_factory=list)


def erase_person(act: Act, person: Person) -> Erased:
    """Delete what may be deleted, and note it on the ledger and the audit trail."""
    classes, done = read_classification(), Erased()
    for name, told in classes.tables.items():
        if told.nobody:
            continue
        rows = holdings.rows_about(act.session, classes, name, person)
        going = [row for row in rows if _may_go(told, row, person)]
        if going:
            _delete(act, name, going)
            done.deleted[told.title] += len(going)
        if len(rows) > len(going):
            done.kept.append(Kept(told.title, len(rows) - len(going), _why(classes, told)))
    purpose = Purpose.ERASURE_REQUEST
    record(act, Role.OPERATOR, Action.DELETE, "person", person.id, person.id, purpose=purpose, detail="erased")
    return done


def _may_go(told: Classified, row: Row, person: Person) -> bool:
    rule = told.erased
    if rule is None or any(row[column] in values for column, values in rule.unless.items()):
        return False
    return rule.begun_in is None or row[rule.begun_in] == person.id


def _delete(act: Act, name: str, rows: list[Row]) -> None:
    key = repository.key_of(Base.metadata.tables[name]).name
    keys = [row[key] for row in rows]
    repository.delete_rows(act.session, name, keys)
    note_erased(act, name, keys, Reason.REQUEST)


def _why(classes: Classification, told: Classified) -> str:
    return told.erased.rest if told.erased else classes.keeping[told.kept]
