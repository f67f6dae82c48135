"""What a recorded conversation starts from and ends with: rows of the API's database, and the demo's sessions by name.

`race-equality 2` is the second session of that course that can be booked now; its day and place are told by the file.
"""

import json
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from tests.stack.rows import open_rows

LONDON = ZoneInfo("Europe/London")
SESSION = re.compile(r"\{([a-z-]+) (\d)(?: (day|short|month|weekday|numbers))?\}")
# What a conversation may change; the directory and the catalogue stay.
CHANGED = ("bookings", "applications", "completions", "notifications", "idempotency_keys")


@dataclass(frozen=True, slots=True)
class Sessions:
    """The sessions that can be booked, by course and order in time."""

    by_course: dict[str, list[tuple[str, datetime]]]

    def id_of(self, name: str) -> str:
        """Return the id of "race-equality 2"."""
        course, number = name.split()
        return self.by_course[course][int(number) - 1][0]

    def fill(self, text: str) -> str:
        """Put days in the place of "{race-equality 2 day}"."""
        return SESSION.sub(lambda match: self._shown(match[1], int(match[2]), match[3] or "day"), text)

    def _shown(self, course: str, number: int, form: str) -> str:
        day = self.by_course[course][number - 1][1].astimezone(LONDON)
        forms = {
            "day": f"{day.day} {day:%B}",
            "short": f"{day.day} {day:%b}",
            "month": f"{day:%B}",
            "weekday": f"{day:%A}",
            "numbers": f"{day.day}/{day.month}",
        }
        return forms[form]


@dataclass(frozen=True, slots=True)
class TrainingWorld:
    """The API's own database file."""

    path: Path

    def empty(self) -> None:
        """Take back whatever conversations before did."""
        with open_rows(self.path) as database:
            for table in CHANGED:
                database.execute(f"DELETE FROM {table}")  # noqa: S608 names of our own
            database.execute("UPDATE training_sessions SET booked = 0, queued = 0")

    def sessions(self) -> Sessions:
        """Return what can be booked now."""
        columns, open_ = "id, course_id, starts_at", "state = 'open' AND cut_off_at > ?"
        query = f"SELECT {columns} FROM training_sessions WHERE {open_} ORDER BY starts_at"  # noqa: S608 our own
        found: dict[str, list[tuple[str, datetime]]] = {}
        with open_rows(self.path) as database:
            for row in database.execute(query, (_stored(datetime.now(UTC)),)):
                at = datetime.fromisoformat(row["starts_at"]).replace(tzinfo=UTC)
                found.setdefault(row["course_id"], []).append((row["id"], at))
        return Sessions(found)

    def fill_up(self, session_id: str) -> None:
        """Give all places of a session away."""
        with open_rows(self.path) as database:
            database.execute("UPDATE training_sessions SET booked = capacity WHERE id = ?", (session_id,))

    def book(self, person: str, session_id: str, state: str = "booked") -> None:
        """Put somebody on a session in this state."""
        booking = uuid.uuid4().hex
        waits = state == "waiting"
        offered = _stored(datetime.now(UTC) + timedelta(days=1)) if state == "offered" else None
        row = {
            "id": booking,
            "reference": f"TR-{booking[:8].upper()}",
            "session_id": session_id,
            "course_id": session_id.rsplit("-", 1)[0],
            "person_id": person,
            "booked_by": person,
            "state": state,
            "sequence": 0,
            "created_at": _stored(datetime.now(UTC)),
            "queue_number": 1 if state in ("waiting", "offered") else None,
            "offered_until": offered,
            "is_late": 0,
        }
        marks = ", ".join(f":{name}" for name in row)
        with open_rows(self.path) as database:
            database.execute(f"INSERT INTO bookings ({', '.join(row)}) VALUES ({marks})", row)  # noqa: S608 our own
            column = "queued" if waits else "booked"
            database.execute(f"UPDATE training_sessions SET {column} = {column} + 1 WHERE id = ?", (session_id,))  # noqa: S608

    def references(self, session_id: str) -> list[str]:
        """Return the references of the bookings of a session."""
        with open_rows(self.path) as database:
            rows = database.execute("SELECT reference FROM bookings WHERE session_id = ?", (session_id,))
            return [str(row["reference"]) for row in rows]

    def stored(self) -> list[dict[str, Any]]:
        """Return every booking and application as they stand."""
        bookings = "SELECT 'booking' AS what, person_id, course_id, session_id, state, decision_reason FROM bookings"
        applications = "SELECT 'application', person_id, course_id, NULL, state, decision_reason FROM applications"
        with open_rows(self.path) as database:
            return [dict(row) for row in database.execute(f"{bookings} UNION ALL {applications}")]

    def notified(self) -> list[str]:
        """Return for whom a message was put into the outbox."""
        with open_rows(self.path) as database:
            return [str(row["person_id"]) for row in database.execute("SELECT person_id FROM notifications")]


def _stored(moment: datetime) -> str:
    """Return an instant as SQLite holds it."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")


def held_out_texts(path: Path) -> set[str]:
    """Return the requests that are never trained on."""
    import yaml

    return {str(line["text"]) for line in yaml.safe_load(path.read_text(encoding="utf-8"))}


def as_json(value: Any) -> str:
    """Return a value for a failure message."""
    return json.dumps(value, indent=1, default=str)


def emptied(var: Path) -> Iterator[TrainingWorld]:
    """Yield the rows of a running stack, without bookings before and after."""
    world = TrainingWorld(var / "api.db")
    world.empty()
    yield world
    world.empty()
