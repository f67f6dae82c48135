"""Stand-ins for Rasa and the API at the edge of the process: real HTTP on this machine, with faults."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from contracts.assertions import verify_assertion, verify_request

Answer = tuple[int, bytes]


def spoken(text: str, outcome: str = "conversation", **more: Any) -> dict[str, Any]:
    return {"text": text, "outcome": outcome, "article": None, "choices": [], **more}


def replies(*spoken_replies: dict[str, Any]) -> Answer:
    return 200, json.dumps({"replies": list(spoken_replies)}).encode()


def echo(message: dict[str, Any]) -> Answer:
    return replies(spoken(f"You said: {message['text']}"))


@dataclass
class EdgeServer:
    """`answer` says what comes back; `hang` lets a request wait until the server is closed."""

    answer: Callable[[dict[str, Any]], Answer] = echo
    public_key: str = ""
    delay: float = 0.0
    messages: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    running: int = 0
    most_running: int = 0
    released: threading.Event = field(default_factory=threading.Event)
    hang: bool = False
    url: str = ""

    @property
    def texts(self) -> list[str]:
        return [message["text"] for message in self.messages if "text" in message]

    def take(self, path: str, headers: dict[str, str], body: bytes) -> Answer:
        self.paths.append(path)
        self.headers.append(headers)
        # Its own, whatever others bring meanwhile.
        message: dict[str, Any] = json.loads(body) if body else {}
        if body:
            self.messages.append(message)
        if self.public_key and path.startswith("/webhooks"):
            verify_request(self.public_key, headers["authorization"].removeprefix("Bearer "), body)
        if self.public_key and "assertion" in message:
            verify_assertion(self.public_key, message["assertion"])
        self.running += 1
        self.most_running = max(self.running, self.most_running)
        try:
            if self.hang:
                self.released.wait(20)
            time.sleep(self.delay)
            return self.answer(message)
        finally:
            self.running -= 1


@contextmanager
def serve(edge: EdgeServer) -> Iterator[EdgeServer]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            status, content = edge.take(self.path, {k.lower(): v for k, v in self.headers.items()}, body)
            try:
                self.send_response(status)
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                self.close_connection = True

        def handle(self) -> None:
            # Whoever is killed hangs up in the middle of a request.
            with suppress(ConnectionError):
                super().handle()

        do_GET = do_POST = do_PUT = _answer

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    edge.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield edge
    finally:
        edge.released.set()
        server.shutdown()
        server.server_close()
        thread.join()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
