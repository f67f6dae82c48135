"""Whom a change of a session touches, and what they would hear of it. Changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from api.acts import Act
from api.training.bookings.announcements import describe_time
from api.training.bookings.models import Booking, BookingState
from api.training.sessions.attendance import list_attendees
from api.training.sessions.models import TrainingSession
from api.training.sessions.views import SessionBody


@dataclass(frozen=True, slots=True)
class Attendees:
    """The people of a session: who has a place or is offered one, and who waits, in order."""

    placed: Sequence[Booking]
    waiting: Sequence[Booking]

    @classmethod
    def of(cls, act: Act, session_id: str) -> "Attendees":
        """Return the people of a session. Raises RoleNeededError, NotFoundError."""
        everybody = list_attendees(act, session_id)
        waiting = [booking for booking in everybody if booking.state == BookingState.WAITING]
        placed = [booking for booking in everybody if booking.state != BookingState.WAITING]
        return cls(sorted(placed, key=lambda booking: booking.person.name), waiting)

    @property
    def count(self) -> int:
        """How many people hear of a change."""
        return len(self.placed) + len(self.waiting)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that people see, before and after."""

    what: str
    before: str
    after: str


def list_changes(session: TrainingSession, body: SessionBody) -> list[Change]:
    """Return what people would see changed, which they are told of."""
    seen = (
        ("Where", session.place, body.place),
        ("Link to join", session.link or "none", body.link or "none"),
        ("Trainer", session.trainer, body.trainer),
        (
            "When",
            _describe_days([(day.starts_at, day.ends_at) for day in session.days]),
            _describe_days([(day.starts_at, day.ends_at) for day in body.days]),
        ),
    )
    return [Change(*one) for one in seen if one[1] != one[2]]


def count_new_places(session: TrainingSession, people: Attendees, body: SessionBody, now: datetime) -> int:
    """Return how many people who wait would be offered a place, because the session grows."""
    if now >= (body.cut_off_at or session.cut_off_at):
        return 0
    return max(0, min(body.capacity - session.booked, len(people.waiting)))


def _describe_days(days: list[tuple[datetime, datetime]]) -> str:
    return "\n".join(describe_time(starts_at, ends_at) for starts_at, ends_at in days)
