"""Writes what somebody is told in Teams, in the transaction of what it tells. Knows neither Teams nor a mail server."""

from dataclasses import dataclass
from datetime import datetime

from api.acts import Work
from api.notifications.models import Notification, NotificationState
from api.notifications.quiet_hours import say_at
from api.notifications.repository import add_notification
from api.notifications.teams import repository
from api.notifications.teams.models import NoticeState, TeamsNotice
from api.notifications.topics import TOPICS, Topic
from api.people.models import Person
from api.retention.classes import Retention
from api.settings import TeamsNotices

# What the buttons of a notice name; everything else is in its words only.
NAMED = ("reference", "title", "person")


@dataclass(frozen=True, slots=True)
class Told:
    """What a message says: its kind, its words, and what of."""

    kind: str
    subject: str
    text: str
    about: str
    values: dict[str, str]
    must_by: datetime | None = None


def tell_in_teams(work: Work, person: Person, told: Told, *, is_mailed: bool) -> bool:
    """Put it down to be said in Teams where the person is there; return whether no e-mail need say it.

    `is_mailed`: an e-mail says it anyhow, for it brings an invitation.
    """
    # A reminder says nothing new, so it takes nobody else's place.
    if told.about and TOPICS[told.kind] is not Topic.REMINDERS:
        repository.withdraw_older(work.session, person.id, told.about, work.now)
    is_first = work.rules.teams_notices is TeamsNotices.FIRST
    chat = repository.find_chat(work.session, person.id) if work.rules.teams_notices is not TeamsNotices.OFF else None
    if chat is None or repository.has_refused(work.session, person.id, TOPICS[told.kind]):
        return False
    if chat.chat == work.chat:
        # They are saying it, or hearing it, in that very chat.
        return is_first
    notice = TeamsNotice(
        id=work.new_id(),
        kind=told.kind,
        person_id=person.id,
        about=told.about,
        subject=told.subject,
        text=told.text,
        named={name: told.values[name] for name in NAMED if told.values.get(name)},
        mails=is_first and not is_mailed,
        state=NoticeState.WAITING,
        created_at=work.now,
        due_at=say_at(work.now, told.must_by),
        expires_on=Retention.NOTIFICATIONS.expires_on(work.today),
    )
    repository.add_notice(work.session, notice)
    return is_first


def mail_instead(work: Work, notice: TeamsNotice) -> None:
    """Put an e-mail into the outbox for a notice that may not have arrived, once."""
    if not notice.mails:
        return
    notice.mails = False
    message = Notification(
        id=work.new_id(),
        kind=notice.kind,
        person_id=notice.person_id,
        subject=notice.subject,
        text=notice.text,
        calendar=None,
        method=None,
        state=NotificationState.PENDING if notice.person.email else NotificationState.NO_ADDRESS,
        attempts=0,
        created_at=work.now,
        due_at=work.now,
        expires_on=Retention.NOTIFICATIONS.expires_on(work.today),
    )
    add_notification(work.session, message)
