"""Turns every error into a page. Neither repeats nor logs any of the request."""

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.console.errors import ReasonNeededError, SignInNeededError
from api.console.pages import Pages
from api.console.parts import read_parts
from api.console.sign_in import way_in
from api.errors import ApiError, DatabaseUnavailableError, NotFoundError, UnexpectedError
from api.logging import describe_error
from api.problems import BY_STATUS

TITLES = {
    400: "That did not work",
    401: "Sign in",
    403: "You cannot open this page",
    404: "Page not found",
    409: "That cannot be done now",
    413: "That is too much",
    422: "That cannot be read",
}

log = structlog.get_logger()


def add_error_pages(app: FastAPI) -> None:
    """Let the application answer every kind of error with a page."""
    app.add_exception_handler(ApiError, _show_api_error)
    app.add_exception_handler(HTTPException, _show_http_error)
    app.add_exception_handler(RequestValidationError, _show_not_found)
    for error in (OperationalError, InterfaceError, PoolTimeoutError):
        app.add_exception_handler(error, _show_database_error)


def _show_api_error(request: Request, error: Exception) -> Response:
    if isinstance(error, SignInNeededError):
        # A form that comes without a seat is lost; its page is the best place to begin again.
        return RedirectResponse(way_in(request.url.path), 303)
    if isinstance(error, ReasonNeededError):
        return RedirectResponse(f"/cases/{request.path_params['referral_id']}/reason", 303)
    return _show(request, type(error))  # type: ignore[arg-type]


def _show_http_error(request: Request, error: Exception) -> Response:
    return _show(request, BY_STATUS.get(getattr(error, "status_code", 404), NotFoundError))


def _show_not_found(request: Request, _error: Exception) -> Response:
    # The only values that are checked before a page is reached stand in its address.
    return _show(request, NotFoundError)


def _show_database_error(request: Request, error: Exception) -> Response:
    log.warning("database unavailable", **describe_error(error))
    return _show(request, DatabaseUnavailableError)


def answer_unexpected(pages: Pages, request_id: str) -> ASGIApp:
    """Return what answers a fault of ours with a page that quotes the id of its line in the log."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        page = _render(pages, Request(scope), UnexpectedError, request_id)
        await page(scope, receive, send)

    return answer


def _show(request: Request, error: type[ApiError]) -> Response:
    return _render(read_parts(request).pages, request, error, None)


def _render(pages: Pages, request: Request, error: type[ApiError], problem: str | None) -> Response:
    title = TITLES.get(error.status, "Something is wrong on our side")
    values = {"title": title, "detail": error.detail, "code": error.code, "problem": problem}
    return pages.render(request, "error.html", values, error.status)
