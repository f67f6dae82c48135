"""Writes messages into the outbox, in the transaction of what they tell. Knows no mail server."""

from enum import StrEnum
from functools import cache
from pathlib import Path

from api.acts import Work
from api.notifications import repository
from api.notifications.models import Notification, NotificationState
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
    APPLICATION_WANTED = "application_wanted"
    APPLICATION_SUPPORTED = "application_supported"
    APPLICATION_DECLINED = "application_declined"
    PRIVATE_NEWS = "private_news"
    PRIVATE_APPOINTMENT = "private_appointment"
    PRIVATE_APPOINTMENT_OVER = "private_appointment_over"


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
) -> None:
    """Put a message to a person into the outbox. `part`: which of several it is, for the subject.

    `address_id`: of the private address that it goes to.
    """
    words = read_words()[kind]
    values = {"first_name": person.first_name, **values}
    message = Notification(
        id=work.new_id(),
        kind=kind,
        person_id=person.id,
        subject=_one_line(words["subject"].format(**values) + part),
        text=words["text"].format(**values),
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
