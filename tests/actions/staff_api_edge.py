"""A stand-in for the API and the issuer of app tokens: real HTTP on this machine, with faults on request."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import StrEnum
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from actions.settings import DEVELOPMENT_TENANT

ISSUER = f"/issuer/{DEVELOPMENT_TENANT}"
QUESTIONS = "/v1/unanswered-questions"
ME = "/v1/people/me"
PLANNER = {"service": "Planning", "is_manager": False, "started_on": "2021-03-01"}


class Fault(StrEnum):
    """What is wrong with a path."""

    ERROR_500 = "answering 500"
    REFUSED_401 = "answering 401"
    MISMATCH_422 = "answering 422"
    GARBAGE = "answering garbage"
    HANGING = "hanging"
    SLOW = "slow"


STATUS = {Fault.ERROR_500: 500, Fault.REFUSED_401: 401, Fault.MISMATCH_422: 422}


@dataclass(frozen=True, slots=True)
class Written:
    """One write as it arrived."""

    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class StaffApiEdge:
    """`api_fault` and `issuer_fault` say what is wrong; `written` holds what arrived.

    `person` is who asks, as the directory has them."""

    api_fault: Fault | None = None
    issuer_fault: Fault | None = None
    written: list[Written] = field(default_factory=list)
    tokens: int = 0
    person: dict[str, Any] = field(default_factory=lambda: dict(PLANNER))
    looked_up: int = 0
    url: str = ""
    released: threading.Event = field(default_factory=threading.Event)

    def take(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        fault = self.issuer_fault if path.startswith("/issuer") else self.api_fault
        if fault in (Fault.HANGING, Fault.SLOW):
            self.released.wait(30 if fault is Fault.HANGING else 3)
        if fault in STATUS:
            return STATUS[fault], b'{"code": "oops"}'
        if fault is Fault.GARBAGE:
            return 200, b"<html>not what was asked for</html>"
        return self._answer(path, headers, body)

    def _answer(self, path: str, headers: dict[str, str], body: bytes) -> tuple[int, bytes]:
        if path.endswith("/openid-configuration"):
            return 200, json.dumps(self._configuration()).encode()
        if path.endswith("/token"):
            self.tokens += 1
            token = {"token_type": "Bearer", "expires_in": 3600, "access_token": f"token-{self.tokens}"}
            return 200, json.dumps(token).encode()
        if path == ME:
            self.looked_up += 1
            return 200, json.dumps(self.person).encode()
        if path == QUESTIONS:
            self.written.append(Written(headers, json.loads(body)))
            return 201, b'{"kept": "count"}'
        return 404, b"{}"

    def _configuration(self) -> dict[str, str]:
        base = self.url + ISSUER
        return {
            "issuer": f"{base}/v2.0",
            "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
            "token_endpoint": f"{base}/oauth2/v2.0/token",
            "jwks_uri": f"{base}/discovery/v2.0/keys",
        }


@contextmanager
def serve(edge: StaffApiEdge) -> Iterator[StaffApiEdge]:
    class Handler(BaseHTTPRequestHandler):
        def _take(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            status, content = edge.take(self.path, headers, body)
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                self.close_connection = True

        do_GET = do_POST = _take

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    edge.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield edge
    finally:
        edge.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
