"""Counts where the services and a team stand today, and keeps the figures of each month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from api.acts import Act, Work
from api.daily.service import is_first_today
from api.pdr import repository as pdrs
from api.pdr.reviews import YEARS_BACK, Review, reviews_of
from api.pdr.rules import read_rules
from api.people import repository as people
from api.people.absences import repository as absences
from api.people.relations import require_role
from api.people.service import summarise
from api.standing import repository
from api.standing.figures import Figure, count_pdrs, sum_up
from api.standing.models import Subject
from api.standing.views import GapView, ShareView, TeamStandingView
from api.training.records import repository as records
from api.training.records.service import list_records_of
from api.training.records.views import ObligationState, RecordView

# A year and the month that runs.
MONTHS_SHOWN = 13


@dataclass(frozen=True, slots=True)
class Council:
    """Where the council stands: today, by service; and all services together by month, the oldest first."""

    target: int
    now: list[Figure]
    months: list[tuple[date, list[Figure]]]


def count_now(work: Work) -> list[Figure]:
    """Return the figures of today by service, first PDRs and then training."""
    rules, today = read_rules(), work.today
    everybody = people.list_here(work.session, today)
    done = pdrs.list_done(work.session, today.year - YEARS_BACK, rules.complete_states)
    reviews = count_pdrs(rules, everybody, absences.list_of_people(work.session), done, today)
    return [*reviews, *count_training(work.session, today)]


def count_training(session: Session, day: date) -> list[Figure]:
    """Return how many mandatory courses must be done on a day, and how many are, by service."""
    sums: dict[str, tuple[int, int]] = {}
    for row in records.count_compliance(session, None, day):
        required, done = sums.get(row.service, (0, 0))
        sums[row.service] = required + row.required, done + row.done
    return [Figure(Subject.TRAINING, service, *sums[service]) for service in sorted(sums)]


def keep_standing(work: Work) -> bool:
    """Store the figures of this month, once a day: those of its last day stay. Return whether that was done."""
    if not is_first_today(work, "standing"):
        return False
    store_month(work, count_now(work), work.today)
    return True


def store_month(work: Work, figures: Sequence[Figure], day: date) -> None:
    """Store figures as those of the month that a day is in."""
    repository.replace_month(work.session, day.replace(day=1), rows_of(figures, day))


def rows_of(figures: Sequence[Figure], day: date) -> list[dict[str, Any]]:
    """Return figures that were counted on a day as rows of its month."""
    month = day.replace(day=1)
    return [
        {
            "id": f"{month:%Y%m}-{number}",
            "month": month,
            "subject": figure.subject,
            "service": figure.service,
            "required": figure.required,
            "done": figure.done,
            "away": figure.away,
            "taken_on": day,
        }
        for number, figure in enumerate(figures)
    ]


def show_council(act: Act) -> Council:
    """Return where the council stands. Raises RoleNeededError."""
    require_role(act.me, act.may)
    now, this = count_now(act), act.today.replace(day=1)
    since = _months_before(this, MONTHS_SHOWN - 1)
    months: dict[date, list[Figure]] = {}
    for row in repository.list_months(act.session, since):
        figure = Figure(Subject(row.subject), row.service, row.required, row.done, row.away)
        months.setdefault(row.month, []).append(figure)
    return Council(read_rules().target_percent, now, sorted((months | {this: now}).items()))


def show_team(act: Act) -> TeamStandingView:
    """Return where one's own team stands as it is now, and what closes the gap."""
    team = people.list_reports(act.session, act.me.id, act.today)
    reviews = reviews_of(act, team)
    trained = {record.person.id: record for record in list_records_of(act, team)}
    training = Figure(Subject.TRAINING, "", *_obligations(list(trained.values())))
    pdr = sum_up([_figure_of(review) for review in reviews], Subject.PDR, "")
    target = read_rules().target_percent
    gaps = [_gap(review, trained[review.person.id], act.today) for review in reviews]
    open_ = [gap for gap in gaps if gap.pdr_due_on or gap.overdue_courses]
    return TeamStandingView(
        target_percent=target,
        people=len(team),
        pdr=_share(pdr, target),
        training=_share(training, target),
        gaps=sorted(open_, key=lambda gap: (gap.pdr_due_on or date.max, gap.person.name)),
    )


def _figure_of(review: Review) -> Figure:
    counts = review.duty.counts or review.is_complete
    return Figure(Subject.PDR, "", int(counts), int(review.is_complete), int(review.duty.is_away and not counts))


def _obligations(trained: Sequence[RecordView]) -> tuple[int, int]:
    states = [one.state for record in trained for one in record.obligations]
    valid = [state for state in states if state in (ObligationState.DONE, ObligationState.RENEW)]
    return len(states), len(valid)


def _gap(review: Review, record: RecordView, today: date) -> GapView:
    is_open = review.duty.counts and not review.is_complete
    overdue = [one.course.title for one in record.obligations if one.state is ObligationState.OVERDUE]
    return GapView(
        person=summarise(review.person),
        pdr_state=review.state,
        pdr_due_on=review.due_on if is_open else None,
        is_pdr_late=review.is_late(today),
        overdue_courses=overdue,
    )


def _share(figure: Figure, target: int) -> ShareView:
    return ShareView(
        required=figure.required,
        done=figure.done,
        away=figure.away,
        percent=figure.percent,
        missing=figure.missing(target),
    )


def _months_before(month: date, count: int) -> date:
    years, number = divmod(month.year * 12 + month.month - 1 - count, 12)
    return date(years, number + 1, 1)
