"""What a recorded conversation about PDRs starts from and ends with: rows of the API's database, opened."""

import json
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from api.pdr.cycles import cycle_on
from api.pdr.rules import read_rules
from api.referrals.encryption.models import place_of
from api.settings import Settings
from tests.stack.rows import open_rows

LONDON = ZoneInfo("Europe/London")
# What a conversation may change; the directory, and the PDRs of everybody else, stay.
CHANGED = ("pdr_notes", "pdr_reminders", "bookings", "applications", "notifications", "idempotency_keys")
SIGN_IN = "person_id LIKE 'demo-%'"
TEAM = "person_id IN (SELECT id FROM people WHERE manager_id = 'demo-manager')"


@dataclass(frozen=True, slots=True)
class PdrWorld:
    """The API's own database file, and the keys to what is sealed in it."""

    var: Path

    def empty(self) -> None:
        """Take back whatever conversations before did, and let the rest of the team be done."""
        with open_rows(self.var / "api.db") as database:
            database.execute("DELETE FROM pdr_trainings")
            for table in CHANGED:
                database.execute(f"DELETE FROM {table}")  # noqa: S608 names of our own
            database.execute("UPDATE training_sessions SET booked = 0, queued = 0")
            database.execute(f"DELETE FROM pdrs WHERE {SIGN_IN} OR {TEAM}")  # noqa: S608 our own
            rows = database.execute("SELECT id FROM people WHERE manager_id = 'demo-manager' AND id NOT LIKE 'demo-%'")
            others = [str(row["id"]) for row in rows]
        for person in others:
            self.add(person, "agreed")

    def add(self, person: str, state: str, in_days: int = -1) -> None:
        """Add the PDR of somebody in a state; `in_days`: when the meeting is, or was."""
        now = datetime.now(UTC)
        meeting = (now + timedelta(days=in_days)).replace(hour=10, minute=0, second=0, microsecond=0)
        is_held = state in ("held", "recorded", "agreed")
        row = {
            "id": uuid.uuid4().hex,
            "person_id": person,
            "year": cycle_on(read_rules(), "Planning", now.date()).year,
            "state": state,
            "sequence": 1,
            "starts_at": _stored(meeting) if state == "booked" else None,
            "ends_at": _stored(meeting + timedelta(hours=1)) if state == "booked" else None,
            "booked_at": _stored(now) if state == "booked" else None,
            "manager_id": "demo-manager",
            "held_on": meeting.date().isoformat() if is_held else None,
            "recorded_at": _stored(now) if state in ("recorded", "agreed") else None,
            "agreed_at": _stored(now) if state == "agreed" else None,
            "needs": "[]",
        }
        marks = ", ".join(f":{name}" for name in row)
        with open_rows(self.var / "api.db") as database:
            database.execute(f"INSERT INTO pdrs ({', '.join(row)}) VALUES ({marks})", row)  # noqa: S608 our own

    def pdrs(self) -> dict[str, dict[str, Any]]:
        """Return the PDRs of those who can sign in, by person."""
        with open_rows(self.var / "api.db") as database:
            rows = list(database.execute(f"SELECT * FROM pdrs WHERE {SIGN_IN}"))  # noqa: S608 our own
            query = "SELECT pdr_id, course_id, outcome FROM pdr_trainings"
            asked = [(row["pdr_id"], row["course_id"], row["outcome"]) for row in database.execute(query)]
        return {
            row["person_id"]: {
                "state": row["state"],
                "at": _shown(row["starts_at"]),
                "needs": json.loads(row["needs"]),
                "training": {course: outcome for pdr, course, outcome in asked if pdr == row["id"]},
            }
            for row in rows
        }

    def notes(self) -> dict[str, dict[str, str]]:
        """Return what is in everybody's notes, in the clear."""
        vault = Settings(var_dir=self.var).open_vault()
        with open_rows(self.var / "api.db") as database:
            rows = list(database.execute("SELECT id, person_id, key_id, sealed FROM pdr_notes"))
        return {
            row["person_id"]: json.loads(vault.open(place_of("pdr_notes", row["id"]), row["key_id"], row["sealed"]))[
                "answers"
            ]
            for row in rows
        }

    def bookings(self) -> dict[str, list[str]]:
        """Return the courses on which each person has a place."""
        found: dict[str, list[str]] = {}
        with open_rows(self.var / "api.db") as database:
            for row in database.execute("SELECT person_id, course_id FROM bookings WHERE state = 'booked'"):
                found.setdefault(row["person_id"], []).append(row["course_id"])
        return found

    def told(self) -> set[str]:
        """Return for whom a message lies in the outbox."""
        with open_rows(self.var / "api.db") as database:
            return {str(row["person_id"]) for row in database.execute("SELECT person_id FROM notifications")}


def _shown(value: str | None) -> str | None:
    if value is None:
        return None
    return f"{datetime.fromisoformat(value).replace(tzinfo=UTC).astimezone(LONDON):%A %H:%M}"


def _stored(moment: datetime) -> str:
    """Return an instant as SQLite holds it."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
