"""The keys that seal health information: each has an id, so that they can be changed. Knows no table."""

import base64
import binascii
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

KEY_BYTES = 32
# Random bytes are practically never so alike; a key that somebody typed is.
FEWEST_DIFFERENT = 20
KEY_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,19}")


class KeysRefusedError(ValueError):
    """The keys cannot be used; the text says why and quotes none of them."""


@dataclass(frozen=True, slots=True, repr=False)
class KeyRing:
    """Keys by their id. The first seals; all of them open."""

    keys: dict[str, bytes]

    @property
    def current(self) -> str:
        """Return the id of the key that seals."""
        return next(iter(self.keys))


def read_ring(text: str) -> KeyRing:
    """Return the keys of `id:key,id:key`, each key 32 random bytes in base64. Raises KeysRefusedError."""
    keys: dict[str, bytes] = {}
    for part in text.replace(",", " ").split():
        key_id, _, encoded = part.partition(":")
        if not KEY_ID.fullmatch(key_id) or key_id in keys:
            raise KeysRefusedError("Each key needs an id of its own, of small letters and digits: id:key,id:key.")
        keys[key_id] = read_key(encoded)
    if not keys:
        raise KeysRefusedError("There is no key.")
    return KeyRing(keys)


def read_key(encoded: str) -> bytes:
    """Return one key. Raises KeysRefusedError for anything but 32 random bytes in base64."""
    try:
        key = base64.b64decode(encoded.strip(), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise KeysRefusedError("A key is 32 random bytes in base64.") from None
    if len(key) != KEY_BYTES or len(set(key)) < FEWEST_DIFFERENT:
        raise KeysRefusedError("A key is 32 random bytes in base64.")
    return key


def make_key() -> str:
    """Return a new key."""
    return base64.urlsafe_b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def keep_development_key(path: Path, text: str) -> str:
    """Return what the file holds; where there is none, it is made of the text. One of several processes wins."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(text)
    try:
        # Unlike a move this never replaces a key with which something is sealed already.
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
    return path.read_text(encoding="ascii")
