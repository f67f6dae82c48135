"""The bench of bookings: every request is answered and counted, and the table judges what was promised."""

import asyncio
import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.tools.test_bench_report import MACHINE
from tools.bench.api_connection import Answer, Connection, write_request
from tools.bench.api_load import ENGINES, Amounts, measure_api
from tools.bench.api_table import HEAD, MISSING, booking_rows, load_in_words
from tools.bench.readme import BOOKINGS_BEGIN, BOOKINGS_END, bookings, with_table
from tools.bench.results import Results


def found(p95: float) -> dict[str, float]:
    return {"bookings_per_second": 160.4, "p50_ms": 9.0, "p95_ms": p95, "refused": 0.0, "failed": 0.0}


FIGURES: dict[str, Any] = {
    "postgresql": {
        "load before": {"one_minute": 0.31},
        "load after": {"one_minute": 1.96},
        "1 connections": found(12),
        "40 connections": found(249),
        "race": found(90),
        "100000 bookings before": found(80),
    }
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        answer = json.dumps({"client": self.client_address[1], "key": self.headers["Idempotency-Key"]}).encode()
        self.send_response(json.loads(body)["status"])
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *arguments: object) -> None:
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_connection_brings_back_the_status_of_each_request(address: str) -> None:
    async def send() -> list[Answer]:
        connection = await Connection.open(address)
        headers = {"Idempotency-Key": "k" * 16}
        bodies = [json.dumps({"status": status}).encode() for status in (201, 409, 201)]
        requests = [write_request("POST", address, "/v1/bookings", headers, body) for body in bodies]
        answers = [await connection.send(request) for request in requests]
        connection.close()
        return answers

    answers = asyncio.run(send())
    assert [answer.status for answer in answers] == [201, 409, 201]
    told = [json.loads(answer.body) for answer in answers]
    assert {one["key"] for one in told} == {"k" * 16}
    assert len({one["client"] for one in told}) == 1


@pytest.mark.parametrize("name", ["40 connections", "race"])
@pytest.mark.parametrize(("p95", "verdict"), [(249, "pass"), (250, "pass"), (251, "FAIL")])
def test_what_was_promised_at_forty_connections_is_kept_or_not(name: str, p95: float, verdict: str) -> None:
    ((_, *cells),) = booking_rows({"postgresql": {name: found(p95)}})
    assert cells == ["160", f"9 / {p95}", MISSING, "", f"at most 250 ms — {verdict}"]


def test_requests_that_failed_are_told() -> None:
    ((_, a_second, *_),) = booking_rows({"postgresql": {"8 connections": found(20) | {"failed": 3.0}}})
    assert a_second == "160, 3 failed"


@pytest.mark.parametrize("engine", ENGINES)
def test_a_small_load_is_measured_on_a_real_api(
    engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    amounts = Amounts(bookings=6, warm_up=2, connections=(1, 3), rounds=2, rivals=60, sizes=(40,))
    other = [f"api-{name}" for name in ENGINES if name != engine]
    figures = measure_api(other, amounts)[engine]
    names = ["1 connections", "3 connections", "race", "40 bookings before"]
    assert list(figures) == ["load before", *names, "load after"]
    assert all(figures[name]["failed"] == 0 for name in names)
    assert all(0 < figures[name]["p50_ms"] <= figures[name]["p95_ms"] for name in names)
    assert 0 < figures["race"]["most_places_taken"] <= 12
    assert figures["race"]["refused"] > 0
    assert "a race of 2 rounds" in capsys.readouterr().out
    assert not list((tmp_path / "bench-api").glob("*.db*"))


def test_every_row_is_as_wide_as_its_head() -> None:
    assert {len(row) for row in booking_rows(FIGURES)} == {len(HEAD)}


def test_the_load_of_the_machine_is_told_and_is_no_row() -> None:
    assert load_in_words(FIGURES) == "Load of the machine from before to after: 0.3 to 2.0 (PostgreSQL)."
    assert not any("load" in row[0] for row in booking_rows(FIGURES))


def test_the_bookings_have_a_place_of_their_own_in_the_readme() -> None:
    text = bookings(Results({"api": FIGURES}, {"api": MACHINE}, {}))
    assert "| 1 connection | 160 | 9 / 12 | not measured |  |  |" in text
    assert "| 100,000 bookings there, 8 connections | 160 | 9 / 80 | not measured |  |  |" in text
    assert text.endswith(
        "Measured on Some Processor, 2 cores, 8 GB of memory, Python 3.11.9, on 2026-11-25. "
        "Load of the machine from before to after: 0.3 to 2.0 (PostgreSQL)."
    )
    page = f"{BOOKINGS_BEGIN}\nold\n{BOOKINGS_END}"
    assert with_table(page, text, BOOKINGS_BEGIN, BOOKINGS_END) == f"{BOOKINGS_BEGIN}\n{text}\n{BOOKINGS_END}"
