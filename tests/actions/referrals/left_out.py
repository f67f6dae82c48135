"""Command line: `python -m tests.actions.referrals.left_out` reads each author by what the others wrote.

The rules are taken as they were before they were mended on that author. `--bars` also tries other bars, for minutes.
"""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import partial
from typing import Any

from actions.referrals.openings.learned.choices import Choices
from actions.referrals.openings.learned.days import find_candidates
from actions.referrals.openings.learned.deciding import BARS, Bar, decide
from actions.referrals.openings.learned.examples import Opening, authors, labelled_openings, read_lines
from actions.referrals.openings.learned.training import TODAY, DayExamples, Examples
from actions.referrals.openings.learned.vectors import vectors_remembered
from actions.referrals.openings.opening import FIELDS
from actions.referrals.openings.said import plain
from actions.settings import Settings
from api.referrals.form.specification import FormKind, read_form
from tests.actions.referrals.openings import Figures, judge

READ = {kind.value: {field.id for field in read_form(kind).fields} & set(FIELDS) for kind in FormKind}
STEPS = [number / 20 for number in range(1, 20)]
# So many values more have to be right for one more that is wrong.
WORTH = 3.0
Told = Mapping[str, Mapping[Any, float]]


@dataclass(frozen=True, slots=True)
class Seen:
    """An opening by an author who was left out: what was found of it, and is to be decided on."""

    author: str
    opening: Opening
    chances: Told
    days: Mapping[str, str]

    def read(self, bars: Mapping[str, Bar] = BARS) -> dict[str, Any]:
        """Return what is taken."""
        return decide(self.chances, self.days, rules_of(self.opening), READ[self.opening.form], bars)


def main() -> int:
    """Print the figures by author, then by field."""
    seen = read_left_out()
    names = list(dict.fromkeys(one.author for one in seen))
    print(f"{'left out':10} {'rules':>14} {'and learning':>14}   right / wrong, in a hundred")
    for name in [*names, "all"]:
        some = [one for one in seen if name in (one.author, "all")]
        rules = judged([one.opening for one in some], [rules_of(one.opening) for one in some])
        learned = judged([one.opening for one in some], [one.read() for one in some])
        print(f"{name:10} {shares(rules):>14} {shares(learned):>14}")
    print(judged([one.opening for one in seen], [one.read() for one in seen]).table())
    if "--bars" in sys.argv[1:]:
        for name, bar in better_bars(seen).items():
            print(name, bar)
    return 0


def read_left_out() -> list[Seen]:
    """Return every opening of which it is known what the rules took, as it is read by what others wrote."""
    labelled = [(name, one) for name in authors() for one in labelled_openings(name)]
    openings = [one for _, one in labelled]
    examples = Examples(openings, read_lines(), vectors_remembered(Settings().var_dir))
    seen: list[Seen] = []
    for author in dict.fromkeys(name for name, one in labelled if one.rules is not None):
        rows = [row for row, (name, _) in enumerate(labelled) if name != author]
        choices, roles = examples.choices(rows), DayExamples([openings[row] for row in rows]).roles()
        for row, (name, opening) in enumerate(labelled):
            if name == author:
                days = roles.read(find_candidates(plain(opening.say), TODAY, rules_of(opening)), rules_of(opening))
                seen.append(Seen(author, opening, by_field(choices, examples, row), days))
    return seen


def by_field(choices: Choices, examples: Examples, row: int) -> Told:
    """Return the chance of each value of an opening, by field."""
    found: dict[str, dict[Any, float]] = {}
    for (name, value), chance in zip(choices.columns, choices.judge(examples.found[row]), strict=True):
        found.setdefault(name, {})[value] = float(chance)
    return found


def rules_of(opening: Opening) -> dict[str, Any]:
    """Return what the rules took then, of what is read of a form."""
    return {name: value for name, value in opening.taken_by_rules.items() if name in READ[opening.form]}


def judged(openings: Iterable[Opening], found: Sequence[Mapping[str, Any]]) -> Figures:
    """Count, of the fields that are read by what is learned."""
    figures = Figures()
    for opening, one in zip(openings, found, strict=True):
        reads = {name: value for name, value in opening.reads.items() if name in FIELDS}
        only = Opening(opening.say, opening.form, reads, opening.may)
        of_one = judge([only], partial(_found, one))
        for name in ("labelled", "right", "wrong"):
            getattr(figures, name).update(getattr(of_one, name))
    return figures


def _found(found: Mapping[str, Any], _form: str, _text: str) -> dict[str, Any]:
    return dict(found)


def shares(figures: Figures) -> str:
    """Return how much is right of what is labelled, and how much wrong of what is read."""
    return f"{figures.right_share:.1%} / {figures.wrong_share:.1%}".replace("%", "")


def better_bars(seen: Sequence[Seen]) -> dict[str, Bar]:
    """Return for each field that has a bar of its own the one at which most is worth reading."""
    bars = dict(BARS)

    def worth(name: str, bar: Bar) -> float:
        figures = judged([one.opening for one in seen], [one.read({**bars, name: bar}) for one in seen])
        return figures.right.total() - WORTH * figures.wrong.total()

    for name in bars:
        for part in fields(Bar):
            tried = [replace(bars[name], **{part.name: step}) for step in STEPS]
            ordered = [bar for bar in tried if bar.ruled <= bar.silent <= bar.against]
            bars[name] = max(ordered, key=partial(worth, name))
    return bars


if __name__ == "__main__":
    raise SystemExit(main())
