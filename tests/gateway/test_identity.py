"""Who may speak: tokens that are accepted and tokens that are not."""

import time
from collections.abc import Callable
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa as rsa_keys

from bot.gateway.issuer import API_AUDIENCE, GATEWAY_AUDIENCE, IssuerRefusedError, LocalIssuer
from bot.gateway.settings import DEVELOPMENT_TENANT, Settings
from contracts import app_tokens
from contracts.app_tokens import AppTokens
from tests.gateway.conftest import GatewayClient

OTHER_KEY = rsa_keys.generate_private_key(public_exponent=65537, key_size=2048)
FORGERIES: dict[str, dict[str, Any]] = {
    "another audience": {"aud": API_AUDIENCE},
    "another tenant": {"tid": "11111111-0000-4000-8000-000000000000"},
    "another issuer": {"iss": "https://login.microsoftonline.com/x/v2.0"},
    "expired": {"exp": int(time.time()) - 600},
    "not yet valid": {"nbf": int(time.time()) + 86_400},
    "an app": {"scp": "", "idtyp": "app", "roles": ["People.Read"]},
    "another scope": {"scp": "email"},
    "version 1": {"ver": "1.0"},
}


@pytest.fixture
def issuer(make_settings: Callable[..., Settings]) -> LocalIssuer:
    return LocalIssuer.load(make_settings())


def forge(issuer: LocalIssuer, key: Any = None, algorithm: str = "RS256", **changes: Any) -> str:
    token = issuer.person_token("0d3a0001-5b1e-4c6e-9a01-000000000001")
    claims = {**jwt.decode(token, options={"verify_signature": False}), **changes}
    return jwt.encode(claims, key or issuer.key, algorithm=algorithm, headers=jwt.get_unverified_header(token))


async def send(gateway: GatewayClient, token: str) -> int:
    answer = await gateway.post("/api/chat", json={"text": "hi"}, headers={"Authorization": f"Bearer {token}"})
    return answer.status_code


async def test_a_signed_in_person_may_speak(gateway: GatewayClient, issuer: LocalIssuer) -> None:
    assert await send(gateway, forge(issuer)) == 200


@pytest.mark.parametrize("changes", FORGERIES.values(), ids=FORGERIES.keys())
async def test_a_token_that_is_not_for_this_is_refused(
    changes: dict[str, Any], gateway: GatewayClient, issuer: LocalIssuer
) -> None:
    assert await send(gateway, forge(issuer, **changes)) == 401


async def test_a_token_signed_by_somebody_else_is_refused(gateway: GatewayClient, issuer: LocalIssuer) -> None:
    assert await send(gateway, forge(issuer, OTHER_KEY)) == 401


async def test_a_token_without_a_signature_is_refused(gateway: GatewayClient, issuer: LocalIssuer) -> None:
    head, body, _ = forge(issuer).split(".")
    assert await send(gateway, f"{head}.{body}.") == 401


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer  ", "Basic abc", "Bearer not-a-token", "Bearer a.b.c"])
async def test_no_token_is_refused(header: str, gateway: GatewayClient) -> None:
    answer = await gateway.post("/api/chat", json={"text": "hi"}, headers={"Authorization": header})
    assert (answer.status_code, answer.json()["code"]) == (401, "not-signed-in")
    assert answer.headers["content-type"] == "application/problem+json"


async def test_somebody_unknown_cannot_sign_in(gateway: GatewayClient) -> None:
    assert (await gateway.post("/api/sign-in", json={"person": "mayor"})).status_code == 404


async def test_every_demo_person_can_sign_in(gateway: GatewayClient) -> None:
    people = (await gateway.get("/api/people")).json()
    tokens = [(await gateway.post("/api/sign-in", json={"person": p["person"]})).json()["token"] for p in people]
    assert len(set(tokens)) == 7


def test_the_local_issuer_refuses_outside_development(make_settings: Callable[..., Settings]) -> None:
    entra = {
        "entra_tenant_id": "t",
        "entra_gateway_app_id": "g",
        "entra_api_app_id": "a",
        "entra_client_id": "c",
    }
    settings = make_settings(
        environment="production", messages_per_minute=15, entra_client_secret="long enough", **entra
    )
    with pytest.raises(IssuerRefusedError):
        LocalIssuer.load(settings)


async def test_with_entra_settings_nobody_signs_in_here(open_gateway: Callable[..., Any]) -> None:
    entra = {
        "entra_tenant_id": "t",
        "entra_gateway_app_id": "g",
        "entra_api_app_id": "a",
        "entra_client_id": "c",
    }
    gateway = await open_gateway(person=None, entra_client_secret="long enough", **entra)
    answers = [
        await gateway.post("/api/sign-in", json={"person": "demo-employee"}),
        await gateway.get("/api/people"),
        await gateway.get(f"/issuer/{DEVELOPMENT_TENANT}/v2.0/.well-known/openid-configuration"),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


@pytest.mark.parametrize(
    ("form", "error"),
    [
        pytest.param({"grant_type": "password"}, "unsupported_grant_type", id="grant"),
        pytest.param({"client_secret": "wrong"}, "invalid_client", id="secret"),
        pytest.param({"client_id": "somebody"}, "invalid_client", id="client"),
        pytest.param({"scope": f"{GATEWAY_AUDIENCE}/.default"}, "invalid_scope", id="scope"),
    ],
)
async def test_the_local_issuer_gives_no_app_token_for_less(
    form: dict[str, str], error: str, gateway: GatewayClient, issuer: LocalIssuer
) -> None:
    right = {
        "grant_type": "client_credentials",
        "client_id": "staff-assistant-actions",
        "client_secret": issuer.client_secret,
        "scope": f"{API_AUDIENCE}/.default",
    }
    path = f"/issuer/{DEVELOPMENT_TENANT}/oauth2/v2.0/token"
    assert (await gateway.post(path, data=right)).status_code == 200
    answer = await gateway.post(path, data={**right, **form})
    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_msal_gets_an_app_token_from_a_running_gateway(
    running_gateway: str, issuer: LocalIssuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    clients: list[httpx.Client] = []
    make = app_tokens._LocalClient

    def remember(**options: Any) -> httpx.Client:
        clients.append(make(**options))
        return clients[-1]

    monkeypatch.setattr(app_tokens, "_LocalClient", remember)
    tokens = AppTokens.local(
        running_gateway, DEVELOPMENT_TENANT, "staff-assistant-gateway", issuer.client_secret, API_AUDIENCE
    )
    claims = jwt.decode(tokens.fetch(), options={"verify_signature": False})
    assert (claims["idtyp"], claims["aud"]) == ("app", API_AUDIENCE)
    for client in clients:
        client.close()
