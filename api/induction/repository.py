"""Reads and stores inductions, their steps, who helps, and what people are told."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session, selectinload

from api.induction.models import (
    Cause,
    Induction,
    InductionContact,
    InductionReminder,
    InductionRun,
    InductionState,
    InductionStep,
    InductionTold,
    ToldKind,
)
from api.people.models import Person
from api.people.repository import still_here
from api.tables import Base

OPEN = Induction.state == InductionState.OPEN


def add_rows(session: Session, rows: Sequence[Base]) -> None:
    """Add rows; a second one of what is only there once fails, and with it the transaction."""
    session.add_all(rows)
    session.flush()


def list_of_people(session: Session, person_ids: Sequence[str], *, only_open: bool) -> Sequence[Induction]:
    """Return the inductions of several people with their steps, the latest first."""
    wanted = select(Induction).where(Induction.person_id.in_(person_ids)).options(selectinload(Induction.steps))
    if only_open:
        wanted = wanted.where(OPEN)
    return session.scalars(wanted.order_by(Induction.started_on.desc(), Induction.id)).all()


def find_induction(session: Session, induction_id: str) -> Induction | None:
    """Return an induction; nobody else changes it until the transaction ends."""
    wanted = select(Induction).where(Induction.id == induction_id).options(selectinload(Induction.steps))
    return session.scalar(wanted.with_for_update(of=Induction))


def find_step(session: Session, step_id: str) -> InductionStep | None:
    """Return a step; nobody else changes it until the transaction ends."""
    return session.scalar(select(InductionStep).where(InductionStep.id == step_id).with_for_update(of=InductionStep))


def list_contacts(session: Session, induction_ids: Sequence[str]) -> Sequence[InductionContact]:
    """Return whom managers named for several inductions."""
    wanted = select(InductionContact).where(InductionContact.induction_id.in_(induction_ids))
    return session.scalars(wanted.order_by(InductionContact.kind)).all()


def find_contact(session: Session, induction_id: str, kind: str) -> InductionContact | None:
    """Return whom the manager named as this."""
    wanted = select(InductionContact).filter_by(induction_id=induction_id, kind=kind)
    return session.scalar(wanted)


def find_reminder(session: Session, reminder_id: str) -> InductionReminder | None:
    """Return a reminder that somebody asked for."""
    return session.get(InductionReminder, reminder_id)


def find_same_reminder(
    session: Session, person_id: str, remind_on: date, step_id: str | None
) -> InductionReminder | None:
    """Return a reminder of the same thing on the same day that is still to be sent."""
    wanted = select(InductionReminder).filter_by(
        person_id=person_id, remind_on=remind_on, step_id=step_id, sent_at=None
    )
    return session.scalar(wanted.limit(1))


def delete_reminder(session: Session, reminder: InductionReminder) -> None:
    """Delete a reminder."""
    session.delete(reminder)
    session.flush()


def list_starters(session: Session, since: date, until: date, today: date, limit: int) -> Sequence[Person]:
    """Return who starts between two days and has no induction yet; one that is open goes along when a start moves."""
    of_theirs = (Induction.person_id == Person.id, Induction.cause == Cause.START)
    known = exists().where(*of_theirs, or_(Induction.started_on == Person.started_on, OPEN))
    wanted = select(Person).where(Person.started_on.between(since, until), still_here(today), ~known)
    return session.scalars(wanted.order_by(Person.id).limit(limit)).all()


def list_role_changes(session: Session, since: date, today: date, limit: int) -> Sequence[Person]:
    """Return who began a role since a day, other than when they started, and has no induction for it yet."""
    known = exists().where(
        Induction.person_id == Person.id,
        Induction.cause == Cause.ROLE,
        Induction.started_on == Person.role_since,
    )
    wanted = select(Person).where(
        Person.role_since.between(since, today), Person.role_since > Person.started_on, still_here(today), ~known
    )
    return session.scalars(wanted.order_by(Person.id).limit(limit)).all()


def list_open(session: Session, after: str, limit: int) -> Sequence[Induction]:
    """Return open inductions with their steps, by their ids, from an id on; no other worker has them."""
    wanted = select(Induction).where(OPEN, Induction.id > after).options(selectinload(Induction.steps))
    wanted = wanted.order_by(Induction.id).limit(limit)
    return session.scalars(wanted.with_for_update(skip_locked=True, of=Induction)).all()


def list_untold(
    session: Session, kind: ToldKind, monday: date, since: date, until: date, today: date, after: str, limit: int
) -> Sequence[Induction]:
    """Return open inductions that began between two days, of which somebody was not told this week; as `list_open`."""
    told = exists().where(
        InductionTold.induction_id == Induction.id, InductionTold.kind == kind, InductionTold.week_of == monday
    )
    wanted = (
        select(Induction)
        .join(Person, Person.id == Induction.person_id)
        .where(OPEN, Induction.id > after, Induction.started_on.between(since, until), still_here(today), ~told)
        .options(selectinload(Induction.steps))
        .order_by(Induction.id)
        .limit(limit)
    )
    return session.scalars(wanted.with_for_update(skip_locked=True, of=Induction)).all()


def hand_on_told(session: Session, former_id: str, induction_id: str, monday: date) -> None:
    """Let what was told of a week of one induction count as told of another."""
    told = update(InductionTold).where(InductionTold.induction_id == former_id, InductionTold.week_of == monday)
    session.execute(told.values(induction_id=induction_id))


def list_due_reminders(session: Session, today: date, limit: int) -> Sequence[InductionReminder]:
    """Return reminders whose day has come and that were not sent; no other worker has them."""
    wanted = select(InductionReminder).where(InductionReminder.remind_on <= today, InductionReminder.sent_at.is_(None))
    wanted = wanted.order_by(InductionReminder.id).limit(limit)
    return session.scalars(wanted.with_for_update(skip_locked=True, of=InductionReminder)).all()


def get_people(session: Session, person_ids: Sequence[str]) -> dict[str, Person]:
    """Return people by their ids."""
    found = session.scalars(select(Person).where(Person.id.in_(person_ids))).all()
    return {person.id: person for person in found}


def managers_among(session: Session, person_ids: Sequence[str], today: date) -> set[str]:
    """Return who of these people has somebody that reports to them."""
    wanted = select(Person.manager_id).where(Person.manager_id.in_(person_ids), still_here(today)).distinct()
    return {str(person_id) for person_id in session.scalars(wanted)}


def has_run(session: Session, name: str) -> bool:
    """Return whether a part of a night's work was done."""
    return session.get(InductionRun, name) is not None


def note_run(session: Session, name: str, now: datetime, expires_on: date) -> None:
    """Note that a part of a night's work was done; that another process noted it too is no matter."""
    session.merge(InductionRun(name=name, done_at=now, expires_on=expires_on))
    session.flush()


def list_begun(session: Session, tenant: str, since: date, until: date) -> Sequence[Induction]:
    """Return the inductions that began between two days, both included, with their steps."""
    wanted = (
        select(Induction)
        .join(Person, Person.id == Induction.person_id)
        .where(Person.tenant == tenant, Induction.started_on.between(since, until))
        .options(selectinload(Induction.steps))
    )
    return session.scalars(wanted).all()
