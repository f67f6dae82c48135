"""Who may open what in the console: every route, every kind of person, to what belongs to everybody."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from api.console.authorisation import TOKEN_FIELD
from api.console.rights import DOORS, OPEN
from api.people.models import Person
from tests.api.courses import add_people, object_id_of, set_manager
from tests.api.routes import all_routes
from tests.console.desk import TOKEN, Desk
from tests.console.stage import set_stage, state_of, world_of

PEOPLE = ("demo-employee", "demo-manager", "demo-health-unit", "demo-learning", "demo-hr", "demo-editor")
# What the council decided, in words of its own. "manager": who has a team; in the demo, demo-manager and demo-hr.
DECIDED = """
POST /sign-out                                  everybody
GET  /                                          everybody
GET  /sessions                                  learning
GET  /sessions/export                           learning
GET  /sessions/import                           learning
POST /sessions/import                           learning
GET  /sessions/new                              learning
POST /sessions/new                              learning
GET  /sessions/{session_id}                     learning
GET  /sessions/{session_id}/edit                learning
POST /sessions/{session_id}/edit                learning
GET  /sessions/{session_id}/cancel              learning
POST /sessions/{session_id}/cancel              learning
GET  /sessions/{session_id}/attendance          learning
POST /sessions/{session_id}/attendance          learning
GET  /sessions/{session_id}/attendees/export    learning
GET  /courses                                   learning
GET  /courses/new                               learning
POST /courses/new                               learning
GET  /courses/{course_id}/edit                  learning
POST /courses/{course_id}/edit                  learning
GET  /requests                                  learning manager
GET  /requests/bookings/{booking_id}            learning manager
POST /requests/bookings/{booking_id}            learning manager
GET  /requests/applications/{application_id}    learning manager
POST /requests/applications/{application_id}    learning manager
GET  /files                                     everybody
GET  /files/drafts/{draft_id}                   everybody
POST /files/drafts/{draft_id}                   everybody
GET  /files/drafts/{draft_id}/{attachment_id}   everybody
POST /files/drafts/{draft_id}/{attachment_id}/remove  everybody
GET  /files/cases/{referral_id}                 everybody
POST /files/cases/{referral_id}                 everybody
GET  /files/cases/{referral_id}/{attachment_id}  everybody
GET  /clinic                                    health_unit
POST /clinic/withdraw                           health_unit
GET  /clinic/slots/new                          health_unit
POST /clinic/slots/new                          health_unit
GET  /clinic/slots/series                       health_unit
POST /clinic/slots/series                       health_unit
GET  /statistics                                health_unit hr
GET  /statistics/report                         health_unit hr
GET  /statistics/export                         health_unit hr
GET  /audit                                     health_unit
GET  /audit/export                              health_unit
GET  /audit/check                               health_unit
GET  /compliance                                learning hr
GET  /compliance/export                         learning hr
GET  /inductions                                hr
GET  /inductions/export                         hr
GET  /standing                                  learning hr
GET  /standing/report                           learning hr
GET  /standing/export                           learning hr
GET  /messages                                  learning
POST /messages/{message_id}/retry               learning
GET  /undelivered                               learning health_unit
GET  /cases                                     health_unit
GET  /cases/{referral_id}                       health_unit
GET  /cases/{referral_id}/reason                health_unit
POST /cases/{referral_id}/reason                health_unit
GET  /cases/{referral_id}/triage                health_unit
POST /cases/{referral_id}/triage                health_unit
GET  /cases/{referral_id}/offer                 health_unit
POST /cases/{referral_id}/offer                 health_unit
GET  /cases/{referral_id}/move                  health_unit
POST /cases/{referral_id}/move                  health_unit
GET  /cases/{referral_id}/attendance            health_unit
POST /cases/{referral_id}/attendance            health_unit
GET  /cases/{referral_id}/correction            health_unit
POST /cases/{referral_id}/correction            health_unit
GET  /cases/{referral_id}/note                  health_unit
POST /cases/{referral_id}/note                  health_unit
GET  /cases/{referral_id}/report                health_unit
POST /cases/{referral_id}/report                health_unit
GET  /cases/{referral_id}/steps/{name}          health_unit
POST /cases/{referral_id}/steps/{name}          health_unit
GET  /cases/{referral_id}/letters/{letter}      health_unit
GET  /cases/{referral_id}/files                 health_unit
GET  /cases/{referral_id}/files/{attachment_id}  health_unit
"""
WHO = {(line.split()[0], line.split()[1]): set(line.split()[2:]) for line in DECIDED.strip().splitlines()}
ARE = {
    "demo-learning": {"learning"},
    "demo-hr": {"hr", "manager"},
    "demo-manager": {"manager"},
    "demo-health-unit": {"health_unit"},
}
IDS = {
    "session_id": "free",
    "course_id": "mhfa",
    "booking_id": "two-days-demo-employee",
    "application_id": "application",
    "message_id": "dead",
    "referral_id": "no-case",
    "name": "close",
    "letter": "form",
    "attachment_id": "no-file",
    "draft_id": "no-draft",
}


@dataclass(frozen=True)
class Walk:
    """One person at every route."""

    desk: Desk
    person: str

    def ask(self, method: str, path: str, token: str = TOKEN) -> httpx.Response:
        address = re.sub(r"\{(\w+)\}", lambda found: IDS[found[1]], path)
        with self.desk.client(self.person) as client:
            return client.request(method, address, data=None if method == "GET" else {TOKEN_FIELD: token})


def test_every_route_is_declared_and_nothing_else_is(desk: Desk) -> None:
    static = {route for route in all_routes(desk.app) if route[1].startswith("/static")}
    assert set(all_routes(desk.app)) - static == set(DOORS)


def test_every_route_has_a_decision() -> None:
    assert {route for route, door in DOORS.items() if door != OPEN} == set(WHO)


def test_every_open_route_is_one_that_was_agreed() -> None:
    agreed = {"/health/live", "/sign-in", "/signed-in", "/signed-out"}
    assert {path for (_, path), door in DOORS.items() if door == OPEN} == agreed


@pytest.mark.parametrize("person", PEOPLE)
def test_each_person_opens_exactly_what_they_may(person: str, desk: Desk) -> None:
    set_stage(desk)
    wrong = []
    for (method, path), who in WHO.items():
        answer = Walk(desk, person).ask(method, path)
        is_refused = answer.status_code == 403 and "This is for people with another role" in answer.text
        may = "everybody" in who or bool(who & ARE.get(person, set()))
        if is_refused == may:
            wrong.append(f"{method} {path}: {answer.status_code}")
    assert wrong == []


def test_nobody_gets_in_without_a_seat(desk: Desk) -> None:
    with httpx.Client(base_url=desk.url, trust_env=False) as client:
        answers = [client.request(method, re.sub(r"\{\w+\}", "x", path)) for method, path in WHO]
    assert {(answer.status_code, answer.headers["location"].partition("?")[0]) for answer in answers} == {
        (303, "/sign-in")
    }


def test_no_form_is_taken_without_the_seats_own_token(desk: Desk) -> None:
    set_stage(desk)
    answers = [Walk(desk, "demo-learning").ask(*route, token="another") for route in WHO if route[0] == "POST"]
    assert {answer.status_code for answer in answers} == {403}
    assert state_of(desk, "two-days-demo-employee") == "requested"


def test_a_role_that_is_taken_away_is_gone_at_the_next_request(desk: Desk) -> None:
    with desk.client("demo-learning") as client:
        assert client.get("/courses").status_code == 200
        change_person(desk, "demo-learning", lambda person: setattr(person, "roles", ["employee"]))
        assert client.get("/courses").status_code == 403


def test_who_left_has_no_seat_any_more(desk: Desk) -> None:
    change_person(desk, "demo-learning", lambda person: setattr(person, "left_on", desk.context.today()))
    with desk.client("demo-learning") as client:
        answer = client.get("/courses")
    assert answer.status_code == 403
    assert "not in the staff directory" in answer.text


@pytest.mark.parametrize("path", ["/requests/bookings/two-days-demo-employee", "/requests/applications/application"])
def test_a_manager_sees_nothing_of_another_managers_people(path: str, desk: Desk) -> None:
    set_stage(desk)
    with desk.client("demo-hr") as client:
        assert client.get(path).status_code == 404
        assert desk.send(client, path, {"decision": "approve"}).status_code == 404
    assert state_of(desk, "two-days-demo-employee") == "requested"


def test_a_manager_whose_person_moved_on_has_nothing_to_decide(desk: Desk) -> None:
    set_stage(desk)
    set_manager(world_of(desk), "demo-employee", "demo-hr")
    with desk.client("demo-manager") as client:
        assert client.get("/requests/bookings/two-days-demo-employee").status_code == 404
        assert "Priya Nair" not in client.get("/requests").text


def test_somebody_of_another_tenant_is_nobody_here(desk: Desk) -> None:
    add_people(world_of(desk), 1, tenant="another", roles=["learning"])
    name, value = desk.seat("demo-learning", object_id_of(0))
    with httpx.Client(base_url=desk.url, cookies={name: value}, trust_env=False) as client:
        assert client.get("/courses").status_code == 403


def test_the_menu_shows_what_the_person_may_open(desk: Desk) -> None:
    with desk.client("demo-hr") as client:
        text = client.get("/compliance").text
    assert 'href="/compliance"' in text
    assert 'href="/sessions"' not in text


def change_person(desk: Desk, person_id: str, change: Callable[[Person], Any]) -> None:
    with desk.context.database.write() as session:
        person = session.get(Person, person_id)
        assert person is not None
        change(person)
