"""A write as a route sees it: one transaction, for a known person, once for each key. Knows no subject."""

import base64
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request, Response
from pydantic import BaseModel
from sqlalchemy.orm import Session

from api.acts import Act, begin_act
from api.authorisation import CurrentCaller
from api.context import Context, CurrentContext
from api.idempotency.service import Answer, Cover, answer_once, fingerprint_of, scope_of
from api.identity import Caller
from api.people.service import require_known_person
from api.problems import document_problems
from api.referrals.encryption.vault import Place, Vault

KEY_HEADER = "Idempotency-Key"
REPEAT_HEADER = "Idempotent-Replayed"
KEY_PATTERN = r"^[A-Za-z0-9._-]{16,128}$"
WRITE_PROBLEMS = document_problems(400, 401, 403, 404, 408, 409, 413, 422, 503)
Counted = tuple[BaseModel, Callable[[], None]]


@dataclass(frozen=True, slots=True)
class Write:
    """One write that was let in."""

    context: Context
    caller: Caller
    key: str
    route: str
    path: str

    def once(
        self, body: BaseModel, status: int, effect: Callable[[Session], Counted], *, is_sealed: bool = False
    ) -> Response:
        """Return the answer of the effect, which happens in one transaction and, for this key, once.

        The effect returns what to answer, and what to count once it is saved. `is_sealed`: the answer is kept sealed.
        """
        count: Callable[[], None] = self.context.metrics.count_repeat

        def run_effect() -> Answer:
            nonlocal count
            view, count = effect(session)
            return Answer(status, view.model_dump_json())

        scope = scope_of(self.caller, self.route, self.key)
        fingerprint = fingerprint_of(self.key, self.path, body)
        with self.context.running.hold(scope), self.context.database.write() as session:
            require_known_person(session, self.caller, self.context.today())
            cover = _sealing(self.context.vault, scope) if is_sealed else Cover()
            answer = answer_once(session, scope, fingerprint, self.context.today(), run_effect, cover)
        count()
        headers = {REPEAT_HEADER: "true"} if answer.is_repeat else None
        return Response(answer.body, answer.status, headers, media_type="application/json")

    def act(self, body: BaseModel, status: int, effect: Callable[[Act], BaseModel]) -> Response:
        """Return the answer of what the person does, which happens in one transaction and, for this key, once."""

        def run(session: Session) -> Counted:
            # The person is known already, so this asks the database nothing.
            return effect(begin_act(self.context, session, self.caller)), lambda: None

        return self.once(body, status, run)

    def act_sealed(self, body: BaseModel, status: int, effect: Callable[[Act], BaseModel]) -> Response:
        """Do the same where the answer may tell of somebody's health."""

        def run(session: Session) -> Counted:
            return effect(begin_act(self.context, session, self.caller)), lambda: None

        return self.once(body, status, run, is_sealed=True)


def _sealing(vault: Vault, scope: str) -> Cover:
    place = Place("idempotency_keys", "body", scope)

    def put_on(text: str) -> str:
        key_id, sealed = vault.seal(place, text)
        return f"{key_id}:{base64.b64encode(sealed).decode()}"

    def take_off(text: str) -> str:
        key_id, _, encoded = text.partition(":")
        return vault.open(place, key_id, base64.b64decode(encoded))

    return Cover(put_on, take_off)


async def begin_write(
    request: Request,
    context: CurrentContext,
    caller: CurrentCaller,
    key: Annotated[
        str,
        Header(
            alias=KEY_HEADER,
            pattern=KEY_PATTERN,
            description="A new random value for each write, the same one when it is sent again.",
            examples=["7f4f1b0c2f6a4d0e9a55c1f0f3f6f0aa"],
        ),
    ],
) -> Write:
    """Return the write that this request asks for."""
    return Write(context, caller, key, f"{request.method} {request.scope['route'].path}", request.scope["path"])


CurrentWrite = Annotated[Write, Depends(begin_write)]
