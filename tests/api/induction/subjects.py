"""For each route about inductions: a fresh induction of somebody, and a request that touches it."""

import itertools
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol

from api.induction.models import InductionReminder, InductionStep
from api.people.models import Person
from tests.api.courses import now
from tests.api.induction.stage import start, step_of
from tests.api.world import World


class Subjects(Protocol):
    """What `tests/api/subjects.py` has for all routes."""

    world: World
    numbers: "itertools.count[int]"


Request = tuple[str, object]
Maker = Callable[[Any, str], Request]


def induction(subjects: Subjects, person_id: str) -> str:
    """Begin an induction of somebody, on another day each time."""
    today = subjects.world.context.today()
    return start(subjects.world, person_id, today + timedelta(days=next(subjects.numbers)))


def step(subjects: Subjects, person_id: str, name: str = "staff-networks") -> str:
    """Begin an induction of somebody, and return the id of one of its steps."""
    return step_of(subjects.world, induction(subjects, person_id), name).id


def said(subjects: Subjects, person_id: str, act: str, body: object) -> Request:
    return f"/v1/induction-steps/{step(subjects, person_id)}/{act}", body


def moved(subjects: Subjects, person_id: str) -> Request:
    day = subjects.world.context.today() + timedelta(days=20)
    return said(subjects, person_id, "move", {"due_on": day.isoformat()})


def swapped(subjects: Subjects, person_id: str) -> Request:
    induction_id = induction(subjects, person_id)
    one, other = (step_of(subjects.world, induction_id, name).id for name in ("staff-networks", "key-contacts"))
    return f"/v1/induction-steps/{one}/swap", {"with_step_id": other}


def reopened(subjects: Subjects, person_id: str) -> Request:
    """Open a step again that the manager said was done, or who has none for this."""
    step_id = step(subjects, person_id)
    with subjects.world.context.database.write() as session:
        row = session.get(InductionStep, step_id)
        assert row is not None
        row.state, row.done_on, row.done_by = "done", subjects.world.context.today(), answers_for(subjects, person_id)
    return f"/v1/induction-steps/{step_id}/reopening", {}


def named(subjects: Subjects, person_id: str) -> Request:
    return f"/v1/inductions/{induction(subjects, person_id)}/contacts/shadow", {
        "person_id": answers_for(subjects, person_id)
    }


def reminded(subjects: Subjects, person_id: str) -> Request:
    day = subjects.world.context.today() + timedelta(days=5)
    return "/v1/induction-reminders", {"remind_on": day.isoformat()}


def unreminded(subjects: Subjects, person_id: str) -> Request:
    reminder_id, moment = f"reminder-{next(subjects.numbers)}", now(subjects.world)
    with subjects.world.context.database.write() as session:
        reminder = InductionReminder(id=reminder_id, person_id=person_id, remind_on=moment.date(), created_at=moment)
        reminder.expires_on = moment.date() + timedelta(days=90)
        session.add(reminder)
    return f"/v1/induction-reminders/{reminder_id}/cancel", {}


def answers_for(subjects: Subjects, person_id: str) -> str:
    """Return the manager of somebody who was made for this, else the person."""
    with subjects.world.context.database.read() as session:
        person = session.get(Person, person_id)
        assert person is not None
        return str(person.manager_id) if person_id.startswith("subject-") and person.manager_id else person_id


def own_steps(subjects: Subjects, person_id: str) -> Request:
    induction(subjects, person_id)
    return f"/v1/people/{person_id}/induction", None


INDUCTION_REQUESTS: dict[tuple[str, str], Maker] = {
    ("GET", "/v1/people/{person_id}/induction"): own_steps,
    ("GET", "/v1/people/me/team/inductions"): lambda s, p: ("/v1/people/me/team/inductions", None),
    ("POST", "/v1/induction-steps/{step_id}/done"): lambda s, p: said(s, p, "done", {}),
    ("POST", "/v1/induction-steps/{step_id}/confirmation"): lambda s, p: said(s, p, "confirmation", {}),
    ("POST", "/v1/induction-steps/{step_id}/reopening"): reopened,
    ("POST", "/v1/induction-steps/{step_id}/move"): moved,
    ("POST", "/v1/induction-steps/{step_id}/swap"): swapped,
    ("PUT", "/v1/inductions/{induction_id}/contacts/{kind}"): named,
    ("POST", "/v1/induction-reminders"): reminded,
    ("POST", "/v1/induction-reminders/{reminder_id}/cancel"): unreminded,
    ("GET", "/v1/induction-figures"): lambda s, p: ("/v1/induction-figures", None),
}
# What the council decided, as in `tests/api/test_authorisation.py`.
DECIDED = """
GET  /v1/people/{person_id}/induction                  own team
GET  /v1/people/me/team/inductions                     any
POST /v1/induction-steps/{step_id}/done                own
POST /v1/induction-steps/{step_id}/confirmation        team
POST /v1/induction-steps/{step_id}/reopening           own team
POST /v1/induction-steps/{step_id}/move                own
POST /v1/induction-steps/{step_id}/swap                own
PUT  /v1/inductions/{induction_id}/contacts/{kind}     team
POST /v1/induction-reminders                           any
POST /v1/induction-reminders/{reminder_id}/cancel      own
GET  /v1/induction-figures                             role hr
"""
