"""Who is believed: only an application's token with the gateway's assertion, both ours, both in time."""

import time
from collections.abc import Callable

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from api.settings import DEVELOPMENT_TENANT
from contracts.assertions import Assertion, sign_assertion
from tests.api.world import World
from tests.contracts.entra import Entra

OTHER_TENANT = "99999999-2222-4333-8444-555555555555"


def forged_assertion(_world: World) -> str:
    key = Ed25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return sign_assertion(key.decode(), Assertion(DEVELOPMENT_TENANT, "x", "c", time.time() + 5))


BAD_TOKENS: dict[str, tuple[Callable[[World], str], str]] = {
    "none": (lambda _: "", "app_token_missing"),
    "another scheme": (lambda w: f"Basic {w.app_token()}", "app_token_missing"),
    "bearer of nothing": (lambda _: "Bearer ", "app_token_missing"),
    "no token at all": (lambda _: "Bearer x", "app_token_invalid"),
    "out of date": (lambda w: f"Bearer {w.app_token(exp=int(time.time()) - 301)}", "app_token_invalid"),
    "another tenant": (lambda w: f"Bearer {w.app_token(tid=OTHER_TENANT)}", "app_token_invalid"),
    "another audience": (lambda w: f"Bearer {w.app_token(aud='api://other')}", "app_token_invalid"),
    "another issuer": (lambda w: f"Bearer {w.app_token(iss='https://other/v2.0')}", "app_token_invalid"),
    "a person's": (lambda w: f"Bearer {w.app_token(scp='access_as_user')}", "app_token_invalid"),
    "an assertion": (lambda w: f"Bearer {w.assertion()}", "app_token_invalid"),
    "unsigned": (
        lambda w: "Bearer " + jwt.encode(w.entra.claims(), None, algorithm="none"),
        "app_token_invalid",
    ),
}
BAD_ASSERTIONS: dict[str, tuple[Callable[[World], str], int, str]] = {
    "none": (lambda _: "", 401, "assertion_missing"),
    "no token at all": (lambda _: "x", 401, "assertion_invalid"),
    "forged": (forged_assertion, 401, "assertion_invalid"),
    "long over": (lambda w: w.assertion(seconds=-60), 401, "assertion_invalid"),
    "deadline just passed": (lambda w: w.assertion(seconds=-1), 408, "deadline_passed"),
    "another tenant": (lambda w: w.assertion(tenant=OTHER_TENANT), 403, "tenant_mismatch"),
    "an app token": (lambda w: w.app_token(), 401, "assertion_invalid"),
}


@pytest.mark.parametrize(("make", "code"), BAD_TOKENS.values(), ids=BAD_TOKENS.keys())
def test_a_bad_app_token_is_refused(world: World, make: Callable[[World], str], code: str) -> None:
    headers = {**world.headers(), "Authorization": make(world)}
    answer = world.client.get("/v1/people/me", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (401, code)
    assert answer.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize(("make", "status", "code"), BAD_ASSERTIONS.values(), ids=BAD_ASSERTIONS.keys())
def test_a_bad_assertion_is_refused(world: World, make: Callable[[World], str], status: int, code: str) -> None:
    headers = {**world.headers(), "X-Person-Assertion": make(world)}
    answer = world.client.get("/v1/people/me", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_write_after_the_deadline_has_no_effect(world: World) -> None:
    headers = {**world.headers(), "X-Person-Assertion": world.assertion(seconds=-1)}
    answer = world.client.post("/v1/unanswered-questions", json={}, headers=headers)
    assert answer.json()["code"] == "deadline_passed"
    assert world.ask({}).status_code == 201


def test_an_issuer_that_cannot_be_reached_is_a_failure_not_a_refusal(world: World) -> None:
    silent = Entra(world.entra.issuer, world.entra.tenant, world.entra.keys, is_down=True)
    other = World(world.url, world.private_key, world.public_key_file, silent)
    with other.client:
        answer = other.client.get("/v1/people/me", headers=other.headers())
    assert (answer.status_code, answer.json()["code"]) == (503, "keys_unavailable")
