"""The keys of an issuer: fetched when needed and seldom, rolled, withdrawn, and only those that are fit."""

from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from contracts.entra_keys import KeySet, KeysUnavailableError
from contracts.entra_tokens import InvalidTokenError, TokenValidator
from tests.contracts.entra import AUDIENCE, ISSUER, NOW, Clock, Entra


def test_a_rolled_key_is_accepted_after_one_fetch(
    entra: Entra, validator: TokenValidator, other_key: rsa.RSAPrivateKey
) -> None:
    validator.validate(entra.sign("first", entra.claims()))
    entra.keys = {"second": other_key}
    assert validator.validate(entra.sign("second", entra.claims()))
    assert entra.fetches == 2


def test_a_key_that_was_withdrawn_is_refused_after_the_next_fetch(
    entra: Entra, validator: TokenValidator, signing_key: rsa.RSAPrivateKey, other_key: rsa.RSAPrivateKey
) -> None:
    old = entra.sign("first", entra.claims())
    validator.validate(old)
    entra.keys = {"second": other_key}
    validator.validate(entra.sign("second", entra.claims()))
    with pytest.raises(InvalidTokenError):
        validator.validate(old)


def test_unknown_keys_cause_at_most_one_fetch_in_five_minutes(
    entra: Entra, validator: TokenValidator, clock: Clock, other_key: rsa.RSAPrivateKey
) -> None:
    validator.validate(entra.sign("first", entra.claims()))
    forger = Entra(ISSUER.name)
    fetches = []
    for seconds in (0, 1, 120, 299, 300, 599):
        clock.now = NOW + seconds
        forger.keys = {f"unknown-{seconds}": other_key}
        with pytest.raises(InvalidTokenError):
            validator.validate(forger.sign(f"unknown-{seconds}", entra.claims()))
        fetches.append(entra.fetches)
    assert fetches == [2, 2, 2, 2, 3, 3]


def test_a_known_key_is_used_while_the_issuer_is_down(entra: Entra, validator: TokenValidator, clock: Clock) -> None:
    validator.validate(entra.sign("first", entra.claims()))
    entra.is_down = True
    clock.now += 3000
    assert validator.validate(entra.sign("first", entra.claims()))


def test_an_issuer_that_was_never_reached_is_a_failure_and_is_asked_again_soon(
    entra: Entra, validator: TokenValidator, clock: Clock
) -> None:
    entra.is_down = True
    token = entra.sign("first", entra.claims())
    with pytest.raises(KeysUnavailableError):
        validator.validate(token)
    entra.is_down = False
    clock.now += 1
    assert validator.validate(token)


def test_keys_are_fetched_anew_after_a_day(entra: Entra, validator: TokenValidator, clock: Clock) -> None:
    validator.validate(entra.sign("first", entra.claims()))
    clock.now += 86_401
    validator.validate(entra.sign("first", entra.claims(now=clock.now)))
    assert entra.fetches == 2


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param({"kty": "oct", "k": "c2VjcmV0"}, id="a shared secret"),
        pytest.param({"use": "enc"}, id="for encryption"),
        pytest.param({"alg": "RS512"}, id="for another algorithm"),
        pytest.param({"n": "!"}, id="unreadable"),
    ],
)
def test_a_key_of_another_kind_is_not_used(entra: Entra, clock: Clock, entry: dict[str, str]) -> None:
    document = entra.document()
    document["keys"][0] |= entry
    validator = TokenValidator(ISSUER, AUDIENCE, KeySet(lambda: document, clock=clock), clock=clock)
    with pytest.raises((InvalidTokenError, KeysUnavailableError)):
        validator.validate(entra.sign("first", entra.claims()))


def test_a_short_key_is_not_used(clock: Clock) -> None:
    entra = Entra(ISSUER.name)
    entra.add_key("short", bits=1024)
    validator = TokenValidator(ISSUER, AUDIENCE, KeySet(entra.document, clock=clock), clock=clock)
    with pytest.warns(jwt.InsecureKeyLengthWarning):
        token = entra.sign("short", entra.claims())
    with pytest.raises(KeysUnavailableError):
        validator.validate(token)


@pytest.mark.parametrize("document", [{}, {"keys": None}, {"keys": ["x"]}, {"keys": []}], ids=str)
def test_a_document_without_keys_is_a_failure(entra: Entra, clock: Clock, document: dict[str, Any]) -> None:
    validator = TokenValidator(ISSUER, AUDIENCE, KeySet(lambda: document, clock=clock), clock=clock)
    with pytest.raises(KeysUnavailableError):
        validator.validate(entra.sign("first", entra.claims()))
