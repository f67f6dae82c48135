"""What the real council does of PDRs and absences, and what it stored of them."""

import uuid
from datetime import date, datetime

from sqlalchemy import select

from api.acts import LONDON, begin_work
from api.notifications.models import Notification
from api.pdr.models import Pdr
from api.pdr.reminders.models import PdrReminder
from api.pdr.reviews import reviews_of
from api.people import repository as people
from api.people.absences.repository import store_absence
from tests.api.year.council import Council, titles_in
from tests.api.year.pdr_recount import Message, Reminder, Talk

STEPS = {
    "pdr_to_book": "book",
    "pdr_late": "late",
    "pdr_to_prepare": "prepare",
    "pdr_to_record": "record",
    "pdr_to_agree": "agree",
    "pdr_follow_up": "follow_up",
    "pdr_follow_up_team": "follow_up_team",
}


def note_absence(council: Council, person_id: str, first: date, last: date | None) -> None:
    """Note when somebody is away, as the HR system's file does."""
    with council.context.database.write() as session:
        store_absence(session, uuid.uuid4().hex, person_id, first, last)


def add_talk(council: Council, person_id: str, manager_id: str | None, year: int, talk: Talk) -> None:
    """Store a PDR that was held before the first day."""
    noon = datetime.combine(talk.recorded or talk.day, datetime.min.time().replace(hour=12), LONDON)
    with council.context.database.write() as session:
        session.add(
            Pdr(
                id=uuid.uuid4().hex,
                person_id=person_id,
                year=year,
                state=talk.state,
                sequence=1,
                manager_id=manager_id,
                held_on=talk.held,
                recorded_at=noon if talk.recorded else None,
                agreed_at=noon if talk.state == "agreed" else None,
                needs=[],
            )
        )


def duties_of(council: Council) -> dict[str, tuple[date | None, bool]]:
    """Return of everybody who is here by when the PDR of the running year is due, and who is away."""
    with council.context.database.read() as session:
        work = begin_work(council.context, session)
        reviews = reviews_of(work, people.list_here(session, work.today))
        return {one.person.id: (one.running.duty.due_on, one.running.duty.is_away) for one in reviews}


def reminders_of(council: Council) -> list[Reminder]:
    """Return every reminder that was noted."""
    with council.context.database.read() as session:
        return [
            (one.sent_at.astimezone(LONDON).date(), one.told_id, one.step, one.about_id, one.day)
            for one in session.scalars(select(PdrReminder))
        ]


def messages_of(council: Council) -> list[Message]:
    """Return every reminder that people got: the day, who, the step, and the lines of a list."""
    with council.context.database.read() as session:
        found = session.scalars(select(Notification).where(Notification.kind.in_(STEPS)))
        return [
            (one.created_at.astimezone(LONDON).date(), one.person_id, STEPS[one.kind], tuple(titles_in(one.text)))
            for one in found
        ]
