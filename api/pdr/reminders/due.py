"""Says of what somebody is to be reminded on a day, from how it stands with a PDR. Reads no database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from api.acts import LONDON
from api.calendar.working_days import add_working_days
from api.pdr.follow_ups import follow_up_due
from api.pdr.models import Pdr
from api.pdr.reminders.models import Step
from api.pdr.reviews import Review
from api.pdr.rules import PdrRules
from api.pdr.states import State

# These go to the person; all others to the line manager, for everybody in the team in one message.
TO_PERSON = frozenset({Step.PREPARE, Step.AGREE, Step.FOLLOW_UP})


@dataclass(frozen=True, slots=True)
class Due:
    """A step that is due, the day that it is about, and of which PDR; none: nothing was done about it."""

    step: Step
    day: date
    pdr: Pdr | None


def steps_due(rules: PdrRules, review: Review, now: datetime) -> Iterator[Due]:
    """Yield each step that is due by now, with the day that it is about. Who is away is left in peace."""
    today = now.astimezone(LONDON).date()
    if review.duty.is_away:
        return
    running = review.running
    if running.is_open and running.duty.due_on is not None:
        first = running.duty.due_on - timedelta(days=rules.reminders.book_days)
        is_due = running.pdr is None or running.pdr.state == State.DUE
        if is_due and first <= today <= running.duty.due_on:
            yield Due(Step.BOOK, running.duty.due_on, running.pdr)
        if running.duty.due_on < today:
            yield Due(Step.LATE, running.duty.due_on, running.pdr)
    for pdr in review.earlier:
        yield from _steps_of(rules, pdr, now, today)
    if follow_up := follow_up_due(review.earlier, today):
        yield Due(Step.FOLLOW_UP, *follow_up)
        yield Due(Step.FOLLOW_UP_TEAM, *follow_up)


def _steps_of(rules: PdrRules, pdr: Pdr, now: datetime, today: date) -> Iterator[Due]:
    wanted = rules.reminders
    if pdr.state == State.BOOKED and pdr.starts_at is not None:
        day = pdr.starts_at.astimezone(LONDON).date()
        if pdr.starts_at > now:
            is_due = _is_to_prepare(pdr, day - timedelta(days=wanted.prepare_days), today)
        else:
            is_due = add_working_days(day, wanted.record_working_days) <= today
        if is_due:
            yield Due(Step.PREPARE if pdr.starts_at > now else Step.RECORD, day, pdr)
    elif pdr.state == State.HELD and pdr.held_on is not None:
        if add_working_days(pdr.held_on, wanted.record_working_days) <= today:
            yield Due(Step.RECORD, pdr.held_on, pdr)
    elif pdr.state == State.RECORDED and pdr.recorded_at is not None:
        day = pdr.recorded_at.astimezone(LONDON).date()
        if add_working_days(day, wanted.agree_working_days) <= today:
            yield Due(Step.AGREE, day, pdr)


def _is_to_prepare(pdr: Pdr, first: date, today: date) -> bool:
    """Return whether the time has come; whoever is invited later has just been told when it is."""
    return first <= today and pdr.booked_at is not None and pdr.booked_at.astimezone(LONDON).date() <= first
