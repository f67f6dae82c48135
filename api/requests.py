"""What happens around every request: a limit to its size, a count, a log line, an answer to every error."""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import BodyTooLargeError, UnexpectedError
from api.logging import describe_error
from api.metrics import Metrics
from api.problems import answer_problem
from api.referrals.errors import FileTooLargeError

MAX_BODY_BYTES = 64 * 1024
# A file of 10 MB in base64, with its name.
MAX_FILE_BODY_BYTES = 14 * 1024 * 1024
FILE_PATHS = re.compile(r"/v1/(referral-drafts|referrals)/[a-z0-9-]{1,64}/attachments")
METHODS = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}
# Asked every few seconds by whatever watches over the process; their lines would hide the others.
QUIET_ROUTES = {"/health/live", "/health/ready", "/metrics"}

log = structlog.get_logger()


def _answer_problem(request_id: str) -> ASGIApp:
    return answer_problem(UnexpectedError, problem_id=request_id)


@dataclass(frozen=True, slots=True)
class LimitBodies:
    """Refuses a body of more than 64 kB, or of a file of more than 10 MB, whether its length was announced or not."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Read the body before anything else does, and hand it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        is_file = scope["method"] == "POST" and FILE_PATHS.fullmatch(scope["path"]) is not None
        messages, is_too_large = await _read_body(receive, MAX_FILE_BODY_BYTES if is_file else MAX_BODY_BYTES)
        if messages[-1]["type"] == "http.disconnect":
            return
        if is_too_large:
            error = FileTooLargeError if is_file else BodyTooLargeError
            await answer_problem(error, headers={"Connection": "close"})(scope, receive, send)
            return

        async def receive_again() -> Message:
            return messages.pop(0) if messages else await receive()

        await self.app(scope, receive_again, send)


@dataclass(frozen=True, slots=True)
class WatchRequests:
    """Counts and logs each request by its route, and answers what nothing else caught, in a way that may be given."""

    app: ASGIApp
    metrics: Metrics
    new_id: Callable[[], str]
    answer_unexpected: Callable[[str], ASGIApp] = _answer_problem

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve the request; an unexpected error is logged by an id, which the answer quotes."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request_id, began, status = self.new_id(), time.perf_counter(), 0

        async def send_watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"].append((b"x-request-id", request_id.encode()))
            await send(message)

        try:
            await self.app(scope, receive, send_watched)
        except Exception as error:
            log.error("unexpected error", id=request_id, **describe_error(error))
            if not status:
                await self.answer_unexpected(request_id)(scope, receive, send_watched)
        self._record(scope, request_id, status, time.perf_counter() - began)

    def _record(self, scope: Scope, request_id: str, status: int, seconds: float) -> None:
        method = scope["method"] if scope["method"] in METHODS else "other"
        route = getattr(scope.get("route"), "path", "unmatched")
        self.metrics.count_request(method, route, status, seconds)
        if route not in QUIET_ROUTES:
            log.info("request", id=request_id, method=method, route=route, status=status, seconds=round(seconds, 4))


async def _read_body(receive: Receive, most: int) -> tuple[list[Message], bool]:
    messages: list[Message] = []
    size = 0
    while True:
        message = await receive()
        messages.append(message)
        size += len(message.get("body", b""))
        if size > most:
            return messages, True
        if message["type"] != "http.request" or not message.get("more_body", False):
            return messages, False
