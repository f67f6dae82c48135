"""Lets a request pass when the rule of its route says so. A route without a rule is refused."""

from dataclasses import replace
from typing import Annotated

from fastapi import Depends, Request, Security
from fastapi.concurrency import run_in_threadpool
from fastapi.security import APIKeyHeader, HTTPBearer

from api.context import CurrentContext
from api.errors import NotAllowedError
from api.identity import ASSERTION_HEADER, Caller, identify_application, identify_caller, waits_for_keys
from api.rights import RULES


async def authorise(request: Request, context: CurrentContext) -> None:
    """Let the request pass, and keep who is calling. Raises what `identify_caller` does, NotAllowedError."""
    rule = RULES.get((request.method, request.scope["route"].path))
    if rule is None:
        raise NotAllowedError
    if rule.role is None:
        return
    identify = identify_application if rule.is_by_itself else identify_caller
    if waits_for_keys(request, context):
        caller = await run_in_threadpool(identify, request, context)
    else:
        caller = identify(request, context)
    if rule.role not in caller.roles:
        raise NotAllowedError
    request.state.caller = replace(caller, may=frozenset(rule.may))


async def read_caller(
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
