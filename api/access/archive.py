"""Writes the copy as a page and as JSON into one zip file that only its owner can read. Knows no database."""

import json
import os
import secrets
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any, Self

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.access.classification import Classification, Classified
from api.access.collecting import Copy
from api.acts import LONDON
from api.people.models import Person

PAGE, DATA = "export.html", "export.json"


class NewFile:
    """A file that is not there yet, readable by its owner only. Until `keep` it is beside its place."""

    def __init__(self, path: Path) -> None:
        """Open nothing yet."""
        self.path = path
        self._beside = path.with_name(f".{secrets.token_hex(8)}.part")

    def __enter__(self) -> Self:
        """Make the file. Raises FileExistsError, OSError."""
        if self.path.exists():
            raise FileExistsError(self.path.name)
        self.file = os.fdopen(os.open(self._beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb")
        return self

    def keep(self) -> None:
        """Put it into its place. Raises FileExistsError when another file came meanwhile."""
        os.link(self._beside, self.path)

    def __exit__(self, *_: object) -> None:
        """Leave nothing beside."""
        self.file.close()
        self._beside.unlink(missing_ok=True)


def write_archive(new: NewFile, classes: Classification, person: Person, copy: Copy, now: datetime) -> None:
    """Write the zip and wait until it is on the disk. Raises OSError."""
    with zipfile.ZipFile(new.file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(PAGE, write_page(classes, person, copy, now))
        archive.writestr(DATA, write_data(classes, person, copy, now))
        for name, read in copy.files.items():
            archive.writestr(name, read())
    new.file.flush()
    os.fsync(new.file.fileno())


def write_data(classes: Classification, person: Person, copy: Copy, now: datetime) -> str:
    """Return everything as JSON."""
    whole = {
        "about": person.id,
        "made_at": now,
        "held_back": copy.held_back,
        "tables": {
            section.table: {
                "title": section.told.title,
                "rows": section.rows,
                "done_for_others": section.acted,
                "left_out": {name: classes.reasons[why] for name, why in section.told.withheld.items()},
            }
            for section in copy.sections
        },
        "about_nobody": {name: told.nobody for name, told in classes.tables.items() if told.nobody},
    }
    return json.dumps(whole, ensure_ascii=False, indent=1, default=_in_iso)


def write_page(classes: Classification, person: Person, copy: Copy, now: datetime) -> str:
    """Return everything as one page that can be read and printed."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"plain": in_words, "label": _label}
    reasons = {why for section in copy.sections for why in section.told.withheld.values()}
    # What a row leads to is said in the words of the table where it stands.
    labels = {name: words for told in classes.tables.values() for name, words in told.given.items()}
    return environment.get_template(PAGE).render(
        person=person,
        copy=copy,
        classes=classes,
        made_at=now,
        labels={name: labels[name] for name in ("starts_at", "ends_at", "clinician", "mode", "place", "title")},
        withheld=[words for reason, words in classes.reasons.items() if reason in reasons],
        nobodys=[told.nobody for told in classes.tables.values() if told.nobody],
    )


def in_words(value: Any) -> str:
    """Return a value as people read it."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        local = value.astimezone(LONDON)
        return f"{local.day} {local:%B %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    text = str(value)
    is_code = text.replace("_", "").isalnum() and text == text.lower() and "_" in text
    return text.replace("_", " ") if is_code else text


def _label(told: Classified, name: str) -> str:
    own = {**told.given, **told.roles, **told.opened}
    return own.get(name, name.removesuffix("_id").replace("_", " ").capitalize())


def _in_iso(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(type(value).__name__)
