"""Puts the demo's PDRs, absences and the figures of the past year into a development database."""

import math
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy.orm import Session

from api.pdr import repository as pdrs
from api.pdr.rules import read_rules
from api.pdr.synthetic import Reviews, choose_team, invent_pdrs
from api.people import repository as people
from api.people.absences import repository as absences
from api.people.models import Person
from api.standing import repository
from api.standing.figures import Figure, count_pdrs
from api.standing.models import Subject
from api.standing.service import MONTHS_SHOWN, count_training, rows_of

FULL = ("recorded", "agreed")


def seed_reviews(session: Session, reviews: Reviews, tenant: str, today: date) -> None:
    """Store what is invented where nothing is: PDRs, absences, a team for the demo's manager, and figures by month."""
    everybody = people.list_present(session, tenant, today)
    team = choose_team(reviews, everybody, people.list_manager_ids(session))
    for person in team:
        person.manager_id = reviews.team.manager
    session.flush()
    named = reviews.people | dict(zip((person.id for person in team), reviews.of_team, strict=False))
    invented, away = invent_pdrs(reviews, read_rules(), everybody, named, today)
    pdrs.add_pdrs(session, invented)
    absences.add_absences(session, away)
    training = count_training(session, today)
    for month, figures in _past_months(reviews, everybody, invented, training, today):
        last = (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        repository.replace_month(session, month, rows_of(figures, last))


def _past_months(
    reviews: Reviews,
    everybody: Sequence[Person],
    invented: Sequence[dict[str, Any]],
    training: Sequence[Figure],
    today: date,
) -> Iterator[tuple[date, list[Figure]]]:
    """Yield each month before this one, the newest first, with its figures as they would have been."""
    month = today.replace(day=1)
    for number in range(1, MONTHS_SHOWN):
        last = month - timedelta(days=1)
        month = last.replace(day=1)
        here = [person for person in everybody if person.started_on <= last]
        done = {
            (row["person_id"], row["year"])
            for row in invented
            if row["state"] in FULL and row["recorded_at"].date() <= last
        }
        less = reviews.training_less * number / 100
        earlier = [
            Figure(Subject.TRAINING, one.service, one.required, math.floor(one.done * (1 - less))) for one in training
        ]
        yield month, [*count_pdrs(read_rules(), here, {}, done, last), *earlier]
