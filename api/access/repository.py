"""Reads the rows of any table that are a person's. Knows no subject; what it reads, the classification says."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, LargeBinary, Table, false, func, not_, or_, select
from sqlalchemy.orm import Session

from api.access.classification import Classification
from api.models import Base
from api.people.models import Person

Row = dict[str, Any]


def list_directory(session: Session) -> Sequence[Person]:
    """Return everybody who is or was in the directory."""
    return session.scalars(select(Person)).all()


def rows_about(session: Session, classes: Classification, name: str, person: Person) -> list[Row]:
    """Return the rows of a table that are about the person, in the order of their key."""
    table = Base.metadata.tables[name]
    return _rows(session, table, _is_about(classes, table, person), classes.tables[name].withheld)


def rows_acted_in(session: Session, classes: Classification, name: str, column: str, person: Person) -> list[Row]:
    """Return the rows about somebody else in which the person did something."""
    table = Base.metadata.tables[name]
    # Whose a row is can be open on one side, and "not nothing" would be nothing.
    is_about = func.coalesce(_is_about(classes, table, person), false())
    return _rows(session, table, (table.c[column] == person.id) & not_(is_about), classes.tables[name].withheld)


def row_by_key(session: Session, name: str, key: Any) -> Row | None:
    """Return one row of a table by its key of one column."""
    table = Base.metadata.tables[name]
    found = session.execute(select(table).where(next(iter(table.primary_key)) == key)).mappings().first()
    return dict(found) if found else None


def _rows(session: Session, table: Table, condition: ColumnElement[bool], withheld: Collection[str]) -> list[Row]:
    # Pieces of files are many and large, and nobody reads them here.
    columns = [one for one in table.c if not (one.name in withheld and isinstance(one.type, LargeBinary))]
    found = session.execute(select(*columns).where(condition).order_by(*table.primary_key)).mappings()
    return [dict(row) for row in found]


def _is_about(classes: Classification, table: Table, person: Person) -> ColumnElement[bool]:
    told = classes.tables[table.name]
    conditions: list[ColumnElement[bool]] = [table.c[column] == person.id for column in told.whose]
    for column, parent_name in told.through.items():
        parent = Base.metadata.tables[parent_name]
        key = next(iter(parent.primary_key))
        conditions.append(table.c[column].in_(select(key).where(_is_about(classes, parent, person))))
    if told.by_name:
        # Of two people with one name nobody can say here which of them is meant.
        namesakes = select(func.count()).where(Person.name == person.name).scalar_subquery()
        conditions.append((table.c[told.by_name] == person.name) & (namesakes == 1))
    return or_(false(), *conditions)
