"""Judges what is read from the labelled openings, field by field."""

import hashlib
from collections import Counter
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from contracts.yaml_files import read_yaml

# A Wednesday.
TODAY = date(2026, 11, 18)
TEAM = {
    "Priya Nair": "Planning Officer",
    "Callum Doyle": "Planning Support Officer",
    "Sarah Hughes": "Social Worker",
    "Mohammed Iqbal": "Refuse Loader",
    "Deborah O'Connor": "Catering Assistant",
    "Tom Ashworth": "Highways Inspector",
    "Siân Pritchard": "Library Assistant",
    "Wei Zhang": "Benefits Assessor",
    "Joanne Baxter": "Care Assistant",
    "Kwame Mensah": "Driver",
}
# These hold several values, of which each is judged.
# Of the independent set this half may be looked at while the reading is mended, and the other is only counted.
INDEPENDENT = ("independent_open", "independent_counted")
SEVERAL = frozenset({"oh_questions", "fit_note_options", "seen_already"})
Reader = Callable[[str, str], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Opening:
    """What somebody wrote, and what a careful reader takes from it."""

    say: str = field(repr=False)
    form: str
    reads: dict[str, Any] = field(default_factory=dict)
    may: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Figures:
    """How often, by field."""

    labelled: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    # What was wrong or missed, in words; looked at on the development half only.
    notes: list[str] = field(default_factory=list)

    @property
    def right_share(self) -> float:
        """Of what a careful reader takes, how much was read right."""
        return self.right.total() / self.labelled.total()

    @property
    def wrong_share(self) -> float:
        """Of what was read, how much is wrong."""
        return self.wrong.total() / (self.right.total() + self.wrong.total())

    def table(self) -> str:
        """Return the figures as a table."""
        lines = [f"{'field':20} labelled right missed wrong"]
        for name in sorted({*self.labelled, *self.wrong}, key=lambda name: -self.labelled[name]):
            counted = self.labelled[name], self.right[name]
            lines.append(f"{name:20} {counted[0]:8} {counted[1]:5} {counted[0] - counted[1]:6} {self.wrong[name]:5}")
        lines.append(
            f"right {self.right_share:.1%} of {self.labelled.total()}, wrong {self.wrong_share:.1%} of what was read"
        )
        return "\n".join(lines)


def openings(half: str) -> list[Opening]:
    """Return the openings of a half. Those of another author stand in one file and are split by their own words."""
    if half in INDEPENDENT:
        return [one for one in openings("independent") if INDEPENDENT[_parity(one.say)] == half]
    return [Opening(**row) for row in read_yaml(Path(__file__).with_name(f"openings_{half}.yml"))]


def judge(set_: Iterable[Opening], read: Reader, unlabelled: Container[str] = ()) -> Figures:
    """Read each opening, for its form, and count. `unlabelled`: fields that the labels of this set leave out."""
    figures = Figures()
    for opening in set_:
        found = {name: value for name, value in read(opening.form, opening.say).items() if name not in unlabelled}
        for name in {*opening.reads, *found}:
            _judge_field(figures, opening, name, found.get(name))
    return figures


def _judge_field(figures: Figures, opening: Opening, name: str, value: Any) -> None:
    label, may = opening.reads.get(name), opening.may.get(name)
    if name in SEVERAL:
        # Each item is one value, or a choice of right ones.
        labelled = [set(_several(item)) for item in label or []]
        found = set(value or [])
    else:
        labelled = [set(_several(label))] if label is not None else []
        found = set(_several(value))
    allowed = {value for item in [*labelled, set(_flat(may))] for value in item}
    right = [item for item in labelled if item & found]
    figures.labelled[name] += len(labelled)
    figures.right[name] += len(right)
    # What may be read and need not be counts neither for nor against.
    figures.wrong[name] += len(found - allowed)
    if found - allowed or len(right) < len(labelled):
        figures.notes.append(f"{name}: read {value!r}, should be {label!r}\n    {opening.say}")


def _parity(say: str) -> int:
    return hashlib.sha256(say.encode()).digest()[-1] % 2


def _several(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _flat(value: Any) -> list[Any]:
    return [one for item in _several(value) for one in _several(item)]
