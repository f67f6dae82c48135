"""Reminds people of what they are booked on, a week and a day before, at a time when they are at work."""

from collections.abc import Iterator
from datetime import timedelta

from api.acts import Work
from api.notifications.quiet_hours import last_open
from api.notifications.teams.repository import has_refused
from api.notifications.topics import Topic
from api.notifications.writing import Kind
from api.retention.classes import Retention
from api.training.bookings import announcements
from api.training.bookings.models import Booking
from api.training.reminders import repository
from api.training.reminders.models import Reminder, ReminderStep
from api.training.sessions.models import TrainingSession

BEFORE = {ReminderStep.DAY: timedelta(days=1), ReminderStep.WEEK: timedelta(days=7)}
KINDS = {ReminderStep.DAY: Kind.REMINDER_DAY, ReminderStep.WEEK: Kind.REMINDER_WEEK}
# A week, and before it as many days in a row as nobody works, at Christmas.
LOOK_AHEAD = timedelta(days=14)


def remind(work: Work, limit: int = 200) -> int:
    """Remind whoever is to be reminded now; return how many there were.

    What counts is how bookings and sessions are at this moment: who cancelled is not reminded, and of a session that
    was moved people are reminded anew.
    """
    count = 0
    for session, step in _due_sessions(work):
        # Whoever books later has just been told when it is.
        booked_by = last_open(session.starts_at - BEFORE[step])
        for booking in repository.list_unreminded(work.session, session, step, booked_by, limit - count):
            _remind(work, booking, step)
            count += 1
        if count >= limit:
            break
    return count


def _due_sessions(work: Work) -> Iterator[tuple[TrainingSession, ReminderStep]]:
    """Yield the sessions whose moment has come, with the step that is due: after that of the day, the week is over."""
    for session in repository.list_sessions(work.session, work.now, work.now + LOOK_AHEAD):
        for step, before in BEFORE.items():
            if last_open(session.starts_at - before) <= work.now:
                yield session, step
                break


def _remind(work: Work, booking: Booking, step: ReminderStep) -> None:
    reminder = Reminder(
        id=work.new_id(),
        booking_id=booking.id,
        step=step,
        starts_at=booking.session.starts_at,
        sent_at=work.now,
        expires_on=Retention.NOTIFICATIONS.expires_on(work.today),
    )
    repository.add_reminder(work.session, reminder)
    # Who wants no reminders wants none by e-mail either.
    if not has_refused(work.session, booking.person_id, Topic.REMINDERS):
        announcements.tell_person(work, KINDS[step], booking)
