"""PDRs that wait for somebody: to book, to record, to agree to, and their actions to go back to in one-to-ones."""

from collections.abc import Iterator
from datetime import timedelta

from api.acts import LONDON, Act
from api.needs.need import Need, NeedKind
from api.pdr.follow_ups import follow_up_due
from api.pdr.reviews import Review, review_of_oneself, reviews_of
from api.pdr.rules import read_rules
from api.pdr.states import State
from api.people import repository as people


def gather_pdrs(act: Act) -> Iterator[Need]:
    """Yield each PDR of the team to book soon or to record, one's own to agree to, and each whose actions are due."""
    for review in reviews_of(act, people.list_reports(act.session, act.me.id, act.today)):
        yield from _of_report(act, review)
    own = review_of_oneself(act, act.me)
    if own.pdr is not None and own.pdr.state == State.RECORDED and own.pdr.recorded_at:
        yield Need(NeedKind.AGREE_PDR, act.me, own.pdr.recorded_at.astimezone(LONDON).date())
    if follow_up := follow_up_due(own.earlier, act.today):
        yield Need(NeedKind.FOLLOW_UP_OWN_PDR, act.me, follow_up[0])


def _of_report(act: Act, review: Review) -> Iterator[Need]:
    if review.duty.is_away:
        return
    pdr, person = review.pdr, review.person
    if follow_up := follow_up_due(review.earlier, act.today):
        yield Need(NeedKind.FOLLOW_UP_PDR, person, follow_up[0])
    if review.state is State.DUE and review.due_on is not None:
        first = review.due_on - timedelta(days=read_rules().reminders.book_days)
        if first <= act.today:
            yield Need(NeedKind.BOOK_PDR, person, review.due_on, is_late=review.is_late(act.today))
    elif pdr is not None and pdr.state == State.HELD and pdr.held_on:
        yield Need(NeedKind.RECORD_PDR, person, pdr.held_on, is_late=review.is_late(act.today))
    elif pdr is not None and pdr.state == State.BOOKED and pdr.starts_at and pdr.starts_at < act.now:
        yield Need(NeedKind.RECORD_PDR, person, pdr.starts_at.astimezone(LONDON).date(), is_late=True)
