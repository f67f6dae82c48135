"""Every route is declared, and every application gets exactly what it was granted."""

import pytest

from api.authorisation import OPEN, RULES
from contracts.app_roles import GRANTED, AppRole
from tests.api.routes import all_routes
from tests.api.world import QUESTION, VERDICT, World

BODIES = {"POST": QUESTION, "PUT": VERDICT}


def test_every_route_is_declared_and_nothing_else_is(world: World) -> None:
    assert set(all_routes(world.app)) == set(RULES)


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


@pytest.mark.parametrize("application", [*GRANTED, "somebody-elses-app"])
@pytest.mark.parametrize(("method", "path"), RULES, ids=lambda value: value)
def test_an_application_may_do_what_it_was_granted(world: World, method: str, path: str, application: str) -> None:
    role = RULES[method, path].role
    granted = role is None or role in GRANTED.get(application, ())
    headers = world.headers(application=application)
    address = path.replace("{reply_id}", "reply-0001")
    answer = world.client.request(method, address, json=BODIES.get(method), headers=headers)
    if granted:
        assert answer.status_code in (200, 201)
    else:
        assert (answer.status_code, answer.json()["code"]) == (403, "not_allowed")


@pytest.mark.parametrize(("method", "path"), [route for route, rule in RULES.items() if rule.role])
def test_nobody_gets_in_without_a_token(world: World, method: str, path: str) -> None:
    answer = world.client.request(method, path, json=BODIES.get(method))
    assert answer.status_code == 401


def test_every_role_is_granted_to_somebody() -> None:
    assert {role for roles in GRANTED.values() for role in roles} == set(AppRole)


def test_the_walk_finds_a_new_route(world: World) -> None:
    world.app.add_api_route("/v1/new", lambda: "new", methods=["POST"])
    assert ("POST", "/v1/new") in set(all_routes(world.app))
