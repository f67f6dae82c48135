"""What a recorded conversation about induction starts from and ends with: rows of the API's database."""

import re
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from api.calendar.working_days import next_working_day
from tests.stack.rows import open_rows

STARTER = "demo-new-starter"
AHEAD = re.compile(r"\{day (\d+)\}")
# What a conversation may leave behind beside the steps themselves.
LEFT = ("induction_contacts", "induction_reminders", "completions", "bookings", "notifications", "idempotency_keys")
DUE_IN_DAYS = 21
OPEN_AGAIN = (
    "state = 'open', said_on = NULL, done_on = NULL, done_by = NULL, is_moved = 0,"
    " due_on = CASE step WHEN 'new-starters-page' THEN ? ELSE ? END"
)
# The directory of the demo has other new starters, of whom nobody speaks here.
THEIRS = f"induction_id IN (SELECT id FROM inductions WHERE person_id = '{STARTER}')"  # noqa: S608 a name of our own
Stored = list[dict[str, Any]]


def fill(text: str) -> str:
    """Put days in the place of "{day 21}"."""
    return AHEAD.sub(lambda match: _said(ahead(int(match[1]))), text)


def ahead(days: int) -> date:
    """Return the working day so many days ahead, or the next one."""
    return next_working_day(today() + timedelta(days=days))


def today() -> date:
    """Return the day."""
    return datetime.now(UTC).date()


@dataclass(frozen=True, slots=True)
class InductionWorld:
    """The API's own database file."""

    path: Path

    def empty(self) -> None:
        """Take back whatever conversations before did: every step is open, but for those of the first day."""
        with open_rows(self.path) as database:
            for table in LEFT:
                database.execute(f"DELETE FROM {table}")  # noqa: S608 names of our own
            database.execute("DELETE FROM induction_steps WHERE id LIKE 'added-%'")
            database.execute("UPDATE training_sessions SET booked = 0, queued = 0")
            database.execute("UPDATE inductions SET state = 'open', finished_on = NULL WHERE person_id = ?", (STARTER,))
            days = (today().isoformat(), (today() + timedelta(days=DUE_IN_DAYS)).isoformat())
            database.execute(f"UPDATE induction_steps SET {OPEN_AGAIN} WHERE {THEIRS}", days)  # noqa: S608

    def arrange(self, given: dict[str, Any]) -> None:
        """Let things be so before a conversation."""
        with open_rows(self.path) as database:
            for step in given.get("added", []):
                columns = "id, induction_id, step, due_on, is_moved, state"
                whose = f"SELECT ?, id, ?, ?, 0, 'open' FROM inductions WHERE person_id = '{STARTER}'"  # noqa: S608
                row = (f"added-{step}", step, (today() - timedelta(days=1)).isoformat())
                database.execute(f"INSERT INTO induction_steps ({columns}) {whose}", row)
            for state in ("done", "said"):
                for step in given.get(state, []):
                    sets = f"UPDATE induction_steps SET state = ? WHERE step = ? AND {THEIRS}"  # noqa: S608
                    database.execute(sets, (state, step))
            for step in given.get("late", []):
                week_ago = (today() - timedelta(days=7)).isoformat()
                sets = f"UPDATE induction_steps SET due_on = ? WHERE step = ? AND {THEIRS}"  # noqa: S608
                database.execute(sets, (week_ago, step))
            for course in given.get("completed", []):
                row = (uuid.uuid4().hex, STARTER, course, "demo-learning", today().isoformat())
                columns = "id, person_id, course_id, recorded_by, completed_on"
                database.execute(f"INSERT INTO completions ({columns}) VALUES (?, ?, ?, ?, ?)", row)  # noqa: S608
            if "buddy" in given:
                columns = "id, induction_id, kind, contact_id, named_by, named_at"
                whose = f"SELECT ?, id, 'buddy', ?, 'demo-manager', ? FROM inductions WHERE person_id = '{STARTER}'"  # noqa: S608
                now = datetime.now(UTC).replace(tzinfo=None).isoformat(sep=" ")
                row = (uuid.uuid4().hex, given["buddy"], now)
                database.execute(f"INSERT INTO induction_contacts ({columns}) {whose}", row)

    def stored(self) -> Stored:
        """Return what is not as it was: steps, reminders, contacts, bookings."""
        with open_rows(self.path) as database:
            changed = f"(state != 'open' OR is_moved) AND {THEIRS}"
            steps = database.execute(f"SELECT step, state, due_on, is_moved FROM induction_steps WHERE {changed}")  # noqa: S608
            found: Stored = [dict(row) for row in steps]
            found += [dict(row) for row in database.execute("SELECT remind_on FROM induction_reminders")]
            found += [dict(row) for row in database.execute("SELECT kind, contact_id FROM induction_contacts")]
            found += [dict(row) for row in database.execute("SELECT course_id, person_id, state FROM bookings")]
        return found


def is_as_written(row: dict[str, Any], expected: dict[str, Any]) -> bool:
    """Say whether a row is what a conversation says is stored."""
    if "step" in expected:
        if "due" in expected:
            return row.get("step") == expected["step"] and row.get("due_on") == ahead(expected["due"]).isoformat()
        return row.get("step") == expected["step"] and row.get("state") == expected["state"]
    if "remind" in expected:
        return _is_reminded(row, expected["remind"])
    if "contact" in expected:
        return (row.get("kind"), row.get("contact_id")) == (expected["contact"], expected["person"])
    return (row.get("course_id"), row.get("state")) == (expected["booking"], expected["state"])


def _is_reminded(row: dict[str, Any], when: int | str) -> bool:
    if "remind_on" not in row:
        return False
    day = date.fromisoformat(row["remind_on"])
    if isinstance(when, int):
        return day == ahead(when)
    week = (today() + timedelta(days=number) for number in range(1, 8))
    return day == next_working_day(next(one for one in week if f"{one:%A}".casefold() == when))


def _said(day: date) -> str:
    return f"{day.day} {day:%B}"
