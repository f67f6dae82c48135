"""A throw-away Entra with its keys, a clock that stands still, and what checks its tokens."""

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from contracts.entra_keys import KeySet
from contracts.entra_tokens import TokenValidator
from tests.contracts.entra import AUDIENCE, ISSUER, Clock, Entra


@pytest.fixture(scope="session")
def signing_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture(scope="session")
def other_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@pytest.fixture
def entra(signing_key: rsa.RSAPrivateKey) -> Entra:
    return Entra(ISSUER.name, keys={"first": signing_key})


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def validator(entra: Entra, clock: Clock) -> TokenValidator:
    return TokenValidator(ISSUER, AUDIENCE, KeySet(entra.document, clock=clock), clock=clock)
