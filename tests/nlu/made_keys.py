"""Makes throw-away Ed25519 keys, and signs requests with them."""

import json
import time
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from contracts.assertions import sign_request


def make_keys() -> tuple[str, str]:
    """Return a private and its public key as PEM."""
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    return private, public


def body_of(text: str = "hello", seconds: float = 4.5, conversation: str = "conversation") -> bytes:
    """Return the bytes of a turn whose deadline lies so many seconds ahead."""
    body: dict[str, Any] = {"conversation": conversation, "text": text, "assertion": "signed elsewhere"}
    return json.dumps({**body, "deadline": time.time() + seconds}).encode()


def signed(private: str, body: bytes, conversation: str = "conversation", seconds: float = 5) -> dict[str, str]:
    """Return the header that lets a body in."""
    return {"Authorization": f"Bearer {sign_request(private, conversation, body, seconds=seconds)}"}
