"""Compares a question with the examples of an article word piece by word piece. Knows no Rasa.

One vector for a whole text blurs what it is made of: "supervision outside children's services" is near to supervision
*in* children's services. Here each piece of the question looks for its like in an example ("late interaction", as in
ColBERT), and rare pieces count for more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bot.nlu.byte_rows import ByteRows
from bot.nlu.encoder import Encoding

# Best example, mean of the best three, and all examples together.
SCORES = 3
BEST = 3
# However common, a piece counts this much.
LEAST_RARITY = 0.1

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True)
class PieceMemory:
    """The pieces of all lines, `pieces` of shape (sum of `counts`, 64), and the article of each line, in order of
    articles; `rarity` has a weight for each piece of the vocabulary.
    """

    pieces: ByteRows
    counts: npt.NDArray[np.int64]
    articles: npt.NDArray[np.str_]
    rarity: Numbers

    @classmethod
    def of(cls, encodings: Sequence[Encoding], articles: npt.NDArray[np.str_]) -> "PieceMemory":
        """Remember lines with their articles; lines of no article ("") only tell how rare a piece is."""
        rarity = _rarity([encoding.ids for encoding in encodings])
        rows = [row for row in np.argsort(articles, kind="stable") if articles[row] and len(encodings[row].ids)]
        pieces = ByteRows.of(np.concatenate([encodings[row].pieces for row in rows]))
        counts = np.array([len(encodings[row].ids) for row in rows], dtype=np.int64)
        return cls(pieces, counts, articles[rows], rarity)

    def scores(self, question: Encoding, articles: Sequence[str]) -> Numbers:
        """Return the likeness of a question to articles, of shape (articles, SCORES); 0 where nothing is known."""
        found = np.zeros((len(articles), SCORES), dtype=np.float32)
        weights = self._weights(question.ids)
        for number, article in enumerate(articles):
            if article in self._lines and len(weights):
                pieces, starts = self._lines[article]
                likeness = pieces.times(question.pieces.T)
                by_line = np.sort(np.maximum.reduceat(likeness, starts, axis=0) @ weights)
                found[number] = by_line[-1], by_line[-BEST:].mean(), likeness.max(axis=0) @ weights
        return found

    @cached_property
    def _lines(self) -> dict[str, tuple[ByteRows, npt.NDArray[np.int64]]]:
        """The pieces of each article, and where in them its lines start."""
        ends = np.cumsum(self.counts)
        starts = ends - self.counts
        names, first = np.unique(self.articles, return_index=True)
        return {
            str(name): (self.pieces[starts[here] : ends[after - 1]], starts[here:after] - starts[here])
            for name, (here, after) in zip(names, pairwise([*first.tolist(), len(self.articles)]), strict=True)
        }

    def _weights(self, ids: npt.NDArray[np.int64]) -> Numbers:
        rarities: Numbers = self.rarity[np.minimum(ids, len(self.rarity) - 1)]
        return np.asarray(rarities / rarities.sum()) if len(ids) else rarities

    def save(self, path: Path) -> None:
        """Write the arrays; no code is stored."""
        np.savez(path, **self.pieces.arrays("pieces"), counts=self.counts, articles=self.articles, rarity=self.rarity)

    @classmethod
    def load(cls, path: Path) -> "PieceMemory":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(ByteRows.stored(stored, "pieces"), stored["counts"], stored["articles"], stored["rarity"])


def _rarity(ids_of_lines: Sequence[npt.NDArray[np.int64]]) -> Numbers:
    """Return how rare each piece is among the lines: the logarithm of the share of lines without it, inverted."""
    holding = np.bincount(np.concatenate([np.unique(ids) for ids in ids_of_lines]))
    # One more place, for all pieces beyond the last that was seen.
    lines_with = np.append(holding, 0)
    rarity = np.log(len(ids_of_lines) / (1.0 + lines_with))
    return np.asarray(np.maximum(rarity, LEAST_RARITY), dtype=np.float32)
