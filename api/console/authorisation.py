"""Lets a request pass when the door of its route says so, and a form only when it is one of ours."""

import hmac

from fastapi import Request

from api.console.errors import FormExpiredError, SignInNeededError
from api.console.forms import CurrentSubmitted
from api.console.parts import CurrentParts
from api.console.rights import DOORS
from api.console.visitors import find_visitor
from api.errors import NotAllowedError, RoleNeededError

TOKEN_FIELD = "form_token"  # noqa: S105 the field's name, no secret


def authorise(request: Request, parts: CurrentParts, submitted: CurrentSubmitted) -> None:
    """Keep who is asking. Raises NotAllowedError, SignInNeededError, RoleNeededError, FormExpiredError."""
    door = DOORS.get((request.method, request.scope["route"].path))
    if door is None:
        raise NotAllowedError
    if door.is_open:
        return
    seat = parts.seats.read(request)
    if seat is None:
        raise SignInNeededError
    visitor = find_visitor(parts, seat)
    # Kept before the door, because the page that refuses has a menu too.
    request.state.visitor = visitor.at(door)
    if request.method == "POST" and not hmac.compare_digest(
        submitted.text(TOKEN_FIELD).encode(), visitor.token.encode()
    ):
        raise FormExpiredError
    if not visitor.may_pass(door):
        raise RoleNeededError
