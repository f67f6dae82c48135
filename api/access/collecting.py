"""Gathers everything that is held about one person, table by table. Changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from api.access import repository
from api.access.classification import Classification, Classified
from api.access.opening import open_row, waits_for_health_unit
from api.access.others import Others
from api.access.repository import Row
from api.people.models import Person
from api.referrals.attachments.contents import suffix_of
from api.referrals.attachments.pieces import open_file
from api.referrals.encryption.vault import Vault

HELD_BACK = "[kept back: the Health Unit has to say that it may be given]"
FILES = "referral_attachments"
ABOUT_OTHERS = "[left out: it tells of somebody else]"


@dataclass(slots=True)
class Section:
    """What one table holds about the person. `acted`: what they did in rows about others, by the column."""

    table: str
    told: Classified
    rows: list[Row] = field(default_factory=list)
    acted: dict[str, list[Row]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show."""
        return not self.rows and not any(self.acted.values())


@dataclass(slots=True)
class Copy:
    """All that is given. `held_back`: how many texts wait for the Health Unit; `files`: each by its name, read late."""

    sections: list[Section] = field(default_factory=list)
    held_back: int = 0
    files: dict[str, Callable[[], bytes]] = field(default_factory=dict)

    @property
    def has_health_information(self) -> bool:
        """Whether anything of it was sealed, or tells that there is a case."""
        return any(section.told.group == "health_unit" and section.rows for section in self.sections)


@dataclass(slots=True)
class Collector:
    """Reads for one person. `with_clinical_notes`: the Health Unit has said that they may be given."""

    session: Session
    vault: Vault
    classes: Classification
    person: Person
    with_clinical_notes: bool
    others: Others = field(init=False)
    copy: Copy = field(default_factory=Copy)
    _referrals: dict[str, Row] = field(default_factory=dict)

    def collect(self) -> Copy:
        """Return the copy. Raises UnreadableError when a text cannot be opened."""
        self.others = Others(self.person, repository.list_directory(self.session))
        theirs = {name: told for name, told in self.classes.tables.items() if not told.nobody}
        about = {name: repository.rows_about(self.session, self.classes, name, self.person) for name in theirs}
        self._referrals = {row["id"]: row for row in about["referrals"]}
        self.others.references |= {row["reference"] for rows in about.values() for row in rows if "reference" in row}
        for name, told in theirs.items():
            section = Section(name, told, [self._show(name, told, row) for row in about[name]])
            for column, columns in told.acted.items():
                found = repository.rows_acted_in(self.session, self.classes, name, column, self.person)
                section.acted[column] = [self._show_some(told, row, columns) for row in found]
            self.copy.sections.append(section)
        self._add_files(next(section.rows for section in self.copy.sections if section.table == FILES))
        return self.copy

    def _add_files(self, rows: list[Row]) -> None:
        for row in rows:
            # Its own name can tell of health; it stands on the page, beside this one.
            row["file"] = f"files/{row['id']}{suffix_of(row['sealed'].get('type', ''))}"
            self.copy.files[row["file"]] = partial(open_file, self.session, self.vault, row["id"])

    def _show(self, table: str, told: Classified, row: Row) -> Row:
        shown: Row = {column: self.others.clean(row[column]) for column in told.given}
        if table == "notifications" and row["kind"] in self.classes.about_others:
            shown |= {"subject": ABOUT_OTHERS, "text": ABOUT_OTHERS}
        shown |= {column: self.others.role_of(row[column]) for column in told.roles}
        shown |= {column: self._follow(told.led_to[column], row[column]) for column in told.led_to}
        return shown | {column: self._open(table, row) for column in told.opened}

    def _show_some(self, told: Classified, row: Row, columns: list[str]) -> Row:
        """Return what of a row about somebody else is the person's own."""
        shown: Row = {column: row[column] for column in columns if column in told.given}
        return shown | {
            column: self._follow(told.led_to[column], row[column]) for column in columns if column in told.led_to
        }

    def _follow(self, led_to: dict[str, list[str]], key: Any) -> Row | None:
        (table, columns), *_ = led_to.items()
        found = repository.row_by_key(self.session, table, key) if key is not None else None
        return {column: self.others.clean(found[column]) for column in columns} if found else None

    def _open(self, table: str, row: Row) -> Any:
        referral = self._referrals.get(row["referral_id"]) if table == "referral_texts" else None
        if referral and waits_for_health_unit(self.classes, row, referral) and not self.with_clinical_notes:
            self.copy.held_back += 1
            return HELD_BACK
        kind = referral["kind"] if referral else row.get("kind")
        return self.others.clean(open_row(self.vault, self.classes, table, row, kind))
