"""The words, turns of phrase and beginnings of words of a text, as numbered features. Keeps nothing of the text."""

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from reading.days import find_mentions
from reading.lasting import find_lasting

# So many places there are; two that share one are hardly ever of one opening.
WIDTH = 2**15
TOKEN = re.compile(r"<\w+>|[a-z]+(?:'[a-z]+)?|\d+|[?!]")
LETTERS = (3, 4, 5)
Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Features:
    """Places (n,), each below WIDTH and there once, and how much each weighs (n,)."""

    places: npt.NDArray[np.int64]
    weights: Numbers

    def times(self, table: npt.NDArray[np.floating]) -> Numbers:
        """Return the product with a table of shape (WIDTH, columns)."""
        return np.asarray(self.weights @ table[self.places].astype(np.float32), dtype=np.float32)


def days_hidden(said: str, today: date) -> str:
    """Return a plain text with a sign for each day and each length of time: which it is says nothing of the rest."""
    spans = [
        (one.start, one.end, "<past>" if one.ahead is None else "<ahead>" if one.past is None else "<day>")
        for one in find_mentions(said, today)
    ]
    for lasting in find_lasting(said, today):
        if not any(lasting.start < end and start < lasting.end for start, end, _ in spans):
            spans.append((lasting.start, lasting.end, "<long>"))
    pieces, at = [], 0
    for start, end, sign in sorted(spans):
        pieces += [said[at:start], f" {sign} "]
        at = end
    return "".join([*pieces, said[at:]])


def features_of(said: str, longest: int = 3) -> Features:
    """Return the features of a plain text without days: runs of up to `longest` words, and pieces of words."""
    tokens = TOKEN.findall(said)
    groups = [
        ([f"w{' '.join(tokens[at : at + count])}" for at in range(len(tokens) - count + 1)], count**-0.5)
        for count in range(1, longest + 1)
    ]
    words = [f"_{token}_" for token in dict.fromkeys(tokens)]
    groups.append(
        ([f"c{word[at : at + n]}" for word in words for n in LETTERS for at in range(len(word) - n + 1)], 1.0)
    )
    return weighed(groups)


def weighed(groups: Iterable[tuple[Iterable[str], float]]) -> Features:
    """Return features of names; those of one group share its weight: a long text weighs no more than a short."""
    found: dict[int, float] = {}
    for names, weight in groups:
        places = sorted({zlib.crc32(name.encode()) % WIDTH for name in names})
        for place in places:
            found[place] = found.get(place, 0.0) + weight / len(places) ** 0.5
    return Features(np.fromiter(found, dtype=np.int64), np.fromiter(found.values(), dtype=np.float32))


def table_of(features: Iterable[Features]) -> Numbers:
    """Return features as rows of a table of shape (texts, WIDTH)."""
    rows = list(features)
    table = np.zeros((len(rows), WIDTH), dtype=np.float32)
    for row, one in zip(table, rows, strict=True):
        row[one.places] = one.weights
    return table
