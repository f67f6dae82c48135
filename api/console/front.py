"""The first page: the first of the menu that the person may open, or a word that there is none."""

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse
from starlette.responses import PlainTextResponse, Response

from api.console.parts import CurrentParts
from api.console.visitors import CurrentVisitor

router = APIRouter()


@router.get("/")
def show_first(request: Request, parts: CurrentParts, visitor: CurrentVisitor) -> Response:
    """Lead to the person's first page."""
    if visitor.menu:
        return RedirectResponse(visitor.menu[0][0], 303)
    return parts.pages.render(request, "nothing.html")


@router.get("/health/live")
def live() -> Response:
    """Say that the process answers."""
    return PlainTextResponse("ok")
