"""The gateway's signatures: only its key makes them, only for one purpose, only for a short time."""

import time
from dataclasses import replace

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from contracts.assertions import (
    API_AUDIENCE,
    GRACE_SECONDS,
    ISSUER,
    RASA_AUDIENCE,
    Assertion,
    InvalidAssertionError,
    sign_assertion,
    sign_request,
    verify_assertion,
    verify_request,
)


def make_pair() -> tuple[str, str]:
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    public = key.public_key().public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    return private.decode(), public.decode()


PRIVATE, PUBLIC = make_pair()


def make_assertion() -> Assertion:
    return Assertion("tenant", "person", "conversation", time.time() + 4.5)


def sign_claims(**changes: object) -> str:
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "aud": API_AUDIENCE,
        "sub": "person",
        "tid": "tenant",
        "cid": "conversation",
        "deadline": now + 4.5,
        "iat": now,
        "exp": now + 10,
    } | changes
    return jwt.encode({name: value for name, value in claims.items() if value is not None}, PRIVATE, algorithm="EdDSA")


def test_what_was_asserted_arrives() -> None:
    assertion = make_assertion()
    assert verify_assertion(PUBLIC, sign_assertion(PRIVATE, assertion)) == assertion


def test_two_assertions_are_never_the_same() -> None:
    assertion = make_assertion()
    assert sign_assertion(PRIVATE, assertion) != sign_assertion(PRIVATE, assertion)


def test_somebody_elses_signature_is_refused() -> None:
    with pytest.raises(InvalidAssertionError):
        verify_assertion(make_pair()[1], sign_assertion(PRIVATE, make_assertion()))


def test_an_assertion_ends_soon_after_its_deadline() -> None:
    late = replace(make_assertion(), deadline=time.time() - GRACE_SECONDS - 1)
    with pytest.raises(InvalidAssertionError):
        verify_assertion(PUBLIC, sign_assertion(PRIVATE, late))


def test_a_request_that_is_still_under_way_when_the_turn_ends_can_be_read() -> None:
    late = replace(make_assertion(), deadline=time.time() - 1)
    assert verify_assertion(PUBLIC, sign_assertion(PRIVATE, late)).remaining() == 0.0


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param({"iss": "somebody"}, id="another issuer"),
        pytest.param({"aud": RASA_AUDIENCE}, id="meant for Rasa"),
        pytest.param({"sub": None}, id="no person"),
        pytest.param({"tid": None}, id="no tenant"),
        pytest.param({"cid": None}, id="no conversation"),
        pytest.param({"deadline": None}, id="no deadline"),
        pytest.param({"deadline": "soon"}, id="deadline that is no number"),
        pytest.param({"exp": None}, id="no end"),
        pytest.param({"exp": 1}, id="over"),
        pytest.param({"iat": int(time.time()) + 3600}, id="issued in the future"),
    ],
)
def test_an_assertion_with_a_wrong_claim_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(InvalidAssertionError):
        verify_assertion(PUBLIC, sign_claims(**changes))


def test_the_claims_of_these_tests_are_otherwise_right() -> None:
    assert verify_assertion(PUBLIC, sign_claims()).person == "person"


@pytest.mark.parametrize("token", ["", "a.b.c", "ä"], ids=["empty", "three parts", "other letters"])
def test_what_is_no_token_is_refused(token: str) -> None:
    with pytest.raises(InvalidAssertionError):
        verify_assertion(PUBLIC, token)


def test_an_unsigned_assertion_is_refused() -> None:
    claims = jwt.decode(sign_claims(), options={"verify_signature": False})
    with pytest.raises(InvalidAssertionError):
        verify_assertion(PUBLIC, jwt.encode(claims, None, algorithm="none"))


def test_a_signed_request_names_its_conversation() -> None:
    token = sign_request(PRIVATE, "conversation", b"{}", seconds=4.5)
    assert verify_request(PUBLIC, token, b"{}") == "conversation"


def test_a_signed_request_is_good_for_its_own_body_only() -> None:
    token = sign_request(PRIVATE, "conversation", b"{}", seconds=4.5)
    with pytest.raises(InvalidAssertionError):
        verify_request(PUBLIC, token, b"{ }")


def test_a_signed_request_is_no_assertion_and_the_other_way_round() -> None:
    request = sign_request(PRIVATE, "conversation", b"{}", seconds=4.5)
    assertion = sign_assertion(PRIVATE, make_assertion())
    with pytest.raises(InvalidAssertionError):
        verify_assertion(PUBLIC, request)
    with pytest.raises(InvalidAssertionError):
        verify_request(PUBLIC, assertion, b"{}")
