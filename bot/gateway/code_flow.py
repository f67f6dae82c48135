"""The local issuer's authorisation-code flow with PKCE, in Entra's form. Development only: anybody may be anybody."""

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bot.gateway.issuer import IssuerRefusedError, LocalIssuer

CONSOLE_CLIENT = "staff-assistant-console"
CODE_SECONDS = 60
ID_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Wish:
    """What an application asks for: to be told, at this address, who is signed in."""

    client: str
    redirect_uri: str
    state: str
    nonce: str
    challenge: str


@dataclass(frozen=True, slots=True)
class Grant:
    """What a code stands for, until when."""

    wish: Wish
    oid: str
    until: float


@dataclass(slots=True)
class CodeFlow:
    """Gives codes for people, and an ID token for each code, once. `redirect_uris`: the one address of each client."""

    issuer: LocalIssuer
    redirect_uris: Mapping[str, str]
    _grants: dict[str, Grant] = field(default_factory=dict, init=False, repr=False)

    def read_wish(self, query: Mapping[str, str]) -> Wish:
        """Return what is asked for. Raises IssuerRefusedError: then nobody may be sent anywhere."""
        client, redirect_uri = query.get("client_id", ""), query.get("redirect_uri", "")
        if not redirect_uri or self.redirect_uris.get(client) != redirect_uri:
            raise IssuerRefusedError("invalid_client")
        if query.get("response_type") != "code":
            raise IssuerRefusedError("unsupported_response_type")
        challenge = query.get("code_challenge", "")
        if query.get("code_challenge_method") != "S256" or not challenge:
            raise IssuerRefusedError("invalid_request")
        return Wish(client, redirect_uri, query.get("state", ""), query.get("nonce", ""), challenge)

    def grant(self, wish: Wish, oid: str) -> str:
        """Return the address that takes a code for this person to the application."""
        now = time.time()
        self._grants = {code: grant for code, grant in self._grants.items() if grant.until > now}
        code = secrets.token_urlsafe(32)
        self._grants[code] = Grant(wish, oid, now + CODE_SECONDS)
        return f"{wish.redirect_uri}?{urlencode({'code': code, 'state': wish.state})}"

    def redeem(self, form: Mapping[str, str]) -> dict[str, object]:
        """Return the token answer for a code, which is then used up. Raises IssuerRefusedError."""
        known = hmac.compare_digest(form.get("client_secret", "").encode(), self.issuer.client_secret.encode())
        if not known or form.get("client_id") not in self.redirect_uris:
            raise IssuerRefusedError("invalid_client")
        grant = self._grants.pop(form.get("code", ""), None)
        if grant is None or grant.until <= time.time():
            raise IssuerRefusedError("invalid_grant")
        is_same = (form.get("client_id"), form.get("redirect_uri")) == (grant.wish.client, grant.wish.redirect_uri)
        if not is_same or not _fits(form.get("code_verifier", ""), grant.wish.challenge):
            raise IssuerRefusedError("invalid_grant")
        id_token = self.issuer.id_token(grant.oid, grant.wish.client, grant.wish.nonce, ID_SECONDS)
        return {
            "token_type": "Bearer",
            "expires_in": ID_SECONDS,
            "access_token": self.issuer.person_token(grant.oid),
            "id_token": id_token,
            "scope": form.get("scope", ""),
        }


def _fits(verifier: str, challenge: str) -> bool:
    digest = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=")
    return hmac.compare_digest(digest, challenge.encode())
