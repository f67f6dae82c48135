"""Signatures of the gateway: the assertion that says who is asking, and the signed request that Rasa's channel accepts.

Both are short-lived Ed25519 JWTs. Whoever holds the public key can check them; only the gateway can make them.
"""

import hashlib
import time
import uuid
from dataclasses import dataclass
from functools import lru_cache

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key, load_pem_public_key

ISSUER = "staff-assistant-gateway"
API_AUDIENCE = "staff-assistant-api"
RASA_AUDIENCE = "staff-assistant-rasa"
ALGORITHM = "EdDSA"
# A request may still be under way when the turn's deadline passes; its signature lives this much longer.
GRACE_SECONDS = 10


class InvalidAssertionError(Exception):
    """The token is forged, expired, for somebody else, or for another request."""


@dataclass(frozen=True, slots=True)
class Assertion:
    """Who asks, in which conversation, and until when (`deadline`: seconds since the epoch) an answer is of use."""

    tenant: str
    person: str
    conversation: str
    deadline: float

    def remaining(self) -> float:
        """Return the seconds left of the turn, never below zero."""
        return max(0.0, self.deadline - time.time())


def sign_assertion(private_key: str, assertion: Assertion) -> str:
    """Return the assertion as a JWT that the API and the action server accept."""
    now = time.time()
    claims = {
        "iss": ISSUER,
        "aud": API_AUDIENCE,
        "sub": assertion.person,
        "tid": assertion.tenant,
        "cid": assertion.conversation,
        "deadline": assertion.deadline,
        "iat": int(now),
        "exp": int(assertion.deadline + GRACE_SECONDS),
        "jti": uuid.uuid4().hex,
    }
    return jwt.encode(claims, _read(private_key), algorithm=ALGORITHM)


def verify_assertion(public_key: str, token: str) -> Assertion:
    """Return what the gateway asserted. Raises InvalidAssertionError."""
    claims = _claims(public_key, token, API_AUDIENCE, ["sub", "tid", "cid", "deadline"])
    try:
        deadline = float(claims["deadline"])  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise InvalidAssertionError("deadline") from error
    return Assertion(str(claims["tid"]), str(claims["sub"]), str(claims["cid"]), deadline)


def sign_request(private_key: str, conversation: str, body: bytes, *, seconds: float) -> str:
    """Return a JWT that lets exactly this body into Rasa's channel, for this conversation, for so many seconds."""
    now = time.time()
    claims = {
        "iss": ISSUER,
        "aud": RASA_AUDIENCE,
        "sub": conversation,
        "body": hashlib.sha256(body).hexdigest(),
        "iat": int(now),
        "exp": int(now + seconds + GRACE_SECONDS),
    }
    return jwt.encode(claims, _read(private_key), algorithm=ALGORITHM)


def verify_request(public_key: str, token: str, body: bytes) -> str:
    """Return the conversation id that the gateway signed with this very body. Raises InvalidAssertionError."""
    claims = _claims(public_key, token, RASA_AUDIENCE, ["sub", "body"])
    if claims["body"] != hashlib.sha256(body).hexdigest():
        raise InvalidAssertionError("body")
    return str(claims["sub"])


@lru_cache(maxsize=4)
def _read(private_key: str) -> Ed25519PrivateKey:
    """A key is read once: that takes as long as signing with it."""
    key = load_pem_private_key(private_key.encode(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise TypeError("The gateway signs with an Ed25519 key.")
    return key


@lru_cache(maxsize=4)
def _read_public(public_key: str) -> Ed25519PublicKey:
    """Read once too."""
    key = load_pem_public_key(public_key.encode())
    if not isinstance(key, Ed25519PublicKey):
        raise TypeError("The gateway signs with an Ed25519 key.")
    return key


def _claims(public_key: str, token: str, audience: str, required: list[str]) -> dict[str, object]:
    try:
        return jwt.decode(
            token,
            _read_public(public_key),
            algorithms=[ALGORITHM],
            audience=audience,
            issuer=ISSUER,
            options={"require": ["exp", "iat", *required]},
        )
    except jwt.PyJWTError as error:
        raise InvalidAssertionError(type(error).__name__) from error
