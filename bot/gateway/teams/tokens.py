"""Checks that an activity was sent by Microsoft's connector to this very bot. Knows not what the activity says.

The SDK has a check too; docs/decisions names the five things that it lets pass.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import jwt

from contracts.entra_keys import KeySet, KeysUnavailableError, UnknownKeyError, fetch_keys

ALGORITHM = "RS256"
SKEW_SECONDS = 300
# The connector's tokens live for an hour or so; nothing that says "for ever" is believed.
LONGEST_SECONDS = 26 * 3600
CHANNEL = "msteams"
REQUIRED = ["iss", "aud", "exp", "nbf", "serviceurl"]


class RefusedTokenError(Exception):
    """The activity was not sent by the connector. Its text is a reason, never content."""


@dataclass(frozen=True, slots=True)
class ConnectorIssuer:
    """Who signs: the exact `iss` claim, and where the public keys are."""

    name: str = "https://api.botframework.com"
    keys_url: str = "https://login.botframework.com/v1/.well-known/keys"

    def key_set(self) -> KeySet:
        """Return the keys, fetched when they are first needed."""
        return KeySet(lambda: endorsed_keys(fetch_keys(self.keys_url)))


@dataclass(frozen=True, slots=True)
class ActivityTokens:
    """Validates the connector's tokens for one bot."""

    app_id: str
    issuer: str
    keys: KeySet
    clock: Callable[[], float] = time.time

    def check(self, authorization: str, service_url: object) -> None:
        """Return when the header lets this activity in. Raises RefusedTokenError.

        May fetch keys and so block: call it in a thread from asynchronous code.
        """
        scheme, _, token = authorization.partition(" ")
        if scheme != "Bearer" or not token:
            raise RefusedTokenError("no token")
        claims = self._verified_claims(token)
        self._check_times(claims)
        claimed = claims["serviceurl"]
        if not isinstance(claimed, str) or not isinstance(service_url, str) or not claimed:
            raise RefusedTokenError("service address")
        if claimed.rstrip("/") != service_url.rstrip("/"):
            raise RefusedTokenError("service address")

    def _verified_claims(self, token: str) -> dict[str, Any]:
        try:
            header = jwt.get_unverified_header(token)
            if header.get("alg") != ALGORITHM:
                raise RefusedTokenError("algorithm")
            key = self.keys.find(header.get("kid"))
            # The times are checked here, with the clock that was passed in.
            return jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                audience=self.app_id,
                issuer=self.issuer,
                options={
                    "require": REQUIRED,
                    "strict_aud": True,
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
        except UnknownKeyError as error:
            raise RefusedTokenError("key") from error
        except KeysUnavailableError as error:
            raise RefusedTokenError("keys unavailable") from error
        except (jwt.PyJWTError, UnicodeError, ValueError, TypeError) as error:
            raise RefusedTokenError(type(error).__name__) from error

    def _check_times(self, claims: dict[str, Any]) -> None:
        now, begins, ends = self.clock(), _instant(claims, "nbf"), _instant(claims, "exp")
        if now >= ends + SKEW_SECONDS:
            raise RefusedTokenError("expired")
        if now < begins - SKEW_SECONDS or ends - begins > LONGEST_SECONDS:
            raise RefusedTokenError("not yet valid, or for too long")


def endorsed_keys(document: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the key set without the keys that Microsoft endorses for other channels only."""
    keys = [key for key in document["keys"] if CHANNEL in (key.get("endorsements") or [CHANNEL])]
    return {"keys": keys}


def _instant(claims: dict[str, Any], name: str) -> float:
    value = claims[name]
    if isinstance(value, bool) or not isinstance(value, int):
        raise RefusedTokenError(name)
    return float(value)
