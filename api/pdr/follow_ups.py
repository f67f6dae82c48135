"""On which days the two go back to the actions of a PDR. Reads no database."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from api.pdr.models import Pdr
from api.pdr.rules import read_rules
from api.pdr.states import State

# What was not said for so long, because nobody worked or the server was down, is not said any more.
GOOD_FOR = timedelta(days=14)


def follow_ups_of(known: Sequence[Pdr]) -> Iterator[tuple[date, Pdr]]:
    """Yield the days for somebody's newest PDR, in the order of time; those of the one before are over with it."""
    newest = max((one for one in known if one.held_on), key=lambda one: one.held_on or date.min, default=None)
    if newest and newest.held_on and newest.state in (State.RECORDED, State.AGREED):
        for weeks in read_rules().reminders.follow_up_weeks:
            yield newest.held_on + timedelta(weeks=weeks), newest


def follow_up_due(known: Sequence[Pdr], today: date) -> tuple[date, Pdr] | None:
    """Return the last day that has come and still matters, with its PDR."""
    due = [one for one in follow_ups_of(known) if today - GOOD_FOR <= one[0] <= today]
    return due[-1] if due else None
