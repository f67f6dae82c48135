"""The bench keeps its connections, as real clients do, but not longer than a server does."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from tools.bench import subjects
from tools.bench.subjects import Connections


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        body = json.dumps({"client": self.client_address[1]}).encode()
        self.send_response(500 if self.path == "/broken" else 200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def connections() -> Iterator[Connections]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever)
    thread.start()
    kept = Connections(server.server_port)
    yield kept
    kept._connection.close()
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_connection_is_used_again(connections: Connections) -> None:
    assert connections.post("/", b"{}", {}) == connections.post("/", b"{}", {})


def test_a_connection_that_was_idle_is_opened_anew(connections: Connections, monkeypatch: pytest.MonkeyPatch) -> None:
    before = connections.post("/", b"{}", {})
    monkeypatch.setattr(subjects, "IDLE_SECONDS", -1.0)
    assert connections.post("/", b"{}", {}) != before


def test_an_answer_that_is_not_200_ends_the_measurement(connections: Connections) -> None:
    with pytest.raises(OSError, match="/broken answered 500"):
        connections.post("/broken", b"{}", {})
