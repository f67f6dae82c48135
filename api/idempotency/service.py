"""Makes a write happen once: its key is stored in the same transaction as its effect. Knows no subject."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel
from sqlalchemy.orm import Session

from api.errors import KeyReusedError
from api.idempotency import repository
from api.idempotency.models import IdempotencyKey
from api.identity import Caller
from api.retention.classes import Retention


@dataclass(frozen=True, slots=True)
class Answer:
    """What a write came to. `is_repeat`: it had already happened."""

    status: int
    body: str
    is_repeat: bool = False


def scope_of(caller: Caller, route: str, key: str) -> str:
    """Return where a key counts: for one application, person and route. Reveals none of them."""
    parts = (caller.application, caller.tenant, caller.person, route, key)
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def fingerprint_of(key: str, path: str, body: BaseModel) -> str:
    """Return what tells two requests with one key apart; who lacks the key cannot guess the body from it."""
    message = f"{path}\x1f{body.model_dump_json()}"
    return hmac.new(key.encode(), message.encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Cover:
    """How the body of an answer is kept: as it is, or sealed."""

    put_on: Callable[[str], str] = str
    take_off: Callable[[str], str] = str


def answer_once(
    session: Session,
    scope: str,
    fingerprint: str,
    today: date,
    effect: Callable[[], Answer],
    cover: Cover = Cover(),
) -> Answer:
    """Return the answer of the effect, or of its first time. Raises KeyReusedError or StillRunningError."""
    repository.lock_scope(session, scope)
    stored = repository.find_write(session, scope)
    if stored is not None:
        if not hmac.compare_digest(stored.fingerprint, fingerprint):
            raise KeyReusedError
        return Answer(stored.status, cover.take_off(stored.body), is_repeat=True)
    answer = effect()
    write = IdempotencyKey(
        scope=scope,
        fingerprint=fingerprint,
        status=answer.status,
        body=cover.put_on(answer.body),
        expires_on=Retention.REPEATS.expires_on(today),
    )
    repository.store_write(session, write)
    return answer
