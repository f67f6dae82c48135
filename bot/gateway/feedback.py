"""Helpful or not: the token that an answer carries, and the call that brings it back. Stores nothing."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

import jwt
import structlog
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_private_key
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse

from bot.gateway.bodies import read_object
from bot.gateway.errors import MalformedError
from bot.gateway.identity import Identity, Person
from bot.gateway.prepared_replies import Cause, PreparedReplies
from bot.gateway.staff_api import StaffApi, StaffApiError
from contracts.assertions import Assertion

AUDIENCE = "staff-assistant-feedback"
ALGORITHM = "EdDSA"
CLAIMS = ["exp", "sub", "tid", "rid", "art"]
SECONDS = 24 * 3600
STATUS = {
    Cause.HELPFUL: 200,
    Cause.NOT_HELPFUL: 200,
    Cause.FEEDBACK_REFUSED: 403,
    Cause.FEEDBACK_UNAVAILABLE: 503,
}
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class FeedbackTokens:
    """Signs and reads the token: which reply, which article, for whom."""

    signing_key: str
    clock: Callable[[], float] = time.time

    def sign(self, person: Person, reply_id: str, article_id: str) -> str:
        """Return the token of one answered reply."""
        now = int(self.clock())
        claims = {
            "aud": AUDIENCE,
            "sub": person.oid,
            "tid": person.tenant,
            "rid": reply_id,
            "art": article_id,
        }
        return jwt.encode({**claims, "iat": now, "exp": now + SECONDS}, self.signing_key, algorithm=ALGORITHM)

    def read(self, person: Person, token: str) -> tuple[str, str] | None:
        """Return reply id and article id, or None for a token that is forged, old or another person's."""
        try:
            key = _public_key(self.signing_key)
            claims = jwt.decode(
                token,
                key,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                options={"require": CLAIMS},
            )
        except (jwt.PyJWTError, UnicodeError):
            return None
        if (claims["tid"], claims["sub"]) != (person.tenant, person.oid):
            return None
        return str(claims["rid"]), str(claims["art"])


@dataclass(frozen=True, slots=True)
class Feedback:
    """Hands feedback to the API, whichever channel it came from."""

    tokens: FeedbackTokens
    api: StaffApi
    seconds: float

    async def save(self, person: Person, token: str, helpful: bool) -> Cause:
        """Save it; the cause says what to tell the person."""
        read = self.tokens.read(person, token)
        if read is None:
            return Cause.FEEDBACK_REFUSED
        assertion = Assertion(person.tenant, person.oid, "feedback", time.time() + self.seconds)
        try:
            await self.api.save_feedback(*read, helpful, assertion)
        except StaffApiError as error:
            log.warning("feedback_not_saved", cause=str(error))
            return Cause.FEEDBACK_UNAVAILABLE
        return Cause.HELPFUL if helpful else Cause.NOT_HELPFUL


def feedback_routes(identity: Identity, feedback: Feedback, prepared: PreparedReplies) -> APIRouter:
    """Return the route that takes feedback."""
    router = APIRouter()

    @router.post("/api/feedback")
    async def save_feedback(request: Request) -> JSONResponse:
        """Save it, or say plainly that it was not saved."""
        person = await identity.identify(request)
        body = await read_object(request)
        token, helpful = body.get("feedback"), body.get("helpful")
        if not isinstance(token, str) or not isinstance(helpful, bool):
            raise MalformedError
        cause = await feedback.save(person, token, helpful)
        message = prepared.say(cause, f"feedback/{person.tenant}/{person.oid}").text
        return JSONResponse({"saved": STATUS[cause] == 200, "code": cause.value, "message": message}, STATUS[cause])

    return router


@lru_cache(maxsize=4)
def _public_key(signing_key: str) -> Ed25519PublicKey:
    return cast(Ed25519PrivateKey, load_pem_private_key(signing_key.encode(), password=None)).public_key()
