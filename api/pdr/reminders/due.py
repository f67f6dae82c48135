"""Says of what somebody is to be reminded on a day, from how it stands with a PDR. Reads no database."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from api.acts import LONDON
from api.calendar.working_days import add_working_days
from api.pdr.models import Pdr
from api.pdr.reminders.models import Step
from api.pdr.reviews import Review
from api.pdr.rules import PdrRules
from api.pdr.showing import follow_ups_of
from api.pdr.states import State

# These go to the person; all others to the line manager, for everybody in the team in one message.
TO_PERSON = frozenset({Step.PREPARE, Step.AGREE, Step.FOLLOW_UP})
# What was not said for so long, because nobody worked or the server was down, is not said any more.
FOLLOW_UP_IS_GOOD = timedelta(days=14)


def steps_due(rules: PdrRules, review: Review, now: datetime) -> Iterator[tuple[Step, date]]:
    """Yield each step that is due by now, with the day that it is about. Who is away is left in peace."""
    today = now.astimezone(LONDON).date()
    if review.duty.is_away:
        return
    if review.duty.counts and review.due_on is not None and not review.is_complete:
        first = review.due_on - timedelta(days=rules.reminders.book_days)
        if review.state is State.DUE and first <= today <= review.due_on:
            yield Step.BOOK, review.due_on
        if review.is_late(today):
            yield Step.LATE, review.due_on
    if review.pdr is not None:
        yield from _steps_of(rules, review.pdr, now, today)


def _steps_of(rules: PdrRules, pdr: Pdr, now: datetime, today: date) -> Iterator[tuple[Step, date]]:
    wanted = rules.reminders
    if pdr.state == State.BOOKED and pdr.starts_at is not None:
        day = pdr.starts_at.astimezone(LONDON).date()
        if pdr.starts_at > now:
            is_due = _is_to_prepare(pdr, day - timedelta(days=wanted.prepare_days), today)
        else:
            is_due = add_working_days(day, wanted.record_working_days) <= today
        if is_due:
            yield (Step.PREPARE if pdr.starts_at > now else Step.RECORD), day
    elif pdr.state == State.HELD and pdr.held_on is not None:
        if add_working_days(pdr.held_on, wanted.record_working_days) <= today:
            yield Step.RECORD, pdr.held_on
    else:
        yield from _steps_after(rules, pdr, today)


def _steps_after(rules: PdrRules, pdr: Pdr, today: date) -> Iterator[tuple[Step, date]]:
    """Yield what is due once a PDR is recorded."""
    if pdr.state == State.RECORDED and pdr.recorded_at is not None:
        day = pdr.recorded_at.astimezone(LONDON).date()
        if add_working_days(day, rules.reminders.agree_working_days) <= today:
            yield Step.AGREE, day
    last = max((day for day in follow_ups_of(pdr) if today - FOLLOW_UP_IS_GOOD <= day <= today), default=None)
    if last is not None:
        yield Step.FOLLOW_UP, last
        yield Step.FOLLOW_UP_TEAM, last


def _is_to_prepare(pdr: Pdr, first: date, today: date) -> bool:
    """Return whether the time has come; whoever is invited later has just been told when it is."""
    return first <= today and pdr.booked_at is not None and pdr.booked_at.astimezone(LONDON).date() <= first
