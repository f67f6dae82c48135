"""What a recorded conversation about a referral starts from and ends with: rows of the API's database, opened."""

import json
import sqlite3
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from api.referrals.drafts.content import Content
from api.referrals.encryption.models import place_of
from api.referrals.form.specification import FormKind, read_form
from api.settings import Settings
from tests.api.referrals.cases import fill
from tests.stack.rows import open_rows

# What a conversation may change; the directory stays.
CHANGED = (
    "referral_texts",
    "referral_steps",
    "referral_agreements",
    "referral_drafts",
    "referrals",
    "notifications",
    "idempotency_keys",
)
TWIN = "demo-twin"
KNOWN = {
    "employee_name": "Priya Nair",
    "known_as": "Priya",
    "employee_number": "100001",
    "post": "Planning Officer",
    "service": "Planning",
    "base": "Magdalen House, Bootle",
    "started_on": "2021-03-01",
    "referrer_name": "Angela Whitfield",
    "referrer_job": "Development Manager",
    "referrer_email": "angela.whitfield@sefton.example",
    "name": "Priya Nair",
}
# Asked too, though they may be left out.
OPTIONAL = {
    "effect": "My neck is stiff in the afternoon.",
    "employee_comments": "I would like to come back soon.",
    "was_accident": False,
}


@dataclass(frozen=True, slots=True)
class ReferralWorld:
    """The API's own database file, and the keys to what is sealed in it."""

    var: Path

    def empty(self) -> None:
        """Take back whatever conversations before did."""
        with open_rows(self.var / "api.db") as database:
            for table in CHANGED:
                database.execute(f"DELETE FROM {table}")  # noqa: S608 names of our own
            database.execute("DELETE FROM people WHERE id = ?", (TWIN,))

    def add_twin(self, job: str) -> None:
        """Let a second person of the same name report to the same manager."""
        with open_rows(self.var / "api.db") as database:
            row = dict(database.execute("SELECT * FROM people WHERE id = 'demo-employee'").fetchone())
            row |= {"id": TWIN, "object_id": str(uuid.uuid4()), "payroll_number": "100099", "job": job}
            row |= {"email": "priya.nair2@sefton.example"}
            marks = ", ".join(f":{name}" for name in row)
            database.execute(f"INSERT INTO people ({', '.join(row)}) VALUES ({marks})", row)  # noqa: S608 our own

    def add_draft(self, kind: str, without: list[str], **changes: Any) -> None:
        """Add a draft about Priya Nair in which only some questions are open."""
        form = read_form(FormKind(kind))
        answers = OPTIONAL | KNOWN | fill(form, KNOWN, **changes)
        own = {field.id for field in form.fields}
        kept = {name: value for name, value in answers.items() if name in own and name not in without}
        owner = "demo-manager" if kind == "management" else "demo-employee"
        draft_id, now = uuid.uuid4().hex, datetime.now(UTC)
        key_id, sealed = (
            Settings(var_dir=self.var).open_vault().seal(place_of("referral_drafts", draft_id), Content(kept).write())
        )
        row = {
            "id": draft_id,
            "kind": kind,
            "owner_id": owner,
            "person_id": "demo-employee",
            "version": 1,
            "created_at": _stored(now),
            "changed_at": _stored(now),
            "expires_on": (now.date() + timedelta(days=14)).isoformat(),
            "key_id": key_id,
            "sealed": sealed,
        }
        marks = ", ".join(f":{name}" for name in row)
        with open_rows(self.var / "api.db") as database:
            database.execute(f"INSERT INTO referral_drafts ({', '.join(row)}) VALUES ({marks})", row)  # noqa: S608 our own

    def close_cases(self, days_ago: int) -> None:
        """Let every case have been closed so many days ago."""
        at = _stored(datetime.now(UTC) - timedelta(days=days_ago))
        with open_rows(self.var / "api.db") as database:
            database.execute("UPDATE referrals SET state = 'closed', closed_at = ?, state_since = ?", (at, at))

    def cases(self) -> list[dict[str, Any]]:
        """Return every case with its answers in the clear."""
        query = (
            "SELECT r.*, t.id AS text_id, t.key_id, t.sealed FROM referrals r"
            " JOIN referral_texts t ON t.referral_id = r.id AND t.part = 'answers' ORDER BY r.created_at"
        )
        return [self._clear(row, "referral_texts", row["text_id"]) for row in self._rows(query)]

    def drafts(self) -> list[dict[str, Any]]:
        """Return every draft with its answers in the clear."""
        query = "SELECT * FROM referral_drafts ORDER BY created_at"
        return [self._clear(row, "referral_drafts", row["id"]) for row in self._rows(query)]

    def notified(self) -> list[str]:
        """Return for whom a message lies in the outbox."""
        return [str(row["person_id"]) for row in self._rows("SELECT person_id FROM notifications")]

    def _rows(self, query: str) -> list[sqlite3.Row]:
        with open_rows(self.var / "api.db") as database:
            return list(database.execute(query))

    def _clear(self, row: sqlite3.Row, table: str, row_id: str) -> dict[str, Any]:
        vault = Settings(var_dir=self.var).open_vault()
        answers = json.loads(vault.open(place_of(table, row_id), row["key_id"], row["sealed"]))["answers"]
        return {**{name: row[name] for name in ("kind", "person_id")}, "state": _state(row), "answers": answers}


def _state(row: sqlite3.Row) -> str:
    return str(row["state"]) if "state" in row.keys() else "draft"  # noqa: SIM118 a row is no mapping


def day(text: str) -> str:
    """Return "today-21" as an ISO day."""
    return (date.today() + timedelta(days=int(text.removeprefix("today") or 0))).isoformat()  # noqa: DTZ011 London's day


def _stored(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
