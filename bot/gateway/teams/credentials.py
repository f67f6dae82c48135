"""Fetches the token with which the bot speaks to Microsoft's connector. Knows Entra only through msal.

Blocks for a request now and then: call `fetch` in a thread from asynchronous code.
"""

import datetime
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import msal  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from msal.exceptions import MsalError  # type: ignore[import-untyped]

from bot.gateway.settings import Settings
from contracts.app_tokens import open_client
from contracts.trust import trusted

CONNECTOR = "https://api.botframework.com"
AUTHORITY = "https://login.microsoftonline.com"
TIMEOUT_SECONDS = 5.0


class BotTokenError(Exception):
    """No token could be had. Its text is an error code, never a secret."""


class CertificateError(ValueError):
    """The bot's certificate is no good. Its text says why."""


@dataclass(slots=True)
class BotTokens:
    """The bot's tokens; msal keeps one until it is nearly out of date. `ask` gets msal's answer from its client."""

    make: Callable[[], Any] = field(repr=False)
    ask: Callable[[Any], dict[str, Any]]
    _client: Any = field(default=None, init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    def fetch(self) -> str:
        """Return an access token. Raises BotTokenError."""
        try:
            with self._lock:
                if self._client is None:
                    self._client = self.make()
                answer = self.ask(self._client)
        except (httpx.HTTPError, MsalError, OSError, ValueError, KeyError) as error:
            raise BotTokenError(type(error).__name__) from error
        token = answer.get("access_token")
        if not isinstance(token, str):
            raise BotTokenError(str(answer.get("error", "no token")))
        return token

    def forget(self) -> None:
        """Drop what is kept, so that the next token is new: for when the connector refused the last one."""
        with self._lock:
            self._client = None


def make_bot_tokens(settings: Settings, authority: str = AUTHORITY) -> BotTokens:
    """Return the bot's source of tokens: a managed identity, a certificate or a secret, as the settings say."""
    if settings.teams_managed_identity:
        return BotTokens(lambda: _managed_identity(settings.teams_app_id), _ask_managed_identity)
    tenant = f"{authority}/{settings.teams_tenant_id}"
    certificate = settings.teams_certificate_file
    if certificate is not None:
        return BotTokens(lambda: _open(tenant, settings.teams_app_id, read_certificate(certificate)), _ask_entra)
    secret = settings.teams_client_secret.get_secret_value()
    return BotTokens(lambda: _open(tenant, settings.teams_app_id, secret), _ask_entra)


def read_certificate(path: Path) -> dict[str, str]:
    """Return msal's credential from a PEM file with private key and certificate. Raises OSError, ValueError."""
    text = path.read_text(encoding="ascii")
    begin = text.find("-----BEGIN CERTIFICATE-----")
    if begin < 0 or "PRIVATE KEY-----" not in text:
        raise CertificateError("it must hold a private key and its certificate, both as PEM")
    certificate = x509.load_pem_x509_certificate(text[begin:].encode())
    if load_pem_private_key(text.encode(), password=None).public_key() != certificate.public_key():
        raise CertificateError("its private key is not that of its certificate")
    if certificate.not_valid_after_utc < datetime.datetime.now(datetime.UTC):
        raise CertificateError(f"its certificate ended on {certificate.not_valid_after_utc:%Y-%m-%d}")
    return {"private_key": text, "public_certificate": certificate.public_bytes(Encoding.PEM).decode()}


def _open(authority: str, client_id: str, credential: str | dict[str, str]) -> Any:
    return open_client(authority, client_id, credential, TIMEOUT_SECONDS)


def _managed_identity(client_id: str) -> Any:
    identity = msal.UserAssignedManagedIdentity(client_id=client_id)
    return msal.ManagedIdentityClient(identity, http_client=httpx.Client(verify=trusted(), timeout=TIMEOUT_SECONDS))


def _ask_entra(client: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.acquire_token_for_client(scopes=[f"{CONNECTOR}/.default"])
    return answer


def _ask_managed_identity(client: Any) -> dict[str, Any]:
    answer: dict[str, Any] = client.acquire_token_for_client(resource=CONNECTOR)
    return answer
