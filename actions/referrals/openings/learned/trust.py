"""How far the rules are trusted, field by field, beside what is learned; and when a value is sure enough to be taken.

What the rules find and what is learned are taken for two witnesses who speak independently: the chance of a value is
what is learned of it, times how often the rules say what they say where it is true.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from actions.referrals.openings.learned.examples import SEVERAL, Opening, flat

# A field that was seldom labelled is trusted as all are together: so many openings of them are added to its own.
BORROWED = 8.0
# Of what the rules missed or got wrong of an author whom they had not seen, mending them on others mends so much.
MENDED = 1 / 3
LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Trust:
    """How often the rules are `right`, `silent` or wrong (`other`) where there is a value, and `false` where none is.

    All are shares of openings; `kinds` is how many values the field has.
    """

    right: float
    silent: float
    other: float
    false: float
    kinds: int

    def of_one(self, learned: Mapping[Any, float], found: Any) -> dict[Any, float]:
        """Return the chance of each value, None among them, of a field that holds one."""
        weights = {value: chance * self._says(value, found) for value, chance in learned.items()}
        total = sum(weights.values()) or 1.0
        return {value: weight / total for value, weight in weights.items()}

    def of_several(self, learned: Mapping[Any, float], found: Iterable[Any]) -> dict[Any, float]:
        """Return the chance of each value of a field that holds several."""
        said = set(found)
        chances = {}
        for value, chance in learned.items():
            odds = max(chance, LEAST) / max(1 - chance, LEAST)
            odds *= self.right / max(self.false / self.kinds, LEAST) if value in said else 1 - self.right
            chances[value] = odds / (1 + odds)
        return chances

    def _says(self, value: Any, found: Any) -> float:
        """Return how often the rules find what they found where a value is true."""
        if value is None:
            return max(1 - self.false if found is None else self.false / self.kinds, LEAST)
        if found is None:
            return max(self.silent, LEAST)
        return max(self.right if found == value else self.other / self.kinds, LEAST)


def trust_in_rules(openings: Iterable[Opening], kinds: Mapping[str, int]) -> dict[str, Trust]:
    """Return how far the rules are trusted for each field, counted on openings that they had not been mended on."""
    counts = {name: np.zeros(5) for name in kinds}
    for opening in openings:
        for name, count in counts.items():
            count += _counted_several(opening, name) if name in SEVERAL else _counted(opening, name)
    for count in counts.values():
        mended = count[1:4] * MENDED
        count[:] += [mended[0] + mended[1], -mended[0], -mended[1], -mended[2], mended[2]]
    every = np.sum(list(counts.values()), axis=0)
    told, untold = every[:3] / max(every[:3].sum(), 1), every[3:] / max(every[3:].sum(), 1)
    found = {}
    for name, count in counts.items():
        right, silent, other = (count[:3] + BORROWED * told) / (count[:3].sum() + BORROWED)
        false = (count[3] + BORROWED * untold[0]) / (count[3:].sum() + BORROWED)
        found[name] = Trust(float(right), float(silent), float(other), float(false), kinds[name])
    return found


def _counted(opening: Opening, name: str) -> list[int]:
    """Say whether the rules were right, silent, wrong, said something where nothing is, or were silent there."""
    label, found = flat(opening.reads.get(name)), opening.taken_by_rules.get(name)
    if label:
        return [int(found in label), int(found is None), int(found is not None and found not in label), 0, 0]
    is_false = found is not None and found not in flat(opening.may.get(name))
    return [0, 0, 0, int(is_false), int(not is_false)]


def _counted_several(opening: Opening, name: str) -> list[int]:
    items, found = opening.items(name), set(flat(opening.taken_by_rules.get(name)))
    right = sum(1 for item in items if found & set(item))
    allowed = {value for item in items for value in item} | set(flat(opening.may.get(name)))
    return [right, len(items) - right, 0, len(found - allowed), 1]
