"""What a running console is made of, handed to its routes: built once, never at import."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from api.console.cookies import Jar
from api.console.pages import Pages
from api.console.typesetting import Letterhead
from api.context import Context
from contracts.person_sign_in import PersonSignIn

SEAT_SECONDS = 8 * 3600
FLOW_SECONDS = 10 * 60
OPENED_SECONDS = 3600


@dataclass(frozen=True, slots=True)
class Parts:
    """`seats`: who is signed in. `flows`: sign-ins that are under way. `opened`: why which case is open."""

    context: Context
    sign_in: PersonSignIn
    seats: Jar
    flows: Jar
    opened: Jar
    pages: Pages
    letterhead: Letterhead


def read_parts(request: Request) -> Parts:
    """Return the parts of the console that serves the request."""
    parts: Parts = request.app.state.parts
    return parts


CurrentParts = Annotated[Parts, Depends(read_parts)]
