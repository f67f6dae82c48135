"""Sets the stage for the load: sessions to book, people to book them, and as many bookings before as are wanted."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx

from tools.bench.api_process import RunningApi

COURSES = 36
LEARNING = "0d3a0001-5b1e-4c6e-9a01-000000000005"
CAPACITY = 1000
PLACES = 12

FILL = """
INSERT INTO bookings (id, reference, session_id, course_id, person_id, booked_by, state, sequence, created_at, is_late)
SELECT 'fill-' || p.id || '-' || s.id, 'F' || (row_number() OVER (ORDER BY s.id, p.id)), s.id, s.course_id, p.id, p.id,
       'attended', 0, s.starts_at, FALSE
FROM training_sessions s CROSS JOIN people p
WHERE s.course_id LIKE 'fill-%' ORDER BY s.id, p.id LIMIT {count}
ON CONFLICT DO NOTHING
"""
HOLDING = """
SELECT count(*) FROM bookings
WHERE session_id = '{session}' AND state IN ('requested', 'booked', 'offered', 'attended', 'absent')
"""


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a course, and what the learning team sent to add it."""

    id: str
    body: dict[str, Any]


def people_of(api: RunningApi) -> list[str]:
    """Return the Entra object ids of everybody in the synthetic directory."""
    return [str(row[0]) for row in api.sql("SELECT object_id FROM people WHERE id LIKE 'staff-%' ORDER BY id")]


def make_pairs(api: RunningApi, token: str) -> Iterator[tuple[str, str]]:
    """Add courses to book, and courses to fill, and return every person with a session to book."""
    sessions = [add_session(api, token, f"load-{number}", number).id for number in range(4)]
    for number in range(COURSES):
        add_session(api, token, f"fill-{number:02d}", 100 + number)
    people = people_of(api)
    # Everybody at most once, so that no booking is refused; a session has places for a thousand.
    parts = [people[number * CAPACITY : (number + 1) * CAPACITY] for number in range(len(sessions))]
    return iter([(person, session) for session, part in zip(sessions, parts, strict=True) for person in part])


def add_session(api: RunningApi, token: str, course_id: str, days: int, capacity: int = CAPACITY) -> Session:
    """Add a course with one session so many days ahead, as the learning team does."""
    course = {"id": course_id, "title": course_id, "summary": "For the benchmark", "topic": "bench", "kind": "dated"}
    start = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0) + timedelta(days=30 + days)
    day = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=3)).isoformat()}
    body = {"place": "Bootle", "trainer": "A trainer", "capacity": capacity, "days": [day]}
    for path, sent in (("courses", course), ("sessions", {"course_id": course_id, **body})):
        headers = api.signer.headers(token, LEARNING)
        answer = httpx.post(f"{api.address}/v1/{path}", json=sent, headers=headers, timeout=30)
        answer.raise_for_status()
    return Session(str(answer.json()["id"]), body)


def count_holding(api: RunningApi, session_id: str) -> int:
    """Return how many people have a place on a session, or the offer of one."""
    return int(api.sql(HOLDING.format(session=session_id))[0][0])


def fill(api: RunningApi, size: int) -> None:
    """Add past bookings until there are so many."""
    there = int(api.sql("SELECT count(*) FROM bookings")[0][0])
    filled = int(api.sql("SELECT count(*) FROM bookings WHERE id LIKE 'fill-%'")[0][0])
    if size > there:
        api.sql(FILL.format(count=filled + size - there))
    api.sql("ANALYZE")
