"""The inbox: open cases, the one that waits longest first, and what is late against the Health Unit's targets."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.acts import noting
from api.console.cases.words import WORDS
from api.console.parts import CurrentParts
from api.console.visitors import CurrentVisitor
from api.paging import CurrentPaging
from api.referrals.cases import showing
from api.referrals.cases.states import OPEN, State

router = APIRouter()


@router.get("/cases")
def list_cases(
    request: Request,
    parts: CurrentParts,
    visitor: CurrentVisitor,
    paging: CurrentPaging,
    state: Annotated[State | Literal[""], Query()] = "",
) -> Response:
    """Show the cases of one state, or all that are open."""
    with noting(parts.context, visitor.caller) as act:
        counts = showing.count_inbox(act)
        page = showing.list_inbox(act, state or None, paging)
    values = {"cases": page.items, "cursor": page.next_cursor, "state": state, "counts": counts, "open": OPEN}
    return parts.pages.render(request, "cases/inbox.html", values | WORDS)
