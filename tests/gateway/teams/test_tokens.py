"""Who is let in: the connector's own tokens for this bot and this address, and no other, however alike."""

import base64
import json
import time
from collections.abc import Iterator
from typing import Any

import jwt
import pytest

from bot.gateway.teams.tokens import ActivityTokens, RefusedTokenError, endorsed_keys
from contracts.entra_keys import KeySet
from tests.gateway.teams.conftest import Chat, OpenTeams
from tests.gateway.teams.microsoft import APP_ID, ISSUER, PERSON, TENANT, MicrosoftEdge, make_key

NOW = int(time.time())
TIMES = ("exp", "nbf", "iat")
AGENT_365 = "5a807f24-c9de-44ee-a3a7-329e88a00ffc"
ENTRA = {"ver": "2.0", "tid": TENANT, "oid": PERSON, "sub": PERSON, "serviceurl": None}
V2, V1 = f"https://login.microsoftonline.com/{TENANT}/v2.0", f"https://sts.windows.net/{TENANT}/"
OTHER_TENANT = "22222222-2222-4333-8444-555555555555"
FIRST_PARTY = "f8cdef31-a31e-4b4a-93e4-5f571e91255a"

# Each is signed with a key that Microsoft publishes; only what it says is wrong.
SAYS: dict[str, dict[str, Any]] = {
    "expired": {"exp": NOW - 301, "nbf": NOW - 4000},
    "not yet valid": {"nbf": NOW + 400},
    "no expiry": {"exp": None},
    "no beginning": {"nbf": None},
    "an expiry in words": {"exp": str(NOW + 3600)},
    "an expiry that is true": {"exp": True},
    "valid for a year": {"exp": NOW + 366 * 86_400},
    "another audience": {"aud": "bbbbbbbb-bbbb-4ccc-8ddd-eeeeeeeeeeee"},
    "no audience": {"aud": None},
    "the audience in capitals": {"aud": APP_ID.upper()},
    "the audience as an address": {"aud": f"api://{APP_ID}"},
    "the audience as the bot's address": {"aud": f"api://botid-{APP_ID}"},
    "the audience in a list": {"aud": [APP_ID]},
    "the audience among others": {"aud": [APP_ID, "another"]},
    "another issuer": {"iss": "https://evil.example"},
    "no issuer": {"iss": None},
    "the issuer with a slash": {"iss": f"{ISSUER}/"},
    "the issuer over http": {"iss": "http://api.botframework.com"},
    "the issuer in capitals": {"iss": ISSUER.upper()},
    "the issuer with a tail": {"iss": f"{ISSUER}.evil.example"},
    "the American cloud's issuer": {"iss": "https://api.botframework.us"},
    "a person's token of our tenant": {**ENTRA, "iss": V2, "azp": APP_ID},
    "a person's older token of our tenant": {**ENTRA, "ver": "1.0", "iss": V1},
    "a person's token of another tenant": {**ENTRA, "tid": OTHER_TENANT, "iss": V2.replace(TENANT, OTHER_TENANT)},
    "Microsoft's own tenant": {**ENTRA, "iss": V2.replace(TENANT, FIRST_PARTY), "tid": FIRST_PARTY},
    "an Agent 365 token": {**ENTRA, "iss": V2, "azp": AGENT_365},
    "no service address": {"serviceurl": None},
    "an empty service address": {"serviceurl": ""},
    "a service address in a list": {"serviceurl": ["x"]},
    "another service address": {"serviceurl": "https://smba.trafficmanager.net/amer"},
    "a service address above": {"serviceurl": "http://127.0.0.1"},
}


def at_present(changes: dict[str, Any]) -> dict[str, Any]:
    """Return the claims as if this file had just been read: a long run of tests takes longer than the skew."""
    passed = int(time.time()) - NOW
    return {name: value + passed if name in TIMES and type(value) is int else value for name, value in changes.items()}


def _encode(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def _unsigned(edge: MicrosoftEdge, **header: Any) -> str:
    return f"{_encode({'alg': 'none', 'typ': 'JWT', 'kid': 'first', **header})}.{_encode(edge.claims())}."


def _hmac(edge: MicrosoftEdge) -> str:
    # The old trick: the public key, which everybody has, taken for a shared secret.
    secret = make_key("first").public_key().public_numbers().n.to_bytes(256)
    return jwt.encode(edge.claims(), secret, algorithm="HS256", headers={"kid": "first"})


def _changed(edge: MicrosoftEdge) -> str:
    header, _, signature = edge.sign().split(".")
    return f"{header}.{_encode(edge.claims(sub='somebody else'))}.{signature}"


FORGED = {
    "not a token": lambda edge: "abc",
    "two dots": lambda edge: "..",
    "unsigned": _unsigned,
    "unsigned, spelt otherwise": lambda edge: _unsigned(edge, alg="None"),
    "signed with the public key": _hmac,
    "changed after signing": _changed,
    "signed with a key of nobody": lambda edge: edge.sign(key="nobody", kid="first"),
    "a key id of nobody": lambda edge: edge.sign(kid="nobody"),
    "no key id": lambda edge: jwt.encode(edge.claims(), make_key("first"), algorithm="RS256"),
    "the key brought along": lambda edge: edge.sign(key="nobody", jwk={"kty": "RSA"}, jku="https://evil.example/keys"),
    "another algorithm": lambda edge: jwt.encode(edge.claims(), make_key("first"), "RS512", {"kid": "first"}),
    "another padding": lambda edge: jwt.encode(edge.claims(), make_key("first"), "PS256", {"kid": "first"}),
    "a token with a space": lambda edge: f" {edge.sign()}",
    "the signature cut": lambda edge: edge.sign()[:-8],
    "another token behind it": lambda edge: f"{edge.sign()}, Bearer {edge.sign()}",
}


@pytest.mark.parametrize("changes", SAYS.values(), ids=SAYS.keys())
async def test_a_signed_token_that_says_something_else_is_refused(changes: dict[str, Any], chat: Chat) -> None:
    assert (await chat.deliver(token=chat.edge.sign(chat.edge.claims(**at_present(changes))))).status_code == 401
    assert await chat.told_nothing()


@pytest.mark.parametrize("forge", FORGED.values(), ids=FORGED.keys())
async def test_a_forged_token_is_refused(forge: Any, chat: Chat) -> None:
    assert (await chat.deliver(token=forge(chat.edge))).status_code == 401
    assert await chat.told_nothing()


@pytest.mark.parametrize("header", [None, "Basic abc", "bearer {}", "Bearer", "{}"])
async def test_only_the_agreed_header_is_read(header: str | None, chat: Chat) -> None:
    headers = {} if header is None else {"Authorization": header.format(chat.edge.sign())}
    assert (await chat.client.post("/api/messages", json=chat.activity(), headers=headers)).status_code == 401


GOOD = {
    "as it is": {},
    "expired within the skew": {"exp": NOW - 200, "nbf": NOW - 3600},
    "begins within the skew": {"nbf": NOW + 200},
    "with claims that we do not know": {"extra": "x", "iat": NOW},
}


@pytest.mark.parametrize("changes", GOOD.values(), ids=GOOD.keys())
async def test_the_connectors_own_token_is_let_in(changes: dict[str, Any], chat: Chat) -> None:
    assert (await chat.deliver(token=chat.edge.sign(chat.edge.claims(**at_present(changes))))).status_code == 200
    assert await chat.told_texts() == ["You said: hello"]


async def test_a_slash_at_the_end_of_the_address_makes_no_difference(chat: Chat) -> None:
    token = chat.edge.sign(chat.edge.claims(serviceurl=f"{chat.edge.service_url}/"))
    assert (await chat.deliver(token=token)).status_code == 200


@pytest.mark.parametrize("address", [None, "{}/other", "https://smba.trafficmanager.net/uk"])
async def test_an_address_that_the_token_does_not_name_is_refused(address: str | None, chat: Chat) -> None:
    named = address and address.format(chat.edge.service_url)
    assert (await chat.deliver(chat.activity(serviceUrl=named))).status_code == 401


async def test_a_rolled_key_is_accepted_after_one_fetch(open_teams: OpenTeams, own_keys: list[str]) -> None:
    chat = await open_teams()
    await chat.deliver()
    own_keys[:], before = ["second"], chat.edge.key_fetches
    answers = [await chat.deliver(token=chat.edge.sign(key="second")) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    assert chat.edge.key_fetches == before + 1
    assert (await chat.deliver(token=chat.edge.sign(key="first"))).status_code == 401


async def test_unknown_keys_cause_one_fetch_in_five_minutes(edge: MicrosoftEdge) -> None:
    now, began = [1_800_000_000.0], edge.key_fetches
    keys = KeySet(lambda: endorsed_keys(edge.get("/keys")), lambda: now[0])
    tokens = ActivityTokens(APP_ID, ISSUER, keys, lambda: now[0])

    def knock(key: str) -> None:
        times = {"nbf": int(now[0]), "exp": int(now[0]) + 60}
        tokens.check(f"Bearer {edge.sign(edge.claims(**times), key=key)}", edge.service_url)

    knock("first")
    for passed in range(0, 299, 13):
        now[0] = 1_800_000_000.0 + passed
        with pytest.raises(RefusedTokenError):
            knock("nobody")
    assert edge.key_fetches == began + 2
    now[0] += 302
    with pytest.raises(RefusedTokenError):
        knock("nobody")
    assert edge.key_fetches == began + 3


def test_a_key_that_is_endorsed_for_other_channels_only_is_not_taken() -> None:
    keys = [{"kid": "a", "endorsements": ["msteams"]}, {"kid": "b", "endorsements": ["directline"]}, {"kid": "c"}]
    assert [key["kid"] for key in endorsed_keys({"keys": keys})["keys"]] == ["a", "c"]


async def test_nobody_is_let_in_while_the_keys_cannot_be_had(open_teams: OpenTeams, own_keys: list[str]) -> None:
    own_keys.clear()
    assert (await (await open_teams()).deliver()).status_code == 401


@pytest.fixture
def own_keys(edge: MicrosoftEdge) -> Iterator[list[str]]:
    published = list(edge.published)
    yield edge.published
    edge.published[:] = published
