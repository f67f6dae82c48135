"""Measures the booking service: bookings per second and p95 at 1, 8 and 40 connections, and how they grow.

Each booking is a whole request: token and assertion checked, place taken, message and key stored, committed. All want
a place on the same session, until its thousand places are gone: nothing is harder for a database.
"""

import asyncio
import json
import os
import statistics
import time
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import httpx

from tools.bench.api_connection import Connection, write_post
from tools.bench.api_process import RunningApi, running_api
from tools.bench.api_stage import PLACES, RIVALS, add_session, fill, make_pairs, people_of
from tools.paths import var_directory
from tools.progress import Step

ENGINES = ("postgresql", "sqlite")
CONNECTIONS = (1, 8, 40)
SIZES = (1_000, 10_000, 100_000)
BOOKINGS = 400
WARM_UP = 100
ROUNDS = 5
LOAD_BEFORE = "load before"
Figures = dict[str, float]


@dataclass
class Load:
    """Bookings to make: pairs of a person and a session, none of which was used before."""

    api: RunningApi
    token: str
    pairs: Iterator[tuple[str, str]]
    seconds: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)

    async def run(self, connections: int, count: int) -> Figures:
        """Make so many bookings over so many connections and return what was measured."""
        # Signed before: that is the gateway's work, and in another process.
        requests = iter([self._prepare() for _ in range(count)])
        opened = [await Connection.open(self.api.address) for _ in range(connections)]
        began = time.perf_counter()
        await asyncio.gather(*(self._work(connection, requests) for connection in opened))
        took = time.perf_counter() - began
        for connection in opened:
            connection.close()
        made = self.answers[httpx.codes.CREATED]
        return {
            "bookings_per_second": made / took,
            "p50_ms": 1000 * statistics.median(self.seconds),
            "p95_ms": 1000 * statistics.quantiles(self.seconds, n=20)[-1],
            "refused": float(count - made),
        }

    def _prepare(self) -> bytes:
        person, session_id = next(self.pairs)
        headers = self.api.signer.headers(self.token, person)
        return write_post(self.api.address, "/v1/bookings", headers, json.dumps({"session_id": session_id}).encode())

    async def _work(self, connection: Connection, requests: Iterator[bytes]) -> None:
        for request in requests:
            began = time.perf_counter()
            status = await connection.send(request)
            self.seconds.append(time.perf_counter() - began)
            self.answers[status] += 1


def measure_api(without: Collection[str] = ()) -> dict[str, dict[str, Figures]]:
    """Return the figures by database, and by what was measured; `without` names what to leave out, as "api-sqlite"."""
    return {engine: _measure(engine) for engine in ENGINES if f"api-{engine}" not in without}


def _measure(engine: str) -> dict[str, Figures]:
    figures: dict[str, Figures] = {LOAD_BEFORE: {"one_minute": os.getloadavg()[0]}}
    with Step(f"Bookings on {engine}"), running_api(engine, var_directory() / "bench-api") as api:
        token = api.signer.app_token()
        pairs = make_pairs(api, token)
        asyncio.run(Load(api, token, pairs).run(8, WARM_UP))
        for connections in CONNECTIONS:
            figures[f"{connections} connections"] = asyncio.run(Load(api, token, pairs).run(connections, BOOKINGS))
        figures[f"{RIVALS} rivals, {PLACES} places"] = _race(api, token)
        for size in SIZES:
            fill(api, size)
            figures[f"{size} bookings before"] = asyncio.run(Load(api, token, pairs).run(8, BOOKINGS))
    return figures


def _race(api: RunningApi, token: str) -> Figures:
    """Let 200 people want 12 places over 40 connections, several times, and return the figures of all requests."""
    rivals, rounds, took = people_of(api)[-RIVALS:], list[Load](), 0.0
    for number in range(ROUNDS):
        session_id = add_session(api, token, f"race-{number}", 60 + number, capacity=PLACES)
        load = Load(api, token, iter([(person, session_id) for person in rivals]))
        figures = asyncio.run(load.run(max(CONNECTIONS), RIVALS))
        took += load.answers[httpx.codes.CREATED] / figures["bookings_per_second"]
        rounds.append(load)
    seconds = [second for load in rounds for second in load.seconds]
    made = [load.answers[httpx.codes.CREATED] for load in rounds]
    return {
        "bookings_per_second": len(seconds) / took,
        "p50_ms": 1000 * statistics.median(seconds),
        "p95_ms": 1000 * statistics.quantiles(seconds, n=20)[-1],
        "refused": float(len(seconds) - sum(made)),
        "most_places_taken": float(max(made)),
    }
