"""PDRs that wait for somebody: of one's team to book or to record, and one's own to agree to."""

from collections.abc import Iterator
from datetime import timedelta

from api.acts import LONDON, Act
from api.needs.need import Need, NeedKind
from api.pdr.reviews import Review, review_of_oneself, reviews_of
from api.pdr.rules import read_rules
from api.pdr.states import State
from api.people import repository as people


def gather_pdrs(act: Act) -> Iterator[Need]:
    """Yield each PDR that is to be booked soon, was held and is not recorded, or waits for the person's own word."""
    for review in reviews_of(act, people.list_reports(act.session, act.me.id, act.today)):
        yield from _of_report(act, review)
    own = review_of_oneself(act, act.me).pdr
    if own is not None and own.state == State.RECORDED and own.recorded_at:
        yield Need(NeedKind.AGREE_PDR, act.me, own.recorded_at.astimezone(LONDON).date())


def _of_report(act: Act, review: Review) -> Iterator[Need]:
    if review.duty.is_away:
        return
    pdr, person = review.pdr, review.person
    if review.state is State.DUE and review.due_on is not None:
        first = review.due_on - timedelta(days=read_rules().reminders.book_days)
        if first <= act.today:
            yield Need(NeedKind.BOOK_PDR, person, review.due_on, is_late=review.is_late(act.today))
    elif pdr is not None and pdr.state == State.HELD and pdr.held_on:
        yield Need(NeedKind.RECORD_PDR, person, pdr.held_on, is_late=review.is_late(act.today))
    elif pdr is not None and pdr.state == State.BOOKED and pdr.starts_at and pdr.starts_at < act.now:
        yield Need(NeedKind.RECORD_PDR, person, pdr.starts_at.astimezone(LONDON).date(), is_late=True)
