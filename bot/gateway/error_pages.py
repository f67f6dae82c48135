"""One handler for every error at the edge: JSON for programs, a page for people; never the fault's detail."""

import uuid

import structlog
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from bot.gateway.errors import GatewayError, NotFoundError
from bot.gateway.logs import describe_error
from bot.gateway.web_pages import Pages

PROBLEM = "application/problem+json"
log = structlog.get_logger()


def add_error_pages(app: FastAPI, pages: Pages) -> None:
    """Answer errors in the form that the caller can use."""

    async def answer(request: Request, error: Exception) -> Response:
        if isinstance(error, GatewayError):
            return _answer(request, error.status, error.code, error.detail)
        if isinstance(error, HTTPException):
            code = NotFoundError.code if error.status_code == NotFoundError.status else "request-refused"
            return _answer(request, error.status_code, code, str(error.detail))
        reference = uuid.uuid4().hex[:8]
        log.error("request_failed", reference=reference, **describe_error(error))
        return _answer(request, 500, "unexpected", f"Something went wrong. The reference is {reference}.")

    def _answer(request: Request, status: int, code: str, detail: str) -> Response:
        if _is_for_people(request):
            return pages.render("error.html", status, missing=status == NotFoundError.status, detail=detail)
        problem = {"type": "about:blank", "title": code, "status": status, "code": code, "detail": detail}
        headers = {"WWW-Authenticate": "Bearer"} if status == 401 else None
        return JSONResponse(problem, status, media_type=PROBLEM, headers=headers)

    for kind in (GatewayError, HTTPException, Exception):
        app.add_exception_handler(kind, answer)


def _is_for_people(request: Request) -> bool:
    return request.method == "GET" and "text/html" in request.headers.get("accept", "")
