"""What is learned from: labelled openings, and lines that say one thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from contracts.yaml_files import read_yaml

LABELLED, LINES = Path(__file__).parent.parent / "labelled", Path(__file__).parent.parent / "lines"
# A line that says nothing of its field.
NOTHING = "none"
TRUTHS = {"true": True, "false": False}
# These hold several values, of which each is judged.
SEVERAL = frozenset({"oh_questions", "fit_note_options", "seen_already"})


@dataclass(frozen=True, slots=True)
class Opening:
    """What somebody wrote, and what a careful reader takes from it: a list means that any one of these is right.

    `may`: what may be read and need not be. `rules`: what the rules took otherwise before they were mended on it, where
    that is known; after that they know it better than what is new to them.
    """

    say: str = field(repr=False)
    form: str
    reads: dict[str, Any] = field(default_factory=dict)
    may: dict[str, Any] = field(default_factory=dict)
    rules: dict[str, Any] | None = None

    @property
    def taken_by_rules(self) -> dict[str, Any]:
        """What the rules took from it before they were mended on it, by field."""
        right = {name: _first(name, value) for name, value in self.reads.items()}
        return {name: value for name, value in {**right, **(self.rules or {})}.items() if value is not None}

    def items(self, name: str) -> list[list[Any]]:
        """Return what is labelled for a field that holds several values: for each item, which of them are right."""
        return [several(item) for item in self.reads.get(name) or []]


def labelled_openings(name: str) -> list[Opening]:
    """Return the openings of one author. Raises OSError or yaml.YAMLError."""
    return [Opening(**row) for row in read_yaml(LABELLED / f"{name}.yml")]


def authors() -> list[str]:
    """Return the names of the files of labelled openings."""
    return sorted(path.stem for path in LABELLED.glob("*.yml"))


def read_lines() -> Mapping[str, Mapping[Any, Sequence[str]]]:
    """Return lines by field and value; NOTHING for those that say nothing of it. Raises OSError or yaml.YAMLError."""
    fields = {path.stem: read_yaml(path) for path in sorted(LINES.glob("*.yml"))}
    return {
        name: {TRUTHS.get(str(value).lower(), str(value)): lines for value, lines in values.items()}
        for name, values in fields.items()
    }


def several(value: Any) -> list[Any]:
    """Return a value, or the values of a list, as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def flat(value: Any) -> list[Any]:
    """Return every value of a list of values and of lists."""
    return [one for item in several(value) for one in several(item)]


def _first(name: str, label: Any) -> Any:
    """Return the first of the values that are right; of a field with several values the first for each item."""
    if name in SEVERAL:
        return [several(item)[0] for item in label]
    return several(label)[0]
