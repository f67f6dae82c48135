"""Measures the booking service: bookings per second and p95 at 1, 8 and 40 connections, and how they grow.

Each booking is a whole request: token and assertion checked, place taken, message and key stored, committed. All want
a place on the same session, until its thousand places are gone: nothing is harder for a database. Then 200 people
race for twelve places, again and again.
"""

import asyncio
import json
import os
import time
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field

import httpx

from tools.bench.api_connection import Connection, write_request
from tools.bench.api_figures import Figures, describe
from tools.bench.api_process import RunningApi, running_api
from tools.bench.api_race import race
from tools.bench.api_stage import fill, make_pairs, people_of
from tools.paths import var_directory
from tools.progress import Step

ENGINES = ("postgresql", "sqlite")
LOAD_BEFORE, LOAD_AFTER = "load before", "load after"
RACE = "race"


@dataclass(frozen=True, slots=True)
class Amounts:
    """How much is measured. `rounds`: of the race, each with so many `rivals` for twelve places."""

    bookings: int = 400
    warm_up: int = 100
    connections: tuple[int, ...] = (1, 8, 40)
    rounds: int = 50
    rivals: int = 200
    sizes: tuple[int, ...] = (1_000, 10_000, 100_000)


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
        made, refused = self.answers[httpx.codes.CREATED], self.answers[httpx.codes.CONFLICT]
        return describe(self.seconds, made / took, refused, count - made - refused)

    def _prepare(self) -> bytes:
        person, session_id = next(self.pairs)
        headers = self.api.signer.headers(self.token, person)
        body = json.dumps({"session_id": session_id}).encode()
        return write_request("POST", self.api.address, "/v1/bookings", headers, body)

    async def _work(self, connection: Connection, requests: Iterator[bytes]) -> None:
        for request in requests:
            began = time.perf_counter()
            answer = await connection.send(request)
            self.seconds.append(time.perf_counter() - began)
            self.answers[answer.status] += 1


def measure_api(without: Collection[str] = (), amounts: Amounts = Amounts()) -> dict[str, dict[str, Figures]]:
    """Return the figures by database, and by what was measured; `without` names what to leave out, as "api-sqlite"."""
    return {engine: _measure(engine, amounts) for engine in ENGINES if f"api-{engine}" not in without}


def _measure(engine: str, amounts: Amounts) -> dict[str, Figures]:
    directory, most = var_directory() / "bench-api", max(amounts.connections)
    with Step(f"Bookings on {engine}") as step:
        figures: dict[str, Figures] = {LOAD_BEFORE: {"one_minute": os.getloadavg()[0]}}
        with running_api(engine, directory) as api:
            token = api.signer.app_token()
            pairs = make_pairs(api, token)

            def book(connections: int, count: int) -> Figures:
                return asyncio.run(Load(api, token, pairs).run(connections, count))

            book(8, amounts.warm_up)
            for connections in amounts.connections:
                step.detail(name := f"{connections} connections")
                figures[name] = book(connections, amounts.bookings)
            step.detail(f"a race of {amounts.rounds} rounds")
            figures[RACE] = race(api, token, people_of(api)[-amounts.rivals :], amounts.rounds, most)
            for size in amounts.sizes:
                step.detail(f"{size:,} bookings there")
                fill(api, size)
                figures[f"{size} bookings before"] = book(8, amounts.bookings)
        figures[LOAD_AFTER] = {"one_minute": os.getloadavg()[0]}
    return figures
