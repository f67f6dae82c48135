"""The public keys of a token issuer, cached, with roll-over. Knows nothing of tokens but the key id."""

import logging
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from jwt import InvalidKeyError, PyJWK, PyJWKError

SECONDS_BETWEEN_FETCHES = 300.0
# Until a first fetch succeeds nobody can be let in, so it is tried again sooner.
SECONDS_BETWEEN_FIRST_FETCHES = 1.0
# A key that its issuer withdrew is not trusted for longer than this.
SECONDS_TO_KEEP = 86_400.0
FETCH_TIMEOUT_SECONDS = 2.0
SMALLEST_KEY_BITS = 2048

log = logging.getLogger(__name__)


class UnknownKeyError(Exception):
    """No key of the issuer has this id, or it is too soon to ask again."""


class KeysUnavailableError(Exception):
    """The issuer's keys could not be fetched, so no token can be checked."""


def fetch_keys(url: str) -> Mapping[str, Any]:
    """Return the JSON Web Key Set at an address. Raises httpx.HTTPError or ValueError."""
    answer = httpx.get(url, timeout=FETCH_TIMEOUT_SECONDS, follow_redirects=False)
    answer.raise_for_status()
    document = answer.json()
    if not isinstance(document, dict):
        raise ValueError("a key set is an object")
    return document


@dataclass(slots=True)
class KeySet:
    """Keys by id. An id that is not known causes at most one fetch in five minutes."""

    fetch: Callable[[], Mapping[str, Any]]
    clock: Callable[[], float] = time.time
    _keys: dict[str, PyJWK] = field(default_factory=dict, init=False)
    _fetched_at: float = field(default=float("-inf"), init=False)
    _may_fetch_at: float = field(default=float("-inf"), init=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False)

    def has(self, key_id: object) -> bool:
        """Return whether the key is at hand, so that `find` will not wait for the issuer."""
        return isinstance(key_id, str) and self._known(key_id) is not None

    def find(self, key_id: object) -> PyJWK:
        """Return the key. Raises UnknownKeyError or KeysUnavailableError."""
        if not isinstance(key_id, str):
            raise UnknownKeyError
        key = self._known(key_id)
        if key is None:
            with self._lock:
                key = self._known(key_id) or self._fetch_and_find(key_id)
        return key

    def _known(self, key_id: str) -> PyJWK | None:
        return self._keys.get(key_id) if self._is_fresh() else None

    def _is_fresh(self) -> bool:
        return self.clock() - self._fetched_at <= SECONDS_TO_KEEP

    def _fetch_and_find(self, key_id: str) -> PyJWK:
        now = self.clock()
        if now >= self._may_fetch_at:
            was_fresh = self._is_fresh()
            self._refresh(now)
            if was_fresh:
                self._may_fetch_at = now + SECONDS_BETWEEN_FETCHES
            elif not self._is_fresh():
                self._may_fetch_at = now + SECONDS_BETWEEN_FIRST_FETCHES
        key = self._known(key_id)
        if key is not None:
            return key
        if not self._is_fresh():
            raise KeysUnavailableError
        raise UnknownKeyError

    def _refresh(self, now: float) -> None:
        try:
            document = self.fetch()
            entries = document["keys"]
            keys = {key.key_id: key for key in map(_read_key, entries) if key and key.key_id}
        except (httpx.HTTPError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            log.warning("issuer keys not fetched: %s", type(error).__name__)
            return
        if keys:
            self._keys = keys
            self._fetched_at = now


def _read_key(entry: Mapping[str, Any]) -> PyJWK | None:
    if entry.get("kty") != "RSA" or entry.get("use", "sig") != "sig" or entry.get("alg", "RS256") != "RS256":
        return None
    try:
        key = PyJWK(dict(entry), algorithm="RS256")
    except (PyJWKError, InvalidKeyError, ValueError):
        return None
    return key if key.key.key_size >= SMALLEST_KEY_BITS else None
