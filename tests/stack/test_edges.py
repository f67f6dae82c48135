"""The edges fail as they say, so that a test that passes has met the failure it names."""

import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import httpx
import pytest

from tests.stack.edges import Edge, Fault


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        # No date and no server: a long head would only trickle longer.
        self.send_response_only(200)
        self.send_header("Content-Length", "2")
        self.send_header("Padding", "p" * 16)
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def edge() -> Iterator[Edge]:
    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever)
    thread.start()
    edge = Edge(server.server_port)
    edge.start()
    yield edge
    edge.stop()
    server.shutdown()
    thread.join()
    server.server_close()


def get(edge: Edge, seconds: float = 1.0) -> httpx.Response:
    return httpx.get(f"http://127.0.0.1:{edge.port}/", timeout=seconds, trust_env=False)


def test_an_edge_without_a_fault_passes_everything_on(edge: Edge) -> None:
    assert get(edge).text == "ok"


def test_a_refused_line_refuses_and_works_again_afterwards(edge: Edge) -> None:
    edge.set(Fault.REFUSED)
    with pytest.raises(httpx.ConnectError):
        get(edge)
    edge.set(Fault.NONE)
    assert get(edge).text == "ok"


def test_a_line_that_answers_500_does(edge: Edge) -> None:
    edge.set(Fault.ERROR_500)
    assert get(edge).status_code == 500


@pytest.mark.parametrize("kind", [Fault.SLOW, Fault.SILENT])
def test_a_slow_line_does_not_answer_in_time(edge: Edge, kind: Fault) -> None:
    edge.set(kind)
    with pytest.raises(httpx.ReadTimeout):
        get(edge, 0.5)


def test_a_trickling_line_never_pauses_long_and_never_ends_in_time(edge: Edge) -> None:
    edge.set(Fault.TRICKLING)
    started = time.monotonic()
    answer = get(edge, seconds=1.0)
    assert answer.text == "ok"
    assert time.monotonic() - started > 5
