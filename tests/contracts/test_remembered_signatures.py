"""A signature that was checked once is remembered with its key; everything else of a token is looked at each time."""

import pytest

from contracts.entra_keys import KeySet
from contracts.entra_tokens import InvalidTokenError, Issuer, TokenValidator
from tests.contracts.entra import AUDIENCE, TENANT, Clock, Entra

ISSUER = Issuer.entra(TENANT)
HOUR, DAY = 3600, 86_400


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def entra() -> Entra:
    entra = Entra(ISSUER.name)
    entra.add_key("first")
    return entra


@pytest.fixture
def validator(entra: Entra, clock: Clock) -> TokenValidator:
    return TokenValidator(ISSUER, AUDIENCE, KeySet(entra.document, clock=clock), clock=clock)


def test_a_remembered_token_runs_out(entra: Entra, validator: TokenValidator, clock: Clock) -> None:
    token = entra.sign("first", entra.claims())
    assert validator.validate(token).is_app
    clock.now += 2 * HOUR
    with pytest.raises(InvalidTokenError, match="expired"):
        validator.validate(token)


def test_a_remembered_token_is_refused_once_its_key_was_withdrawn(
    entra: Entra, validator: TokenValidator, clock: Clock
) -> None:
    token = entra.sign("first", entra.claims(exp=int(clock.now) + 3 * DAY))
    assert validator.validate(token).is_app
    entra.add_key("second")
    del entra.keys["first"]
    clock.now += DAY + 1
    with pytest.raises(InvalidTokenError, match="key"):
        validator.validate(token)


def test_a_token_by_another_key_of_the_same_name_is_not_taken_for_a_remembered_one(
    entra: Entra, validator: TokenValidator
) -> None:
    validator.validate(entra.sign("first", entra.claims()))
    entra.add_key("first")
    with pytest.raises(InvalidTokenError, match="InvalidSignatureError"):
        validator.validate(entra.sign("first", entra.claims()))


def test_whether_a_key_is_at_hand_is_known_without_asking_the_issuer(entra: Entra, validator: TokenValidator) -> None:
    token = entra.sign("first", entra.claims())
    assert not validator.has_key_for(token)
    validator.validate(token)
    assert validator.has_key_for(token)
    assert entra.fetches == 1


@pytest.mark.parametrize("token", ["", "x", "é.é.é", "bm8ganNvbg.e30.e30", "W10.e30.e30"])
def test_what_is_no_token_has_no_key(validator: TokenValidator, token: str) -> None:
    assert not validator.has_key_for(token)
