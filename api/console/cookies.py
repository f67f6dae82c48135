"""Sealed cookies: what is in one can be neither read nor changed by who holds it. Knows not what they are for."""

import base64
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from starlette.requests import Request
from starlette.responses import Response


@dataclass(frozen=True, slots=True)
class Jar:
    """Cookies of one kind, good for so many seconds. `is_secure`: only ever sent over https."""

    name: str
    seconds: int
    is_secure: bool
    fernet: Fernet
    clock: Callable[[], float]

    @classmethod
    def of(cls, name: str, seconds: int, secret: str, *, is_secure: bool, clock: Callable[[], float]) -> "Jar":
        """Return the jar of a secret; each name has a key of its own."""
        key = hashlib.sha256(f"{name}\x1f{secret}".encode()).digest()
        # With this prefix a browser takes the cookie from this very host only.
        full = f"__Host-{name}" if is_secure else name
        return cls(full, seconds, is_secure, Fernet(base64.urlsafe_b64encode(key)), clock)

    def read(self, request: Request) -> dict[str, Any] | None:
        """Return what was put in, or None when there is nothing, or nothing of ours, or it is out of date."""
        try:
            sealed = request.cookies[self.name].encode("ascii")
            value = json.loads(self.fernet.decrypt_at_time(sealed, self.seconds, int(self.clock())))
        except (KeyError, ValueError, InvalidToken):
            return None
        return value if isinstance(value, dict) else None

    def put(self, response: Response, value: dict[str, Any]) -> None:
        """Send a value to the browser to keep."""
        sealed = self.fernet.encrypt_at_time(json.dumps(value).encode(), int(self.clock())).decode("ascii")
        # Lax, because the way back from Entra is a link from another site; forms have a token of their own.
        response.set_cookie(
            self.name, sealed, max_age=self.seconds, secure=self.is_secure, httponly=True, samesite="lax"
        )

    def clear(self, response: Response) -> None:
        """Let the browser forget."""
        response.delete_cookie(self.name, secure=self.is_secure, httponly=True, samesite="lax")
