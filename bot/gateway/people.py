"""The demo people who can sign in in development. Knows no rights: those are the API's."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contracts.yaml_files import read_yaml


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """One line of the sign-in page. `oid` is what tokens call the person."""

    id: str
    oid: str
    name: str
    job: str
    team: str


def read_demo_people(path: Path) -> dict[str, DemoPerson]:
    """Return the demo people by id, in the file's order. Raises OSError, KeyError or yaml.YAMLError."""
    entries: list[dict[str, Any]] = read_yaml(path)
    people = [DemoPerson(*(str(entry[name]) for name in ("id", "oid", "name", "job", "team"))) for entry in entries]
    return {person.id: person for person in people}
