"""Signing in: the real msal against the gateway's issuer, and everything that must not open a seat."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect

from api.console.sign_in import own_path
from bot.gateway.code_flow import CodeFlow
from bot.gateway.issuer import IssuerRefusedError, LocalIssuer
from bot.gateway.settings import Settings as GatewaySettings
from contracts.entra_tokens import InvalidTokenError
from tests.console.desk import Desk

NONCE = "a-nonce"


@pytest.fixture
def client(desk: Desk) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=desk.url, trust_env=False, timeout=20) as client:
        yield client


def choose(client: httpx.Client, person: str = "demo-learning", path: str = "/sessions") -> str:
    """Begin to sign in, choose a person, and return the address that leads back with a code."""
    begun = client.get("/sign-in", params={"next": path})
    chosen = httpx.get(f"{begun.headers['location']}&person={person}", trust_env=False)
    return chosen.headers["location"]


def test_who_asks_for_a_page_signs_in_and_comes_back_to_it(page: Page, desk: Desk) -> None:
    page.goto("/courses")
    page.get_by_role("link", name="Tomasz Zielinski").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Courses")
    assert page.url == f"{desk.url}/courses"
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You are signed out")
    page.goto("/courses")
    expect(page.get_by_role("heading", level=1)).to_have_text("Choose who you are")


def test_the_seat_is_sealed_and_out_of_reach_of_scripts(client: httpx.Client) -> None:
    answer = client.get(choose(client))
    cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith("console-seat="))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert answer.headers["location"] == "/sessions"


def test_a_code_is_good_once(client: httpx.Client) -> None:
    back = choose(client)
    kept = dict(client.cookies)
    assert client.get(back).status_code == 303
    client.cookies.update(kept)
    assert client.get(back).status_code == 400


def test_a_code_of_another_browser_is_of_no_use(client: httpx.Client, desk: Desk) -> None:
    back = choose(client)
    with httpx.Client(base_url=desk.url, trust_env=False) as other:
        other.get("/sign-in")
        assert other.get(back).status_code == 400
        assert "console-seat" not in other.cookies


def test_a_way_back_without_a_beginning_is_refused(client: httpx.Client) -> None:
    assert client.get("/signed-in?code=x&state=y").status_code == 400


def test_a_changed_cookie_is_no_seat(client: httpx.Client, desk: Desk) -> None:
    name, value = desk.seat("demo-learning")
    client.cookies.set(name, value[:-4] + "AAAA")
    assert client.get("/courses").status_code == 303


def test_a_seat_ends_after_eight_hours(desk: Desk) -> None:
    with desk.client("demo-learning") as client:
        desk.clock.ahead = 8 * 3600 + 60
        try:
            assert client.get("/courses").status_code == 303
        finally:
            desk.clock.ahead = 0


def test_a_cookie_of_one_kind_is_none_of_the_other(client: httpx.Client, desk: Desk) -> None:
    _, value = desk.seat("demo-learning")
    client.cookies.set("console-flow", value)
    assert client.get("/signed-in?code=x&state=y").status_code == 400


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil", "evil", "", "/a\nb"]
)
def test_nobody_is_sent_to_another_site(path: str) -> None:
    assert own_path(path) == "/"


@pytest.mark.parametrize(
    "change",
    [
        {"redirect_uri": "http://evil.example/signed-in"},
        {"redirect_uri": ""},
        {"client_id": "another"},
        {"response_type": "token"},
        {"code_challenge_method": "plain"},
        {"code_challenge": ""},
    ],
    ids=lambda change: "=".join(next(iter(change.items()))),
)
def test_the_issuer_gives_no_code_to_a_wrong_request(change: dict[str, str], client: httpx.Client) -> None:
    address = urlsplit(client.get("/sign-in").headers["location"])
    query = {name: values[0] for name, values in parse_qs(address.query).items()} | change
    answer = httpx.get(f"{address.scheme}://{address.netloc}{address.path}", params=query, trust_env=False)
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "change",
    [
        {"code_verifier": "wrong"},
        {"redirect_uri": "http://evil.example"},
        {"client_secret": "wrong"},
        {"code": "wrong"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_the_issuer_redeems_no_code_for_a_thief(change: dict[str, str], gateway: GatewaySettings) -> None:
    flow, form = make_code(gateway)
    with pytest.raises(IssuerRefusedError):
        flow.redeem(form | change)


def test_the_issuer_redeems_a_code_for_who_began(gateway: GatewaySettings) -> None:
    flow, form = make_code(gateway)
    claims = json.loads(base64.urlsafe_b64decode(str(flow.redeem(form)["id_token"]).split(".")[1] + "=="))
    assert (claims["oid"], claims["nonce"], claims["aud"]) == ("somebody", NONCE, "staff-assistant-console")


@pytest.mark.parametrize(
    "change",
    [
        {"aud": "another-application"},
        {"tid": "another-tenant"},
        {"iss": "https://login.example"},
        {"nonce": "another"},
        {"exp": int(time.time()) - 3600},
        {"ver": "1.0"},
        {"oid": None},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_id_token_that_is_not_quite_right_opens_nothing(
    change: dict[str, Any], gateway: GatewaySettings, desk: Desk
) -> None:
    issuer = LocalIssuer.load(gateway)
    good = {"aud": "staff-assistant-console", "oid": "somebody", "sub": "somebody", "nonce": NONCE}
    validator = desk.parts.sign_in.validator
    assert validator.validate_identity(issuer._sign(good, 600), NONCE).object_id == "somebody"
    wrong = {name: value for name, value in (good | change).items() if value is not None}
    with pytest.raises(InvalidTokenError):
        validator.validate_identity(issuer._sign(wrong, 600), NONCE)


def make_code(gateway: GatewaySettings) -> tuple[CodeFlow, dict[str, str]]:
    """Return a flow with a code in it, and the form that redeems it."""
    redirect_uri, verifier = f"{gateway.console_url}/signed-in", secrets.token_urlsafe(48)
    issuer = LocalIssuer.load(gateway)
    flow = CodeFlow(issuer, {"staff-assistant-console": redirect_uri})
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "client_id": "staff-assistant-console",
        "redirect_uri": redirect_uri,
        "response_type": "code",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
        "nonce": NONCE,
    }
    code = parse_qs(urlsplit(flow.grant(flow.read_wish(query), "somebody")).query)["code"][0]
    form = {
        "client_id": "staff-assistant-console",
        "client_secret": issuer.client_secret,
        "code": code,
        "redirect_uri": redirect_uri,
        "code_verifier": verifier,
    }
    return flow, form
