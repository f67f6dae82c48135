"""Reads and stores applications."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from api.people.models import Person
from api.training.applications.models import Application, ApplicationState
from api.training.errors import AlreadyAppliedError


def find_application(session: Session, application_id: str) -> Application | None:
    """Return an application as it is now, and hold it until the transaction ends."""
    wanted = select(Application).where(Application.id == application_id)
    wanted = wanted.with_for_update(key_share=True, of=Application).execution_options(populate_existing=True)
    return session.scalar(wanted)


def get_application(session: Session, application_id: str) -> Application | None:
    """Return an application, only to look at it."""
    return session.get(Application, application_id)


def add_application(session: Session, application: Application) -> None:
    """Add an application. Raises AlreadyAppliedError when one for the same is under way."""
    session.add(application)
    try:
        session.flush()
    except IntegrityError as error:
        raise AlreadyAppliedError from error


def list_applications(session: Session, person_id: str) -> Sequence[Application]:
    """Return the applications of a person, the newest first."""
    wanted = select(Application).where(Application.person_id == person_id)
    return session.scalars(wanted.order_by(Application.sent_at.desc(), Application.id).limit(100)).all()


def list_sent_of_reports(session: Session, manager_id: str, *, of_nobody: bool) -> Sequence[Application]:
    """Return what a manager's people sent; `of_nobody`: those of people without a manager instead."""
    whose = Person.manager_id.is_(None) if of_nobody else Person.manager_id == manager_id
    wanted = select(Application).join(Application.person).where(whose, Person.id != manager_id)
    wanted = wanted.where(Application.state == ApplicationState.SENT)
    return session.scalars(wanted.order_by(Application.sent_at, Application.id).limit(200)).all()
