"""Reads the rows of any table that are a person's. Knows no subject; what it reads, the classification says."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Table, false, func, not_, or_, select
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
    return _rows(session, table, _is_about(classes, table, person))


def rows_acted_in(session: Session, classes: Classification, name: str, column: str, person: Person) -> list[Row]:
    """Return the rows about somebody else in which the person did something."""
    table = Base.metadata.tables[name]
    is_mine = table.c[column] == person.id
    return _rows(session, table, is_mine & not_(_is_about(classes, table, person)))


def row_by_key(session: Session, name: str, key: Any) -> Row | None:
    """Return one row of a table by its key of one column."""
    table = Base.metadata.tables[name]
    found = session.execute(select(table).where(next(iter(table.primary_key)) == key)).mappings().first()
    return dict(found) if found else None


def _rows(session: Session, table: Table, condition: ColumnElement[bool]) -> list[Row]:
    found = session.execute(select(table).where(condition).order_by(*table.primary_key)).mappings()
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
