"""Turns every error into `application/problem+json`. Neither repeats nor logs any of the request."""

from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse

from api.errors import (
    ApiError,
    BodyTooLargeError,
    DatabaseUnavailableError,
    InvalidRequestError,
    KeyRefusedError,
    MalformedRequestError,
    MethodNotAllowedError,
    NotFoundError,
    all_errors,
)
from api.logging import describe_error

MEDIA_TYPE = "application/problem+json"
KEY_PLACE = ("header", "idempotency-key")
BY_STATUS: dict[int, type[ApiError]] = {
    404: NotFoundError,
    405: MethodNotAllowedError,
    413: BodyTooLargeError,
}

log = structlog.get_logger()


class Problem(BaseModel):
    """The body of every error. `id` is given where something was logged; `places` name wrong values."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    id: str | None = None
    places: list[str] | None = None


def answer_problem(
    error: type[ApiError],
    *,
    problem_id: str | None = None,
    places: list[str] | None = None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """Return the answer for an error; `places` names what is wrong in a request, without its values."""
    problem = Problem(
        type=f"about:blank#{error.code}",
        title=error.code.replace("_", " ").capitalize(),
        status=error.status,
        code=error.code,
        detail=error.detail,
        id=problem_id,
        places=places,
    )
    headers = {"Cache-Control": "no-store", **(headers or {})}
    if error.status == 401:
        headers["WWW-Authenticate"] = "Bearer"
    if error.passes_soon and error.status != 500:
        headers["Retry-After"] = "1"
    body = problem.model_dump(exclude_none=True)
    return JSONResponse(body, error.status, headers, media_type=MEDIA_TYPE)


def document_problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return the description of these statuses for the API's document, with every code they can have."""
    documented: dict[int | str, dict[str, Any]] = {}
    for status in statuses:
        errors = [error for error in all_errors() if error.status == status]
        documented[status] = {
            "description": ", ".join(error.code for error in errors),
            "content": {
                MEDIA_TYPE: {
                    "schema": Problem.model_json_schema(),
                    "examples": {
                        error.code: {
                            "value": {
                                "type": f"about:blank#{error.code}",
                                "title": error.code.replace("_", " ").capitalize(),
                                "status": status,
                                "code": error.code,
                                "detail": error.detail,
                            }
                        }
                        for error in errors
                    },
                }
            },
        }
    return documented


def handle_errors(app: FastAPI) -> None:
    """Let the application answer every kind of error with a problem.

    What answers is asynchronous, for it waits for nothing: in a thread, it would wait for one.
    """
    app.add_exception_handler(ApiError, _answer_api_error)
    app.add_exception_handler(HTTPException, _answer_http_error)
    app.add_exception_handler(RequestValidationError, _answer_invalid_request)
    for error in (OperationalError, InterfaceError, PoolTimeoutError):
        app.add_exception_handler(error, _answer_database_error)


async def _answer_api_error(_request: Request, error: Exception) -> JSONResponse:
    return answer_problem(type(error), places=getattr(error, "places", None))  # type: ignore[arg-type]


async def _answer_http_error(_request: Request, error: Exception) -> JSONResponse:
    status = getattr(error, "status_code", 400)
    headers = dict(getattr(error, "headers", None) or {})
    return answer_problem(BY_STATUS.get(status, MalformedRequestError), headers=headers)


async def _answer_invalid_request(_request: Request, error: Exception) -> JSONResponse:
    problems = error.errors() if isinstance(error, RequestValidationError) else []
    if any(tuple(str(part).lower() for part in problem["loc"]) == KEY_PLACE for problem in problems):
        return answer_problem(KeyRefusedError)
    return answer_problem(InvalidRequestError, places=sorted({_place(problem) for problem in problems}))


def _place(problem: dict[str, Any]) -> str:
    # The name of a field that we do not know was chosen by the sender.
    parts = problem["loc"][:-1] if problem["type"] == "extra_forbidden" else problem["loc"]
    return ".".join(str(part) for part in parts) + f": {problem['type']}"


async def _answer_database_error(_request: Request, error: Exception) -> JSONResponse:
    log.warning("database unavailable", **describe_error(error))
    return answer_problem(DatabaseUnavailableError)
