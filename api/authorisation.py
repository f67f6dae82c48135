"""Who may call what, as data. A route that is not declared here is refused, and fails a test."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.security import APIKeyHeader, HTTPBearer

from api.context import CurrentContext
from api.errors import NotAllowedError
from api.identity import ASSERTION_HEADER, Caller, identify_caller
from contracts.app_roles import AppRole


@dataclass(frozen=True, slots=True)
class Rule:
    """The app role that a route asks for; None: open to whoever reaches the port, tells of nobody."""

    role: AppRole | None


OPEN = Rule(None)

RULES: dict[tuple[str, str], Rule] = {
    ("GET", "/health/live"): OPEN,
    ("GET", "/health/ready"): OPEN,
    ("GET", "/metrics"): OPEN,
    ("GET", "/openapi.json"): OPEN,
    ("GET", "/v1/people/me"): Rule(AppRole.PEOPLE_READ),
    ("POST", "/v1/unanswered-questions"): Rule(AppRole.QUESTIONS_WRITE),
    ("PUT", "/v1/feedback/{reply_id}"): Rule(AppRole.FEEDBACK_WRITE),
}


def authorise(request: Request, context: CurrentContext) -> None:
    """Let the request pass, and keep who is calling. Raises what `identify_caller` does, NotAllowedError."""
    rule = RULES.get((request.method, request.scope["route"].path))
    if rule is None:
        raise NotAllowedError
    if rule.role is None:
        return
    caller = identify_caller(request, context)
    if rule.role not in caller.roles:
        raise NotAllowedError
    request.state.caller = caller


def read_caller(
    request: Request,
    _token: Annotated[object, Security(HTTPBearer(scheme_name="app token", auto_error=False))],
    _assertion: Annotated[
        object, Security(APIKeyHeader(name=ASSERTION_HEADER, scheme_name="assertion", auto_error=False))
    ],
) -> Caller:
    """Return who was let in by `authorise`; the two schemes are named for the API's description."""
    caller: Caller = request.state.caller
    return caller


CurrentCaller = Annotated[Caller, Depends(read_caller)]
