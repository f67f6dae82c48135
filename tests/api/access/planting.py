"""Fills every table by what the models say of it: a row about somebody, with their mark in whatever takes words."""

import json
import re
import zlib
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Date, DateTime, Integer, LargeBinary, String, Table

from api.access.classification import read_classification
from api.models import Base
from api.referrals.cases.models import TextPart
from api.referrals.encryption.models import place_of
from api.referrals.form.specification import FormKind, read_form
from api.tables import Instant
from tests.api.world import World

MOMENT = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
CHOICES = re.compile(r"^(\w+) IN \((.+)\)$")
CLASSES = read_classification()


@dataclass
class Planter:
    """Plants for one person. `actor`: who did something in their rows; `rows`: what was planted, by table."""

    world: World
    person_id: str
    actor: str
    mark: str
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def plant(self) -> None:
        with self.world.context.database.write() as session:
            for table in Base.metadata.sorted_tables:
                # The last two are signed one after the other.
                if table.name in ("people", "audit_end", "erasures"):
                    continue
                for variant in list(TextPart) if table.name == "referral_texts" else [None]:
                    row = self.row(table, variant)
                    self.rows.setdefault(table.name, []).append(row)
                    session.execute(table.insert().values(row))

    def row(self, table: Table, part: TextPart | None) -> dict[str, Any]:
        values = {column.name: self.value(table, column) for column in table.c}
        if part:
            values |= {"id": f"{values['id']}-{part}", "part": part.value}
        if "sealed" in values:
            content: dict[str, Any] = {"text": f"{self.mark} {part or table.name} words"}
            if part in (TextPart.ANSWERS, None):
                content = {"answers": self.answers(), "undos": []}
            vault, place = self.world.context.vault, place_of(table.name, values["id"])
            values["key_id"], values["sealed"] = vault.seal(place, json.dumps(content))
        return values

    def answers(self) -> dict[str, str]:
        """Return an answer to every question of the form, each with the mark."""
        return {one.id: f"{self.mark} {one.id} answer" for one in read_form(FormKind.MANAGEMENT).fields}

    def value(self, table: Table, column: Column[Any]) -> Any:
        told = CLASSES.tables[table.name]
        if column.name in told.whose:
            return self.person_id
        if column.name in told.roles:
            return self.actor
        if column.name == told.by_name:
            return self.world_name()
        if column.name == "draft_id":
            return None
        for key in column.foreign_keys:
            return self.rows[key.column.table.name][0][key.column.name]
        if chosen := choices(table).get(column.name):
            return chosen
        # What of a row is its actor's own, and the catalogue, tell nothing of the person.
        of_actor = any(column.name in columns for columns in told.acted.values())
        mark = f"work{self.mark[-2:]}" if of_actor or told.nobody else self.mark
        return of_type(column, f"{mark}-{table.name}-{column.name}")

    def world_name(self) -> str:
        return {"demo-employee": "Priya Nair"}.get(self.person_id, "Callum Doyle")


def choices(table: Table) -> dict[str, str]:
    """Return for each column with a closed list its first value."""
    found = [CHOICES.match(str(one.sqltext)) for one in table.constraints if isinstance(one, CheckConstraint)]
    return {match[1]: match[2].split(",")[0].strip(" '") for match in found if match}


def of_type(column: Column[Any], words: str) -> Any:
    kind = column.type
    if isinstance(kind, (Instant, DateTime)):
        return MOMENT + timedelta(hours=2 if column.name == "ends_at" else 0)
    if isinstance(kind, Date):
        return date(2027, 5, 17)
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, Integer):
        return zlib.crc32(words.encode()) % 1_000_000 + 2 if column.primary_key else 1
    if isinstance(kind, JSON):
        return [words]
    if isinstance(kind, LargeBinary):
        return words.encode()
    assert isinstance(kind, String)
    return (
        words if len(words) <= (kind.length or 400) else f"{words[:6]}{zlib.crc32(words.encode()):08x}"[: kind.length]
    )
