"""Reads and stores PDRs."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.database import insert_rows
from api.pdr.errors import PdrStepError
from api.pdr.models import Pdr, PdrTraining
from api.pdr.states import OPEN, State


def list_of_people(session: Session, person_ids: Collection[str] | None, since: int) -> dict[str, list[Pdr]]:
    """Return PDRs by person, the newest first, from a year on; of everybody when nobody is named."""
    wanted = select(Pdr).where(Pdr.year >= since).order_by(Pdr.year.desc())
    if person_ids is not None:
        wanted = wanted.where(Pdr.person_id.in_(person_ids))
    found: dict[str, list[Pdr]] = defaultdict(list)
    for pdr in session.scalars(wanted.execution_options(populate_existing=True)):
        found[pdr.person_id].append(pdr)
    return found


def list_done(session: Session, since: int, states: Sequence[State]) -> set[tuple[str, int]]:
    """Return person and year of every PDR in one of the states, from a year on."""
    rows = session.execute(select(Pdr.person_id, Pdr.year).where(Pdr.year >= since, Pdr.state.in_(states)))
    return {(person_id, year) for person_id, year in rows}


def store_pdr(session: Session, pdr: Pdr) -> None:
    """Add a PDR, or store its changes. Raises PdrStepError when there is another one of that year."""
    session.add(pdr)
    try:
        session.flush()
    except IntegrityError as error:
        raise PdrStepError from error


def add_pdrs(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Add many PDRs at once; each has a value for every column."""
    insert_rows(session, Pdr, rows)


def has_pdrs(session: Session) -> bool:
    """Return whether there is any PDR."""
    return session.scalar(select(Pdr.id).limit(1)) is not None


def is_busy(session: Session, person_ids: Sequence[str], starts_at: datetime, ends_at: datetime, without: str) -> bool:
    """Return whether one of several people has another PDR at that time."""
    whose = or_(Pdr.person_id.in_(person_ids), Pdr.manager_id.in_(person_ids))
    at = (Pdr.state == State.BOOKED, Pdr.starts_at < ends_at, Pdr.ends_at > starts_at)
    return session.scalar(select(Pdr.id).where(whose, *at, Pdr.id != without).limit(1)) is not None


def list_trainings(session: Session, pdr_ids: Collection[str]) -> dict[str, list[PdrTraining]]:
    """Return the training asked for by PDR, in the order of the titles."""
    found: dict[str, list[PdrTraining]] = defaultdict(list)
    for one in session.scalars(select(PdrTraining).where(PdrTraining.pdr_id.in_(pdr_ids))):
        found[one.pdr_id].append(one)
    for asked in found.values():
        asked.sort(key=lambda one: (one.course.title, one.id))
    return found


def replace_trainings(session: Session, pdr_id: str, trainings: Sequence[PdrTraining]) -> None:
    """Store the training that was asked for instead of any before."""
    session.execute(delete(PdrTraining).where(PdrTraining.pdr_id == pdr_id))
    session.add_all(trainings)
    session.flush()


def list_open_since(session: Session, since: datetime) -> Sequence[Pdr]:
    """Return the PDRs that are under way, or were agreed since."""
    wanted = select(Pdr).where(or_(Pdr.state.in_(OPEN), Pdr.agreed_at >= since))
    return session.scalars(wanted.order_by(Pdr.person_id, Pdr.year)).all()


def list_of_manager(session: Session, manager_id: str) -> Sequence[Pdr]:
    """Return the open PDRs that somebody holds as a manager."""
    return session.scalars(select(Pdr).where(Pdr.manager_id == manager_id, Pdr.state.in_(OPEN))).all()
