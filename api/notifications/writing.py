"""Writes messages into the outbox, in the transaction of what they tell. Knows no mail server."""

from datetime import datetime
from enum import StrEnum
from functools import cache
from pathlib import Path

from api.acts import Work
from api.notifications import repository
from api.notifications.models import Notification, NotificationState
from api.notifications.teams.writing import Told, tell_in_teams
from api.people.models import Person
from api.retention.classes import Retention
from contracts.yaml_files import read_yaml


class Kind(StrEnum):
    """What a message tells: a closed list, each with its words in `words.yml`."""

    BOOKED = "booked"
    BOOKED_FOR_YOU = "booked_for_you"
    REQUESTED = "requested"
    APPROVAL_WANTED = "approval_wanted"
    APPROVED = "approved"
    DECLINED = "declined"
    MOVED = "moved"
    CANCELLED = "cancelled"
    LATE_CANCELLED = "late_cancelled"
    WAITING = "waiting"
    OFFERED = "offered"
    OFFER_OVER = "offer_over"
    SESSION_CHANGED = "session_changed"
    SESSION_CANCELLED = "session_cancelled"
    ABSENT = "absent"
    REMINDER_WEEK = "reminder_week"
    REMINDER_DAY = "reminder_day"
    APPLICATION_WANTED = "application_wanted"
    APPLICATION_SUPPORTED = "application_supported"
    APPLICATION_DECLINED = "application_declined"
    INDUCTION_WEEK = "induction_week"
    INDUCTION_REMINDER = "induction_reminder"
    INDUCTION_MANAGER = "induction_manager"
    PRIVATE_NEWS = "private_news"
    PRIVATE_APPOINTMENT = "private_appointment"
    PRIVATE_APPOINTMENT_OVER = "private_appointment_over"
    PDR_BOOKED = "pdr_booked"
    PDR_BOOKED_TEAM = "pdr_booked_team"
    PDR_CANCELLED = "pdr_cancelled"
    PDR_CANCELLED_TEAM = "pdr_cancelled_team"
    PDR_RECORDED = "pdr_recorded"
    PDR_TAKEN_BACK = "pdr_taken_back"
    PDR_AGREED_TEAM = "pdr_agreed_team"
    PDR_NOT_AGREED_TEAM = "pdr_not_agreed_team"
    PDR_TO_BOOK = "pdr_to_book"
    PDR_LATE = "pdr_late"
    PDR_TO_PREPARE = "pdr_to_prepare"
    PDR_TO_RECORD = "pdr_to_record"
    PDR_TO_AGREE = "pdr_to_agree"
    PDR_FOLLOW_UP = "pdr_follow_up"
    PDR_FOLLOW_UP_TEAM = "pdr_follow_up_team"


@cache
def read_words() -> dict[str, dict[str, str]]:
    """Return subject and text of every kind."""
    words: dict[str, dict[str, str]] = read_yaml(Path(__file__).with_name("words.yml"))
    return words


def notify(
    work: Work,
    person: Person,
    kind: Kind,
    values: dict[str, str],
    *,
    calendar: str | None = None,
    method: str | None = None,
    part: str = "",
    address_id: str | None = None,
    about: str = "",
    must_by: datetime | None = None,
    in_teams: bool = True,
) -> None:
    """Put a message to a person into the outbox, and where they use Teams into theirs too.

    `part`: which of several it is, for the subject; `in_teams`: only one of them is said there. `about`: the id of
    what it tells, of which newer news takes the place of older; `must_by`: until when it matters. `address_id`: of the
    private address that it goes to.
    """
    words = read_words()[kind]
    values = {"first_name": person.first_name, **values}
    subject, text = _one_line(words["subject"].format(**values)), words["text"].format(**values)
    told = Told(kind, subject, text, about, values, must_by)
    is_told = in_teams and tell_in_teams(work, person, told, is_mailed=calendar is not None)
    if is_told and calendar is None:
        return
    message = Notification(
        id=work.new_id(),
        kind=kind,
        person_id=person.id,
        subject=_one_line(words["subject"].format(**values) + part),
        text=text,
        calendar=calendar,
        method=method,
        state=NotificationState.PENDING if person.email or address_id else NotificationState.NO_ADDRESS,
        attempts=0,
        created_at=work.now,
        due_at=work.now,
        expires_on=Retention.NOTIFICATIONS.expires_on(work.today),
        address_id=address_id,
    )
    repository.add_notification(work.session, message)


def _one_line(text: str) -> str:
    return " ".join(text.split())[:300]
