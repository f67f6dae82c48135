"""Validates Entra ID v2.0 access tokens, of people and of applications. Knows no web framework, no settings.

A token has the claims `ver` ("2.0"), `iss`, `aud`, `tid`, `oid`, `azp`, `iat`, `nbf` and `exp`.
A person's token also has `scp`. An ID token has no `azp`, but the `nonce` of its sign-in. An application's has
`roles`, and `idtyp` "app"; where that optional claim is switched off, `oid` equals `sub`.
"""

import base64
import hmac
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jwt
from jwt.types import Options

from contracts.entra_keys import KeySet, UnknownKeyError

ALGORITHM = "RS256"
SKEW_SECONDS = 300
IDENTITY_CLAIMS = ["ver", "iss", "aud", "tid", "oid", "iat", "nbf", "exp"]
REQUIRED_CLAIMS = [*IDENTITY_CLAIMS, "azp"]


class InvalidTokenError(Exception):
    """The token is forged, out of date, or meant for somebody else. Its text is a reason, never content."""


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs: the exact `iss` claim, the tenant, and where its public keys are."""

    name: str
    tenant: str
    keys_url: str

    @classmethod
    def entra(cls, tenant: str) -> "Issuer":
        """Return Microsoft's issuer of a tenant."""
        authority = f"https://login.microsoftonline.com/{tenant}"
        return cls(f"{authority}/v2.0", tenant, f"{authority}/discovery/v2.0/keys")

    @classmethod
    def local(cls, gateway_url: str, tenant: str) -> "Issuer":
        """Return the issuer that the gateway serves in development."""
        authority = f"{gateway_url.rstrip('/')}/issuer/{tenant}"
        return cls(f"{authority}/v2.0", tenant, f"{authority}/discovery/v2.0/keys")


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What a valid token says. `application` is the client that holds it; `is_app`: without a person."""

    tenant: str
    object_id: str
    application: str
    is_app: bool
    roles: frozenset[str]
    scopes: frozenset[str]


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who signed in to one of our applications."""

    tenant: str
    object_id: str


@dataclass(frozen=True, slots=True)
class TokenValidator:
    """Validates tokens of one issuer for one audience."""

    issuer: Issuer
    audience: str
    keys: KeySet
    clock: Callable[[], float] = time.time

    def validate(self, token: str) -> AccessToken:
        """Return what the token says. Raises InvalidTokenError or KeysUnavailableError.

        May fetch keys and so block: call it in a thread from asynchronous code.
        """
        claims = self._valid_claims(token, REQUIRED_CLAIMS)
        scopes = _words(claims.get("scp", ""))
        return AccessToken(
            tenant=_text(claims, "tid"),
            object_id=_text(claims, "oid"),
            application=_text(claims, "azp"),
            is_app=not scopes and _is_app(claims),
            roles=_roles(claims.get("roles", [])),
            scopes=scopes,
        )

    def has_key_for(self, token: str) -> bool:
        """Return whether `validate` will find the token's key at hand, and so not block."""
        return self.keys.has(_read_header(token).get("kid"))

    def validate_identity(self, id_token: str, nonce: str) -> SignedIn:
        """Return who signed in, as an ID token says it to the application that is its audience.

        `nonce`: the value that was sent when this very sign-in began. Raises what `validate` does.
        """
        claims = self._valid_claims(id_token, [*IDENTITY_CLAIMS, "nonce"])
        if not hmac.compare_digest(_text(claims, "nonce").encode(), nonce.encode()):
            raise InvalidTokenError("nonce")
        return SignedIn(_text(claims, "tid"), _text(claims, "oid"))

    def _valid_claims(self, token: str, required: list[str]) -> dict[str, Any]:
        claims = self._verified_claims(token, required)
        self._check_times(claims)
        if claims["ver"] != "2.0":
            raise InvalidTokenError("version")
        if claims["tid"] != self.issuer.tenant:
            raise InvalidTokenError("tenant")
        return claims

    def _verified_claims(self, token: str, required: list[str]) -> dict[str, Any]:
        try:
            header = _read_header(token)
            if header.get("alg") != ALGORITHM:
                raise InvalidTokenError("algorithm")
            key = self.keys.find(header.get("kid"))
            return _verify(token, key, self.audience, self.issuer.name, tuple(required))
        except UnknownKeyError as error:
            raise InvalidTokenError("key") from error
        except (jwt.PyJWTError, UnicodeError, ValueError, TypeError) as error:
            raise InvalidTokenError(type(error).__name__) from error

    def _check_times(self, claims: dict[str, Any]) -> None:
        now = self.clock()
        if now >= _instant(claims, "exp") + SKEW_SECONDS:
            raise InvalidTokenError("expired")
        if now < max(_instant(claims, "nbf"), _instant(claims, "iat")) - SKEW_SECONDS:
            raise InvalidTokenError("not yet valid")


def _read_header(token: str) -> dict[str, Any]:
    """Return what an unverified token says of its key; nothing when it cannot be read."""
    first, _, _ = token.partition(".")
    try:
        header = json.loads(base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)))
    except (ValueError, RecursionError):
        return {}
    return header if isinstance(header, dict) else {}


@lru_cache(maxsize=256)
def _verify(token: str, key: jwt.PyJWK, audience: str, issuer: str, required: tuple[str, ...]) -> dict[str, Any]:
    """An application sends the same token for an hour: its signature is checked once for each key that we fetched."""
    # The times are checked at each use, with the clock that was passed in.
    options: Options = {"verify_exp": False, "verify_nbf": False, "verify_iat": False, "strict_aud": True}
    options["require"] = list(required)
    return jwt.decode(token, key, algorithms=[ALGORITHM], audience=audience, issuer=issuer, options=options)


def _instant(claims: dict[str, Any], name: str) -> float:
    value = claims[name]
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidTokenError(name)
    return float(value)


def _text(claims: dict[str, Any], name: str) -> str:
    value = claims[name]
    if not isinstance(value, str) or not value:
        raise InvalidTokenError(name)
    return value


def _words(value: object) -> frozenset[str]:
    if not isinstance(value, str):
        raise InvalidTokenError("scp")
    return frozenset(value.split())


def _roles(value: object) -> frozenset[str]:
    if not isinstance(value, list) or not all(isinstance(role, str) for role in value):
        raise InvalidTokenError("roles")
    return frozenset(value)


def _is_app(claims: dict[str, Any]) -> bool:
    if "idtyp" in claims:
        return bool(claims["idtyp"] == "app")
    return bool(claims["oid"] == claims.get("sub"))
