"""Reminds people of their PDRs, and managers of their team's: once a day, while they are at work, of nothing twice."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from api.acts import Work
from api.daily.service import is_first_today
from api.notifications.quiet_hours import next_open
from api.notifications.teams.repository import has_refused
from api.notifications.topics import Topic
from api.notifications.writing import Kind, notify
from api.pdr.announcements import values_of
from api.pdr.reminders import repository
from api.pdr.reminders.due import TO_PERSON, steps_due
from api.pdr.reminders.models import PdrReminder, Step
from api.pdr.reviews import Review, reviews_of
from api.pdr.rules import read_rules
from api.people import repository as people
from api.people.models import Person

KINDS = {
    Step.BOOK: Kind.PDR_TO_BOOK,
    Step.LATE: Kind.PDR_LATE,
    Step.PREPARE: Kind.PDR_TO_PREPARE,
    Step.RECORD: Kind.PDR_TO_RECORD,
    Step.AGREE: Kind.PDR_TO_AGREE,
    Step.FOLLOW_UP: Kind.PDR_FOLLOW_UP,
    Step.FOLLOW_UP_TEAM: Kind.PDR_FOLLOW_UP_TEAM,
}
DAILY = "pdr-reminders"
# No reminder is about a day that is longer ago.
LOOK_BACK = timedelta(days=800)
Due = list[tuple[Review, date]]


def remind(work: Work) -> int:
    """Remind whoever is to be reminded today; return how many messages there were. Out of hours there are none.

    What counts is how PDRs, teams and absences are at this moment. A manager gets one message for each kind, however
    many people it is about; who is away is reminded after coming back.
    """
    if next_open(work.now) > work.now or not is_first_today(work, DAILY):
        return 0
    here = {person.id: person for person in people.list_here(work.session, work.today)}
    reviews = {review.person.id: review for review in reviews_of(work, list(here.values()))}
    sent = repository.list_sent(work.session, work.today - LOOK_BACK)
    count = 0
    for (told_id, step), due in _gather(work, reviews, sent).items():
        if not reviews[told_id].duty.is_away:
            _remind(work, here[told_id], step, due)
            count += 1
    return count


def _gather(
    work: Work, reviews: Mapping[str, Review], sent: set[tuple[str, str, str, date]]
) -> dict[tuple[str, Step], Due]:
    """Return what is due by who is told and what of."""
    rules, found = read_rules(), defaultdict[tuple[str, Step], Due](list)
    for review in reviews.values():
        for step, day in steps_due(rules, review, work.now):
            told_id = review.person.id if step in TO_PERSON else review.person.manager_id
            if told_id in reviews and (review.person.id, told_id, step.value, day) not in sent:
                found[str(told_id), step].append((review, day))
    return found


def _remind(work: Work, told: Person, step: Step, due: Due) -> None:
    for review, day in due:
        reminder = PdrReminder(
            id=work.new_id(), about_id=review.person.id, told_id=told.id, step=step, day=day, sent_at=work.now
        )
        repository.add_reminder(work.session, reminder)
    # Who wants no reminders wants none by e-mail either.
    if has_refused(work.session, told.id, Topic.REMINDERS):
        return
    values = {"people": _lines(due), "count": _count(due)}
    if step in TO_PERSON and (pdr := due[0][0].pdr):
        values |= values_of(work, pdr)
    notify(work, told, KINDS[step], values)


def _lines(due: Sequence[tuple[Review, date]]) -> str:
    ordered = sorted(due, key=lambda one: (one[1], one[0].person.name))
    return "\n".join(f"- {review.person.name}, {day.day} {day:%B %Y}" for review, day in ordered)


def _count(due: Sequence[tuple[Review, date]]) -> str:
    return "1 person" if len(due) == 1 else f"{len(due)} people"
