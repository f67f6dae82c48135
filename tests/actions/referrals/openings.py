"""Judges what is read from the labelled openings, field by field."""

from collections import Counter
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from actions.referrals.openings.learned.examples import SEVERAL, Opening, authors, flat, labelled_openings, several
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
# Of these the texts were never looked at while the reading was mended, and nothing is learned from them.
COUNTED = ("heldout", "independent", "blind")
Read = Callable[[str, str], dict[str, Any]]


@dataclass(slots=True)
class Figures:
    """How often, by field."""

    labelled: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    # What was wrong or missed, in words; looked at for what may be learned from only.
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


def openings(name: str) -> list[Opening]:
    """Return the openings of a set that is only counted, or of an author from whom is learned."""
    if name in authors():
        return labelled_openings(name)
    return [Opening(**row) for row in read_yaml(Path(__file__).with_name(f"openings_{name}.yml"))]


def judge(set_: Iterable[Opening], read: Read, unlabelled: Container[str] = ()) -> Figures:
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
        labelled = [set(item) for item in opening.items(name)]
        found = set(value or [])
    else:
        labelled = [set(several(label))] if label is not None else []
        found = set(several(value))
    allowed = {value for item in [*labelled, set(flat(may))] for value in item}
    right = [item for item in labelled if item & found]
    figures.labelled[name] += len(labelled)
    figures.right[name] += len(right)
    # What may be read and need not be counts neither for nor against.
    figures.wrong[name] += len(found - allowed)
    if found - allowed or len(right) < len(labelled):
        figures.notes.append(f"{name}: read {value!r}, should be {label!r}\n    {opening.say}")
