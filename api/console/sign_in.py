"""The way in and out: to who signs people in, back with a code, and a seat at the console."""

import secrets
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from api.console.errors import SignInDownError, SignInFailedError
from api.console.parts import CurrentParts
from contracts.person_sign_in import SignInRefusedError, SignInUnavailableError

router = APIRouter()


@router.get("/sign-in")
def begin(parts: CurrentParts, next: str = "/") -> Response:
    """Send the browser to who signs people in."""
    try:
        flow = parts.sign_in.begin()
    except SignInUnavailableError as error:
        raise SignInDownError from error
    answer = RedirectResponse(str(flow["auth_uri"]), 303)
    parts.flows.put(answer, {"flow": flow, "next": own_path(next)})
    return answer


@router.get("/signed-in")
def finish(request: Request, parts: CurrentParts) -> Response:
    """Give a seat to who comes back with a code of a sign-in that began in this browser."""
    kept = parts.flows.read(request)
    if kept is None:
        raise SignInFailedError
    try:
        who = parts.sign_in.finish(kept["flow"], dict(request.query_params))
    except SignInRefusedError as error:
        raise SignInFailedError from error
    except SignInUnavailableError as error:
        raise SignInDownError from error
    answer = RedirectResponse(own_path(str(kept["next"])), 303)
    parts.flows.clear(answer)
    seat = {"tenant": who.tenant, "person": who.object_id, "token": secrets.token_urlsafe(32)}
    parts.seats.put(answer, seat)
    return answer


@router.post("/sign-out")
def leave(parts: CurrentParts) -> Response:
    """Take the seat away."""
    answer = RedirectResponse("/signed-out", 303)
    parts.seats.clear(answer)
    parts.opened.clear(answer)
    return answer


@router.get("/signed-out")
def left(request: Request, parts: CurrentParts) -> Response:
    """Say that the person is signed out."""
    return parts.pages.render(request, "signed_out.html")


def way_in(path: str) -> str:
    """Return the address that signs somebody in and brings them to this path."""
    return f"/sign-in?next={quote(own_path(path), safe='')}"


def own_path(path: str) -> str:
    """Return the path when it is one of this console, else its first page: nobody is sent elsewhere."""
    is_own = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable() and "\\" not in path
    return path if is_own else "/"
