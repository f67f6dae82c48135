"""Reminds people of their PDRs, and managers of their team's: once a day, while they are at work, of nothing twice."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta

from api.acts import Work
from api.daily.service import is_first_today
from api.notifications.quiet_hours import next_open
from api.notifications.teams.repository import has_refused
from api.notifications.topics import Topic
from api.notifications.writing import Kind, notify
from api.pdr.announcements import values_of
from api.pdr.reminders import repository
from api.pdr.reminders.due import TO_PERSON, Due, steps_due
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
DueOf = list[tuple[Person, Due]]


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
) -> dict[tuple[str, Step], DueOf]:
    """Return what is due by who is told and what of.

    Two PDRs of one person may have the same step of the same day: records of two years that wait since one day. That is
    one reminder.
    """
    rules, found, said = read_rules(), defaultdict[tuple[str, Step], DueOf](list), set(sent)
    for review in reviews.values():
        person = review.person
        for due in steps_due(rules, review, work.now):
            told_id = person.id if due.step in TO_PERSON else person.manager_id
            key = (person.id, str(told_id), due.step.value, due.day)
            if told_id in reviews and key not in said:
                said.add(key)
                found[str(told_id), due.step].append((person, due))
    return found


def _remind(work: Work, told: Person, step: Step, due: DueOf) -> None:
    for person, one in due:
        reminder = PdrReminder(
            id=work.new_id(), about_id=person.id, told_id=told.id, step=step, day=one.day, sent_at=work.now
        )
        repository.add_reminder(work.session, reminder)
    # Who wants no reminders wants none by e-mail either.
    if has_refused(work.session, told.id, Topic.REMINDERS):
        return
    values = {"people": _lines(due), "count": _count(due)}
    if step in TO_PERSON and (pdr := due[0][1].pdr):
        values |= values_of(work, pdr)
    notify(work, told, KINDS[step], values)


def _lines(due: DueOf) -> str:
    ordered = sorted(due, key=lambda pair: (pair[1].day, pair[0].name))
    return "\n".join(f"- {person.name}, {one.day.day} {one.day:%B %Y}" for person, one in ordered)


def _count(due: DueOf) -> str:
    return "1 person" if len(due) == 1 else f"{len(due)} people"
