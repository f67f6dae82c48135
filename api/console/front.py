"""The first page: the first of the menu that the person may open. One's own files are there for everybody."""

from fastapi import APIRouter
from fastapi.responses import RedirectResponse
from starlette.responses import PlainTextResponse, Response

from api.console.visitors import CurrentVisitor

router = APIRouter()


@router.get("/")
def show_first(visitor: CurrentVisitor) -> Response:
    """Lead to the person's first page."""
    return RedirectResponse(visitor.menu[0][0], 303)


@router.get("/health/live")
def live() -> Response:
    """Say that the process answers."""
    return PlainTextResponse("ok")
