"""Who may do what: every route, every application, every kind of person, to everybody's things.

In `make test` each route is tried by every kind of person and for every relationship, in half of their pairs: some
routes have the black fields of the board, others the white ones. `--prove` tries all.
"""

import itertools
import re
import zlib
from collections import Counter
from dataclasses import dataclass

import pytest

from api.people.models import Person
from api.rights import OPEN, RULES
from contracts.app_roles import GRANTED, AppRole
from tests.api.induction.subjects import DECIDED as INDUCTION_DECIDED
from tests.api.pdr.decided import DECIDED as PDRS_DECIDED
from tests.api.referrals.decided import DECIDED as REFERRALS_DECIDED
from tests.api.routes import all_routes
from tests.api.subjects import REQUESTS, Subjects, application_for
from tests.api.world import CONSOLE, EDITOR, EMPLOYEE, GATEWAY, HEALTH_UNIT, HR, LEARNING, MANAGER, STRANGER, World

WITH_ROLE = [route for route, rule in RULES.items() if rule.role]
# What an application does for nobody; whoever is asserted makes no difference.
BY_ITSELF = [route for route, rule in RULES.items() if rule.is_by_itself]
PEOPLE = {
    "demo-employee": EMPLOYEE,
    "demo-manager": MANAGER,
    "demo-health-unit": HEALTH_UNIT,
    "demo-learning": LEARNING,
    "demo-hr": HR,
    "demo-editor": EDITOR,
}
ROLES = {"demo-learning": "learning", "demo-hr": "hr", "demo-health-unit": "health_unit"}
RELATIONSHIPS = ("own", "team", "other")

# What the council decided, in words of its own: whose things each route may touch. "any": they are nobody's.
DECIDED = """
GET  /v1/people                                   any
GET  /v1/people/me                                any
GET  /v1/people/me/team                           any
GET  /v1/people/me/team/training                  any
GET  /v1/people/{person_id}/training              own team learning hr
GET  /v1/people/{person_id}/plan                  own team learning
POST /v1/people/{person_id}/plan                  own team learning
GET  /v1/courses                                  any
POST /v1/courses                                  role learning
GET  /v1/courses/{course_id}                      any
PUT  /v1/courses/{course_id}                      role learning
GET  /v1/sessions                                 any
POST /v1/sessions                                 role learning
GET  /v1/sessions/{session_id}                    any
PUT  /v1/sessions/{session_id}                    role learning
POST /v1/sessions/{session_id}/cancel             role learning
GET  /v1/sessions/{session_id}/attendees          role learning
PUT  /v1/sessions/{session_id}/attendance         role learning
GET  /v1/bookings                                 own team learning hr
POST /v1/bookings                                 own team learning
GET  /v1/bookings/{booking_id}                    own team learning hr
GET  /v1/bookings/{booking_id}/invites/{number}   own team learning
POST /v1/bookings/{booking_id}/cancel             own team learning
POST /v1/bookings/{booking_id}/move               own team learning
POST /v1/bookings/{booking_id}/offer              own
POST /v1/bookings/{booking_id}/decision           team learning
GET  /v1/approvals                                any
POST /v1/interests                                any
POST /v1/external-training                        any
GET  /v1/applications                             own team learning hr
GET  /v1/applications/{application_id}            own team learning hr
POST /v1/applications/{application_id}/decision   team learning
POST /v1/applications/{application_id}/withdraw   own
POST /v1/completions                              own learning
GET  /v1/compliance                               role learning hr
GET  /v1/notifications                            role learning health_unit
POST /v1/notifications/{message_id}/retry         role learning unseen-by-health_unit
GET  /v1/teams-notices                            role learning health_unit
PUT  /v1/teams-chat                               any
POST /v1/teams-chat/forget                        any
GET  /v1/notice-topics                            any
PUT  /v1/notice-topics/{topic}                    any
POST /v1/teams-notices/claim                      any
POST /v1/teams-notices/{notice_id}/result         any
POST /v1/unanswered-questions                     any
PUT  /v1/feedback/{reply_id}                      any
"""
WHO = {
    (line.split()[0], line.split()[1]): set(line.split()[2:])
    for line in (DECIDED + REFERRALS_DECIDED + INDUCTION_DECIDED + PDRS_DECIDED).split("\n")
    if line
}


@dataclass(frozen=True)
class Case:
    """One actor and the relationship of the person whose things are touched."""

    actor: str
    relationship: str

    def may(self, who: set[str]) -> bool:
        """Return whether the council's decision lets the actor in."""
        if "any" in who:
            return True
        role = ROLES.get(self.actor)
        if "role" in who:
            return role in who
        is_own = self.relationship == "own"
        return self.relationship in who or (role in who and (not is_own or "own" in who))

    def refusal(self, who: set[str]) -> tuple[int, str]:
        """Return how the actor is told no; `unseen-by`: they have the role, but for other things of this kind."""
        is_role = "role" in who and f"unseen-by-{ROLES.get(self.actor)}" not in who
        return (403, "role_needed") if is_role else (404, "not_found")


CASES = [Case(actor, relationship) for actor in PEOPLE for relationship in RELATIONSHIPS]


def cases_of(route: str, *, prove: bool) -> list[Case]:
    """Return who tries a route: all, or one colour of a board of actors and relationships; which, a hash of it says."""
    if prove:
        return CASES
    # Each actor has a row of three fields, so the colours alternate over the whole list as on a board.
    return CASES[zlib.crc32(route.encode()) % 2 :: 2]


def subject_of(subjects: Subjects, case: Case) -> str:
    if case.relationship == "own":
        return case.actor
    return subjects.person(case.actor if case.relationship == "team" else None)


def test_every_route_is_declared_and_nothing_else_is(world: World) -> None:
    assert set(all_routes(world.app)) == set(RULES)


def test_every_route_with_a_role_has_a_decision_and_a_request() -> None:
    assert set(WHO) == set(REQUESTS) == set(WITH_ROLE)


@pytest.mark.usefixtures("own_app")
def test_an_undeclared_route_is_refused(world: World) -> None:
    async def tell_all() -> str:
        return "everything"

    world.app.add_api_route("/v1/new", tell_all)
    answer = world.client.get("/v1/new", headers=world.headers())
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_every_open_route_is_one_that_was_agreed() -> None:
    assert {path for (_, path), rule in RULES.items() if rule == OPEN} == {
        "/health/live",
        "/health/ready",
        "/metrics",
        "/openapi.json",
    }


@pytest.mark.parametrize(("method", "path"), WITH_ROLE, ids=lambda value: value)
def test_each_person_reaches_exactly_whose_things_they_may(world: World, method: str, path: str, prove: bool) -> None:
    subjects, wrong = Subjects(world), []
    for case in cases_of(f"{method} {path}", prove=prove):
        address, body = REQUESTS[method, path](subjects, subject_of(subjects, case))
        headers = world.headers(application=application_for((method, path)), person=PEOPLE[case.actor])
        answer = world.client.request(method, address, json=body, headers=headers)
        refusal = case.refusal(WHO[method, path])
        let_in = answer.status_code in (200, 201)
        if let_in != case.may(WHO[method, path]):
            wrong.append(f"{case}: {answer.status_code} {answer.text[:80]}")
        elif not let_in and (answer.status_code, answer.json()["code"]) != refusal:
            wrong.append(f"{case}: refused with {answer.text[:80]}")
    assert wrong == []


def test_the_short_form_has_every_person_and_relationship_on_each_route_and_every_pair_on_some() -> None:
    tried = [cases_of(f"{method} {path}", prove=False) for method, path in WITH_ROLE]
    for cases in tried:
        assert {case.actor for case in cases} == set(PEOPLE)
        assert {case.relationship for case in cases} == set(RELATIONSHIPS)
    assert {case for cases in tried for case in cases} == set(CASES)


def test_nobody_unknown_and_nobody_who_left_reaches_anything(world: World) -> None:
    with world.context.database.write() as session:
        leaver = session.get(Person, "demo-editor")
        assert leaver is not None
        leaver.left_on = world.context.today()
    subjects, codes = Subjects(world), Counter[str]()
    for_people = [route for route in WITH_ROLE if route not in BY_ITSELF]
    for (method, path), person in itertools.product(for_people, (STRANGER, EDITOR)):
        address, body = REQUESTS[method, path](subjects, subjects.person(None))
        headers = world.headers(application=application_for((method, path)), person=person)
        codes[world.client.request(method, address, json=body, headers=headers).json()["code"]] += 1
    assert codes == {"person_unknown": 2 * len(for_people)}


@pytest.mark.parametrize("application", [*GRANTED, "somebody-elses-app"])
def test_an_application_may_do_what_it_was_granted(world: World, application: str) -> None:
    wrong = []
    for method, path in WITH_ROLE:
        address = re.sub(r"\{\w+\}", "1", path)
        answer = world.client.request(method, address, json={}, headers=world.headers(application=application))
        is_refused = answer.status_code == 403 and answer.json()["code"] == "not_allowed"
        if is_refused == (RULES[method, path].role in GRANTED.get(application, ())):
            wrong.append(f"{method} {path}: {answer.status_code}")
    assert wrong == []


def test_nobody_gets_in_without_a_token(world: World) -> None:
    statuses = [world.client.request(m, re.sub(r"\{\w+\}", "1", p), json={}).status_code for m, p in WITH_ROLE]
    assert statuses == [401] * len(WITH_ROLE)


def test_only_the_gateway_acts_by_itself_and_only_to_say_what_is_due() -> None:
    assert BY_ITSELF == [("POST", "/v1/teams-notices/claim"), ("POST", "/v1/teams-notices/{notice_id}/result")]
    assert [name for name, roles in GRANTED.items() if AppRole.TEAMS_NOTICES in roles] == [GATEWAY]


@pytest.mark.parametrize("application", [name for name in GRANTED if name != GATEWAY])
def test_nobody_else_is_handed_what_people_are_told(world: World, application: str) -> None:
    headers = {"Authorization": f"Bearer {world.app_token(application)}"}
    answer = world.client.post("/v1/teams-notices/claim", json={}, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


def test_every_role_is_granted_to_somebody() -> None:
    assert {role for roles in GRANTED.values() for role in roles} == set(AppRole)


def test_the_conversation_cannot_run_the_learning_teams_routes() -> None:
    assert [name for name, roles in GRANTED.items() if AppRole.TRAINING_RUN in roles] == [CONSOLE]
    assert [name for name, roles in GRANTED.items() if AppRole.REFERRALS_RUN in roles] == [CONSOLE]
    assert [name for name, roles in GRANTED.items() if AppRole.INDUCTION_RUN in roles] == [CONSOLE]


@pytest.mark.usefixtures("own_app")
def test_the_walk_finds_a_new_route(world: World) -> None:
    world.app.add_api_route("/v1/new", lambda: "new", methods=["POST"])
    assert ("POST", "/v1/new") in set(all_routes(world.app))
