"""A form's effect: one transaction, for who sent it, once however often the form comes. Knows no subject."""

from collections.abc import Callable

from fastapi import Request
from fastapi.responses import RedirectResponse
from pydantic import BaseModel
from starlette.responses import Response

from api.acts import Act, begin_act
from api.console.errors import FormExpiredError
from api.console.forms import Submitted
from api.console.parts import Parts
from api.console.visitors import Visitor
from api.idempotency.service import Answer, answer_once, fingerprint_of, scope_of

ONCE_FIELD = "once"
SHORTEST, LONGEST = 16, 128


class Sent(BaseModel):
    """What tells two forms apart."""

    values: dict[str, list[str]]


def write_once(
    parts: Parts, visitor: Visitor, request: Request, submitted: Submitted, effect: Callable[[Act], str]
) -> Response:
    """Do what the form asks for and go to the address that the effect returns, also when it was done before.

    Raises what the effect raises: then nothing was stored, and the form may be sent again.
    """
    key = submitted.text(ONCE_FIELD)
    if not SHORTEST <= len(key) <= LONGEST:
        raise FormExpiredError
    scope = scope_of(visitor.caller, f"POST {request.scope['route'].path}", key)
    fingerprint = fingerprint_of(key, request.url.path, Sent(values=submitted.values))
    context = parts.context
    with context.running.hold(scope), context.database.write() as session:
        act = begin_act(context, session, visitor.caller)
        answer = answer_once(session, scope, fingerprint, context.today(), lambda: Answer(303, effect(act)))
    return RedirectResponse(answer.body, 303)
