"""Seals and opens one text with AES-GCM. What was sealed for one place opens at no other. Knows no database."""

import secrets
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from api.referrals.encryption.keys import KeyRing

NONCE_BYTES = 12


class UnreadableError(Exception):
    """The sealed text was changed or moved, or its key is not here. Says nothing of the text."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sealed text belongs: a table, a column, a row."""

    table: str
    column: str
    row: str

    def bound_to(self, key_id: str) -> bytes:
        """Return what is authenticated with the text."""
        return "\x1f".join((self.table, self.column, self.row, key_id)).encode()


@dataclass(frozen=True, slots=True, repr=False)
class Vault:
    """The keys for health information, and the one that signs the audit trail."""

    ring: KeyRing
    audit_key: bytes

    def seal(self, place: Place, text: str) -> tuple[str, bytes]:
        """Return the id of the key, and the sealed text with its nonce in front."""
        return self.seal_bytes(place, text.encode())

    def open(self, place: Place, key_id: str, sealed: bytes) -> str:
        """Return the text. Raises UnreadableError."""
        return self.open_bytes(place, key_id, sealed).decode()

    def seal_bytes(self, place: Place, data: bytes) -> tuple[str, bytes]:
        """Do the same with what is no text, such as a piece of a file."""
        key_id = self.ring.current
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = AESGCM(self.ring.keys[key_id]).encrypt(nonce, data, place.bound_to(key_id))
        return key_id, nonce + sealed

    def open_bytes(self, place: Place, key_id: str, sealed: bytes) -> bytes:
        """Return what was sealed. Raises UnreadableError."""
        key = self.ring.keys.get(key_id)
        if key is None:
            raise UnreadableError
        try:
            return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.bound_to(key_id))
        except (InvalidTag, ValueError):
            raise UnreadableError from None
