"""Thirty-odd ways to be somebody else, at a route that reads and a route that writes: every one is refused."""

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Callable

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import RSAAlgorithm

from api.settings import DEVELOPMENT_TENANT
from contracts.assertions import API_AUDIENCE, ISSUER, Assertion, sign_assertion, sign_request
from tests.api.courses import add_course, add_session
from tests.api.world import EMPLOYEE, World

OTHER = "99999999-2222-4333-8444-555555555555"
Forge = Callable[[World], str]


def pem_of(key: rsa.RSAPrivateKey | Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)


def encode(part: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=").decode()


def sign_by_secret(header: dict[str, str], claims: dict[str, object], secret: bytes) -> str:
    text = f"{encode(header)}.{encode(claims)}"
    mark = hmac.new(secret, text.encode(), hashlib.sha256).digest()
    return f"{text}.{base64.urlsafe_b64encode(mark).rstrip(b'=').decode()}"


def claims_of(world: World) -> dict[str, object]:
    return world.entra.claims(now=time.time(), roles=["People.Read", "Training.Read", "Training.Write"])


def with_own_key(world: World, **headers: object) -> str:
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    own = {
        name: json.loads(RSAAlgorithm.to_jwk(key.public_key())) if name == "jwk" else v for name, v in headers.items()
    }
    return jwt.encode(claims_of(world), key, algorithm="RS256", headers={"kid": "first", **own})


def changed_after_signing(world: World) -> str:
    head, body, mark = world.app_token().split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    return f"{head}.{encode({**claims, 'roles': ['Training.Run']})}.{mark}"


APP_TOKENS: dict[str, Forge] = {
    "empty": lambda w: "",
    "no token": lambda w: "x.y.z",
    "unsigned": lambda w: jwt.encode(claims_of(w), None, algorithm="none"),  # type: ignore[arg-type]
    "unsigned in capitals": lambda w: f"{encode({'alg': 'NONE', 'kid': 'first'})}.{encode(claims_of(w))}.",
    "signed by the public key": lambda w: sign_by_secret(
        {"alg": "HS256", "kid": "first"}, claims_of(w), pem_of(w.entra.keys["first"])
    ),
    "signed by nothing": lambda w: sign_by_secret({"alg": "HS256", "kid": "first"}, claims_of(w), b""),
    "said RS256, signed by a secret": lambda w: sign_by_secret({"alg": "RS256", "kid": "first"}, claims_of(w), b"x"),
    "another algorithm": lambda w: jwt.encode(
        claims_of(w), w.entra.keys["first"], algorithm="RS512", headers={"kid": "first"}
    ),
    "an elliptic key": lambda w: jwt.encode(
        claims_of(w), ec.generate_private_key(ec.SECP256R1()), algorithm="ES256", headers={"kid": "first"}
    ),
    "somebody else's key under our id": with_own_key,
    "a key brought along": lambda w: with_own_key(w, jwk=True),
    "a key at an address": lambda w: with_own_key(w, jku="https://evil.example/keys"),
    "an unknown key id": lambda w: jwt.encode(
        claims_of(w), w.entra.keys["first"], algorithm="RS256", headers={"kid": "other"}
    ),
    "no key id": lambda w: jwt.encode(claims_of(w), w.entra.keys["first"], algorithm="RS256"),
    "changed after signing": changed_after_signing,
    "signature cut off": lambda w: w.app_token()[:-8],
    "signature left out": lambda w: w.app_token().rpartition(".")[0] + ".",
    "twice over": lambda w: f"{w.app_token()}.{w.app_token()}",
    "over": lambda w: w.app_token(exp=int(time.time()) - 301),
    "never ending": lambda w: w.app_token(exp=None),
    "ends in words": lambda w: w.app_token(exp="tomorrow"),
    "not yet": lambda w: w.app_token(nbf=int(time.time()) + 3_600),
    "issued tomorrow": lambda w: w.app_token(iat=int(time.time()) + 86_400),
    "another tenant": lambda w: w.app_token(tid=OTHER),
    "no tenant": lambda w: w.app_token(tid=None),
    "another audience": lambda w: w.app_token(aud="api://other"),
    "several audiences": lambda w: w.app_token(aud=["api://staff-assistant-api", "api://other"]),
    "no audience": lambda w: w.app_token(aud=None),
    "another issuer": lambda w: w.app_token(iss="https://login.example/v2.0"),
    "an older version": lambda w: w.app_token(ver="1.0"),
    "a person's": lambda w: w.app_token(idtyp="user"),
    "a person's by its scopes": lambda w: w.app_token(scp="access_as_user"),
    "roles that are a word": lambda w: w.app_token(roles="Training.Write"),
    "the assertion": lambda w: w.assertion(),
}


def other_key() -> str:
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return Ed25519PrivateKey.generate().private_bytes(*form).decode()


def assertion_with(world: World, **changes: object) -> str:
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": API_AUDIENCE,
        "sub": EMPLOYEE,
        "tid": DEVELOPMENT_TENANT,
        "cid": "c1",
        "deadline": now + 4,
        "iat": now,
        "exp": now + 14,
    } | changes
    return jwt.encode({k: v for k, v in claims.items() if v is not None}, world.private_key, algorithm="EdDSA")


ASSERTIONS: dict[str, Forge] = {
    "signed by somebody else": lambda w: sign_assertion(
        other_key(), Assertion(DEVELOPMENT_TENANT, EMPLOYEE, "c1", time.time() + 4)
    ),
    "unsigned": lambda w: jwt.encode({"sub": EMPLOYEE}, None, algorithm="none"),  # type: ignore[arg-type]
    "signed by the public key": lambda w: sign_by_secret(
        {"alg": "HS256"}, {"sub": EMPLOYEE, "aud": API_AUDIENCE}, w.public_key_file.read_bytes()
    ),
    "for another part": lambda w: assertion_with(w, aud="staff-assistant-rasa"),
    "from another part": lambda w: assertion_with(w, iss="staff-assistant-actions"),
    "over": lambda w: assertion_with(w, exp=int(time.time()) - 5),
    "never ending": lambda w: assertion_with(w, exp=None),
    "without a person": lambda w: assertion_with(w, sub=None),
    "without a tenant": lambda w: assertion_with(w, tid=None),
    "without a deadline": lambda w: assertion_with(w, deadline=None),
    "a deadline in words": lambda w: assertion_with(w, deadline="later"),
    "a signed request": lambda w: sign_request(w.private_key, EMPLOYEE, b"{}", seconds=5),
    "an app token": lambda w: w.app_token(),
    "cut off": lambda w: w.assertion()[:-6],
}


def assert_refused(world: World, headers: dict[str, str]) -> None:
    add_course(world)
    read = world.client.get("/v1/bookings", headers=headers)
    write = world.client.post("/v1/bookings", json={"session_id": add_session(world)}, headers=headers)
    assert (read.status_code, write.status_code) == (401, 401)
    assert world.get("/v1/bookings").json()["items"] == []


def test_there_are_thirty_variants_of_the_token() -> None:
    assert len(APP_TOKENS) >= 30


@pytest.mark.parametrize("forge", APP_TOKENS.values(), ids=APP_TOKENS.keys())
def test_a_forged_app_token_opens_nothing(world: World, forge: Forge) -> None:
    assert_refused(world, {**world.headers(), "Authorization": f"Bearer {forge(world)}"})


@pytest.mark.parametrize("forge", ASSERTIONS.values(), ids=ASSERTIONS.keys())
def test_a_forged_assertion_opens_nothing(world: World, forge: Forge) -> None:
    assert_refused(world, {**world.headers(), "X-Person-Assertion": forge(world)})


def test_the_real_ones_open(world: World) -> None:
    assert world.get("/v1/bookings").status_code == 200
