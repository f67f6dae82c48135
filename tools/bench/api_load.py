"""Measures the booking service: bookings per second and p95 at 1, 8 and 40 connections, and how they grow.

`python -m tools.bench.api_load` measures this alone and writes var/bench-api.json. Each booking is a whole request:
token and assertion checked, place taken, message and key stored, committed.
"""

import asyncio
import json
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
from rich.console import Console
from rich.table import Table

from tools.bench.api_process import RunningApi, running_api
from tools.errors import explained
from tools.paths import shown, var_directory
from tools.progress import Step

ENGINES = ("sqlite", "postgresql")
CONNECTIONS = (1, 8, 40)
SIZES = (1_000, 10_000, 100_000)
BOOKINGS = 400
COURSES = 36
LEARNING = "0d3a0001-5b1e-4c6e-9a01-000000000005"
CAPACITY = 1000
ROUNDS, RIVALS, PLACES = 5, 200, 12
COLUMNS = ("bookings_per_second", "p50_ms", "p95_ms", "refused")
Figures = dict[str, float]

FILL = """
INSERT INTO bookings (id, reference, session_id, course_id, person_id, booked_by, state, sequence, created_at, is_late)
SELECT 'fill-' || p.id || '-' || s.id, 'F' || (row_number() OVER (ORDER BY s.id, p.id)), s.id, s.course_id, p.id, p.id,
       'attended', 0, s.starts_at, FALSE
FROM training_sessions s CROSS JOIN people p
WHERE s.course_id LIKE 'fill-%' ORDER BY s.id, p.id LIMIT {count}
ON CONFLICT DO NOTHING
"""


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
        left = iter(range(count))
        limits = httpx.Limits(max_connections=connections, max_keepalive_connections=connections)
        began = time.perf_counter()
        async with httpx.AsyncClient(base_url=self.api.address, limits=limits, timeout=30) as client:
            await asyncio.gather(*(self._work(client, left) for _ in range(connections)))
        took = time.perf_counter() - began
        made = self.answers[httpx.codes.CREATED]
        return {
            "bookings_per_second": made / took,
            "p50_ms": 1000 * statistics.median(self.seconds),
            "p95_ms": 1000 * statistics.quantiles(self.seconds, n=20)[-1],
            "refused": float(count - made),
        }

    async def _work(self, client: httpx.AsyncClient, left: Iterator[int]) -> None:
        for _ in left:
            person, session_id = next(self.pairs)
            headers = self.api.signer.headers(self.token, person)
            began = time.perf_counter()
            answer = await client.post("/v1/bookings", json={"session_id": session_id}, headers=headers)
            self.seconds.append(time.perf_counter() - began)
            self.answers[answer.status_code] += 1


def measure_api() -> dict[str, dict[str, Figures]]:
    """Return the figures by database, and by what was measured."""
    return {engine: _measure(engine) for engine in ENGINES}


def _measure(engine: str) -> dict[str, Figures]:
    figures: dict[str, Figures] = {}
    with Step(f"Bookings on {engine}"), running_api(engine, var_directory() / "bench-api") as api:
        token = api.signer.app_token()
        pairs = _make_pairs(api, token)
        asyncio.run(Load(api, token, pairs).run(8, 100))
        for connections in CONNECTIONS:
            figures[f"{connections} connections"] = asyncio.run(Load(api, token, pairs).run(connections, BOOKINGS))
        figures["200 rivals, 12 places"] = _race(api, token)
        for size in SIZES:
            _fill(api, size)
            figures[f"{size} bookings before"] = asyncio.run(Load(api, token, pairs).run(8, BOOKINGS))
    return figures


def _race(api: RunningApi, token: str) -> Figures:
    """Let 200 people want 12 places over 40 connections, several times, and return the figures of all requests."""
    people = [str(row[0]) for row in api.sql("SELECT object_id FROM people WHERE id LIKE 'staff-%' ORDER BY id")]
    rounds: list[Load] = []
    began = time.perf_counter()
    for number in range(ROUNDS):
        session_id = _add_session(api, token, f"race-{number}", 60 + number, capacity=PLACES)
        load = Load(api, token, iter([(person, session_id) for person in people[-RIVALS:]]))
        asyncio.run(load.run(max(CONNECTIONS), RIVALS))
        rounds.append(load)
    took = time.perf_counter() - began
    seconds = [second for load in rounds for second in load.seconds]
    made = [load.answers[httpx.codes.CREATED] for load in rounds]
    return {
        "bookings_per_second": len(seconds) / took,
        "p50_ms": 1000 * statistics.median(seconds),
        "p95_ms": 1000 * statistics.quantiles(seconds, n=20)[-1],
        "refused": float(len(seconds) - sum(made)),
        "most_places_taken": float(max(made)),
    }


def _make_pairs(api: RunningApi, token: str) -> Iterator[tuple[str, str]]:
    """Add courses to book, and courses to fill, and return every person with every session to book."""
    sessions = [_add_session(api, token, f"load-{number}", number) for number in range(4)]
    for number in range(COURSES):
        _add_session(api, token, f"fill-{number:02d}", 100 + number)
    people = [str(row[0]) for row in api.sql("SELECT object_id FROM people WHERE id LIKE 'staff-%' ORDER BY id")]
    # Everybody at most once, so that no booking is refused; a session has places for a thousand.
    parts = [people[number * CAPACITY : (number + 1) * CAPACITY] for number in range(len(sessions))]
    return iter([(person, session) for session, part in zip(sessions, parts, strict=True) for person in part])


def _add_session(api: RunningApi, token: str, course_id: str, days: int, capacity: int = CAPACITY) -> str:
    course = {"id": course_id, "title": course_id, "summary": "For the benchmark", "topic": "bench", "kind": "dated"}
    start = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=30 + days)
    day = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=3)).isoformat()}
    session = {"course_id": course_id, "place": "Bootle", "trainer": "A trainer", "capacity": capacity, "days": [day]}
    for path, body in (("courses", course), ("sessions", session)):
        headers = api.signer.headers(token, LEARNING)
        answer = httpx.post(f"{api.address}/v1/{path}", json=body, headers=headers, timeout=30)
        answer.raise_for_status()
    return str(answer.json()["id"])


def _fill(api: RunningApi, size: int) -> None:
    there = int(api.sql("SELECT count(*) FROM bookings")[0][0])
    filled = int(api.sql("SELECT count(*) FROM bookings WHERE id LIKE 'fill-%'")[0][0])
    if size > there:
        api.sql(FILL.format(count=filled + size - there))
    api.sql("ANALYZE")


@explained
def main() -> int:
    """Measure, show and write the figures."""
    figures = measure_api()
    file = var_directory() / "bench-api.json"
    file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    table = Table(title="Bookings")
    for heading in ("database", "measured", "requests/s", "p50 ms", "p95 ms", "refused"):
        table.add_column(heading)
    for engine, rows in figures.items():
        for name, row in rows.items():
            table.add_row(engine, name, *(f"{row[column]:,.1f}" for column in COLUMNS))
    Console().print(table)
    print(f"Written: {shown(file)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
