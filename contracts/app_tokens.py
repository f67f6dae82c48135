"""Fetches the app token with which one of our parts calls the API. Knows Entra only through msal.

Blocks for a request now and then: call `fetch` in a thread from asynchronous code.
"""

import threading
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx
import msal  # type: ignore[import-untyped]
from msal.exceptions import MsalError  # type: ignore[import-untyped]

from contracts.trust import trusted

TIMEOUT_SECONDS = 1.5


class AppTokenError(Exception):
    """No token could be had. Its text is an error code, never a secret."""


@dataclass(slots=True)
class AppTokens:
    """The tokens of one application for one API; msal keeps a token until it is nearly out of date."""

    authority: str
    client_id: str
    client_secret: str = field(repr=False)
    api_app_id: str
    _client: Any = field(default=None, init=False, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, init=False, repr=False)

    @classmethod
    def entra(cls, tenant: str, client_id: str, client_secret: str, api_app_id: str) -> "AppTokens":
        """Return the source of tokens from Microsoft."""
        authority = f"https://login.microsoftonline.com/{tenant}"
        return cls(authority, client_id, client_secret, api_app_id)

    @classmethod
    def local(cls, gateway_url: str, tenant: str, client_id: str, client_secret: str, api_app_id: str) -> "AppTokens":
        """Return the source of tokens from the issuer that the gateway serves in development."""
        authority = f"{gateway_url.rstrip('/')}/issuer/{tenant}/v2.0"
        return cls(authority, client_id, client_secret, api_app_id)

    def fetch(self) -> str:
        """Return an access token. Raises AppTokenError."""
        try:
            with self._lock:
                if self._client is None:
                    self._client = open_client(self.authority, self.client_id, self.client_secret)
                client = self._client
            answer = client.acquire_token_for_client(scopes=[f"{self.api_app_id}/.default"])
        except (httpx.HTTPError, MsalError, OSError, ValueError, KeyError, RuntimeError) as error:
            raise AppTokenError(type(error).__name__) from error
        token = answer.get("access_token")
        if not isinstance(token, str):
            raise AppTokenError(str(answer.get("error", "no token")))
        return token

    def forget(self) -> None:
        """Drop what is kept, so that the next token is new: for when the API refused the last one."""
        with self._lock:
            self._client = None


def open_client(
    authority: str, client_id: str, credential: str | dict[str, str], seconds: float = TIMEOUT_SECONDS
) -> Any:
    """Return msal's client of an authority, Entra or the local issuer. Raises httpx.HTTPError, ValueError.

    `credential`: a secret, or msal's own description of a certificate; `seconds`: for one request.
    """
    if urlsplit(authority).scheme == "https":
        return msal.ConfidentialClientApplication(
            client_id,
            client_credential=credential,
            authority=authority,
            http_client=_Client(verify=trusted(), timeout=seconds),
        )
    return msal.ConfidentialClientApplication(
        client_id,
        client_credential=credential,
        oidc_authority=_secure(authority),
        http_client=_LocalClient(verify=trusted(), timeout=seconds),
    )


class _Client(httpx.Client):
    """Sends a certificate's signature, which msal gives as bytes, as the text that it is."""

    def request(self, method: str, url: httpx.URL | str, **options: Any) -> httpx.Response:
        """Send a form."""
        if isinstance(options.get("data"), dict):
            fields = options["data"].items()
            options["data"] = {key: one.decode() if isinstance(one, bytes) else one for key, one in fields}
        return super().request(method, url, **options)


class _LocalClient(_Client):
    """Lets msal, which accepts only https, speak http to the local issuer, which has no certificate."""

    def request(self, method: str, url: httpx.URL | str, **options: Any) -> httpx.Response:
        """Send in the clear, and give addresses in the answer the scheme that msal asks for."""
        answer = super().request(method, httpx.URL(url).copy_with(scheme="http"), **options)
        text = answer.text.replace("http://", "https://")
        return httpx.Response(answer.status_code, text=text, request=answer.request)


def _secure(url: str) -> str:
    return "https://" + url.removeprefix("http://")
