"""Reads and stores finished writes by their key."""

from typing import NamedTuple

from sqlalchemy import BigInteger, bindparam, func, inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.database import insert_row
from api.errors import StillRunningError
from api.idempotency.models import IdempotencyKey

# Built once: building a statement takes longer than sending it.
LOCK = select(func.pg_try_advisory_xact_lock(bindparam("lock", type_=BigInteger)))
KEYS = inspect(IdempotencyKey).local_table.c
FIND = select(KEYS.fingerprint, KEYS.status, KEYS.body).where(KEYS.scope == bindparam("scope"))


class Stored(NamedTuple):
    """What is kept of a finished write: what tells it from others, and its answer."""

    fingerprint: str
    status: int
    body: str


def lock_scope(session: Session, scope: str) -> None:
    """Hold the scope until the transaction ends. Raises StillRunningError when another process holds it.

    SQLite needs nothing here: it lets one writing transaction run at a time.
    """
    if session.get_bind().dialect.name != "postgresql":
        return
    lock = int.from_bytes(bytes.fromhex(scope[:16]), signed=True)
    if not session.connection().scalar(LOCK, {"lock": lock}):
        raise StillRunningError


def find_write(session: Session, scope: str) -> Stored | None:
    """Return the finished write of a scope."""
    row = session.connection().execute(FIND, {"scope": scope}).one_or_none()
    return row and Stored(*row)


def store_write(session: Session, write: IdempotencyKey) -> None:
    """Store a finished write with its effect. Raises StillRunningError when another was first."""
    session.flush()
    try:
        insert_row(session, write)
    except IntegrityError as error:
        raise StillRunningError from error
