"""Hands calendar files to people in Teams, where a message holds no file: each by an address that holds it, sealed.

Nothing is stored, and nobody on the way can read such an address. It is good for a day, and for whoever has it.
"""

import base64
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from fastapi import APIRouter
from fastapi.responses import Response

from bot.gateway.errors import NotFoundError
from contracts.replies import File, Link

CALENDAR = "text/calendar"
PATH = "/calendar-files"
PURPOSE = b"staff-assistant-calendar-file"
SECONDS = 24 * 3600
# An address that is longer is cut off by some program on its way.
LONGEST_SEAL = 1900
LABEL = "Put it into my calendar"
NO_ADDRESS = "I can't hand you a file here. The invitation that comes by e-mail says the same."


@dataclass(frozen=True, slots=True)
class CalendarFiles:
    """Seals and opens. `gateway_url`: where people reach this gateway; without https there is no address."""

    gateway_url: str
    signing_key: str
    clock: Callable[[], float] = time.time

    def links(self, files: tuple[File, ...]) -> tuple[Link, ...]:
        """Return an address for each calendar file that has one."""
        seals = [self.seal(file.text) for file in files if file.media_type == CALENDAR]
        if not self.gateway_url.startswith("https://") or any(len(seal) > LONGEST_SEAL for seal in seals):
            return ()
        labels = [LABEL] if len(seals) == 1 else [f"{LABEL}: day {day}" for day in range(1, len(seals) + 1)]
        return tuple(Link(label, f"{self.gateway_url}{PATH}/{seal}") for label, seal in zip(labels, seals, strict=True))

    def seal(self, text: str) -> str:
        """Return a text that only the gateways can open."""
        packed = zlib.compress(text.encode(), 9)
        return _lock(self.signing_key).encrypt_at_time(packed, int(self.clock())).decode().rstrip("=")

    def open(self, seal: str) -> str:
        """Return the calendar file. Raises NotFoundError for what is none of ours, or a day old."""
        if len(seal) > LONGEST_SEAL:
            raise NotFoundError
        padded = seal + "=" * (-len(seal) % 4)
        try:
            packed = _lock(self.signing_key).decrypt_at_time(padded.encode(), SECONDS, int(self.clock()))
        except InvalidToken as error:
            raise NotFoundError from error
        return zlib.decompress(packed).decode()


def calendar_routes(files: CalendarFiles) -> APIRouter:
    """Return the route, which asks for no sign-in: a calendar program that opens the address has none."""
    router = APIRouter()

    @router.get(f"{PATH}/{{seal}}")
    async def calendar_file(seal: str) -> Response:
        """Give the file that the address holds."""
        headers = {"Content-Disposition": 'attachment; filename="invitation.ics"'}
        return Response(files.open(seal), media_type=CALENDAR, headers=headers)

    return router


@lru_cache(maxsize=4)
def _lock(signing_key: str) -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=PURPOSE).derive(signing_key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
