"""Signs entries so that each holds the one before it fast. Knows no database."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """What is signed of one entry."""

    number: int
    at: datetime
    person_id: str
    role: str
    action: str
    thing: str
    thing_id: str
    subject_id: str
    detail: str
    purpose: str


# Not `astuple`, which copies each value: a check of the trail signs every entry again.
_values = attrgetter(*Link.__annotations__)


def sign_link(key: bytes, before: str, link: Link) -> str:
    """Return the signature of an entry after the one whose signature is `before`."""
    values = [value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value for value in _values(link)]
    return _sign(key, ["entry", before, *values])


def sign_end(key: bytes, number: int, last: str) -> str:
    """Return the signature of where the trail ends."""
    return _sign(key, ["end", number, last])


def sign_checkpoint(key: bytes, number: int, last: str, at: str) -> str:
    """Return the signature of one line of the checkpoint file."""
    return _sign(key, ["checkpoint", number, last, at])


def sign_erasure(key: bytes, before: str, *values: object) -> str:
    """Return the signature of one line of the erasure ledger after the one whose signature is `before`."""
    return _sign(key, ["erasure", before, *values])


def is_same(one: str, other: str) -> bool:
    """Compare two signatures."""
    return hmac.compare_digest(one.encode(), other.encode())


def _sign(key: bytes, parts: list[object]) -> str:
    return hmac.new(key, json.dumps(parts, separators=(",", ":")).encode(), hashlib.sha256).hexdigest()
