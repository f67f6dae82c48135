"""Signs people in by the authorisation-code flow with PKCE. Knows Entra only through msal, and no web framework.

Blocks for a request now and then: call it in a thread from asynchronous code.
"""

import hashlib
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from msal.exceptions import MsalError  # type: ignore[import-untyped]

from contracts.app_tokens import open_client
from contracts.entra_keys import KeysUnavailableError
from contracts.entra_tokens import InvalidTokenError, SignedIn, TokenValidator

FAULTS = (httpx.HTTPError, MsalError, OSError, ValueError, KeyError, RuntimeError)


class SignInRefusedError(Exception):
    """The answer does not belong to a sign-in that began here, or is not valid. Its text is a reason, no content."""


class SignInUnavailableError(Exception):
    """Who signs people in cannot be reached."""


@dataclass(slots=True)
class PersonSignIn:
    """The sign-in of one application. `validator`: for ID tokens, so its audience is the client id.

    `authority`: with https Microsoft's, with http the local issuer of development.
    """

    authority: str
    client_id: str
    client_secret: str = field(repr=False)
    redirect_uri: str
    validator: TokenValidator
    _client: Any = field(default=None, init=False, repr=False)

    def begin(self) -> dict[str, Any]:
        """Return a flow to keep for `finish`; its `auth_uri` is where to go. Raises SignInUnavailableError."""
        try:
            if self._client is None:
                self._client = open_client(self.authority, self.client_id, self.client_secret)
            with warnings.catch_warnings():
                # msal would have the code come back in a form. A form from another site brings no cookie, and so not
                # the flow that it belongs to; the code is of no use without that, and is good once.
                warnings.filterwarnings("ignore", message="response_mode", category=UserWarning)
                flow: dict[str, Any] = self._client.initiate_auth_code_flow([], redirect_uri=self.redirect_uri)
        except FAULTS as error:
            raise SignInUnavailableError(type(error).__name__) from error
        if self.authority.startswith("http://"):
            # msal believes that it speaks https to the local issuer.
            flow["auth_uri"] = "http://" + str(flow["auth_uri"]).removeprefix("https://")
        return flow

    def close(self) -> None:
        """Close the connections."""
        if self._client is not None:
            self._client.http_client.close()

    def finish(self, flow: dict[str, Any], answer: Mapping[str, str]) -> SignedIn:
        """Return who signed in. `answer`: the parameters that the browser brought back.

        Raises SignInRefusedError or SignInUnavailableError. msal checks the state and redeems the code; it checks
        nothing of the ID token, so that is done here.
        """
        try:
            if self._client is None:
                self._client = open_client(self.authority, self.client_id, self.client_secret)
        except FAULTS as error:
            raise SignInUnavailableError(type(error).__name__) from error
        try:
            tokens = self._client.acquire_token_by_auth_code_flow(flow, dict(answer))
        except (ValueError, KeyError) as error:
            raise SignInRefusedError("state") from error
        except FAULTS as error:
            raise SignInUnavailableError(type(error).__name__) from error
        id_token, nonce = tokens.get("id_token"), flow.get("nonce")
        if not isinstance(id_token, str) or not isinstance(nonce, str):
            raise SignInRefusedError(str(tokens.get("error", "no token"))[:40])
        try:
            # msal sends the hash of the nonce that it keeps.
            return self.validator.validate_identity(id_token, hashlib.sha256(nonce.encode("ascii")).hexdigest())
        except InvalidTokenError as error:
            raise SignInRefusedError(str(error)) from error
        except KeysUnavailableError as error:
            raise SignInUnavailableError("keys") from error
