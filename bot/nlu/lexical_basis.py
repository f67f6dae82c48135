"""The wording of a message as a short vector: words, pairs of words and pieces of words, weighed by how rare they are.

A sentence vector tells what a message is about; the wording tells "book me on it" from "take me off it". Knows no Rasa.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.nlu.byte_rows import ByteRows

WORD = re.compile(r"\w[\w']*")
DIGITS = re.compile(r"\d+")
# Lengths of the pieces of a word, and how much they count beside whole words.
PIECES, PIECE_WEIGHT = (3, 4, 5), 0.7
# A term must be in so many lines: what is rarer says nothing about the next line.
LEAST_LINES = {"w": 2, "p": 3}
SWEEPS, SEED = 2, 0
Vectors = npt.NDArray[np.float32]


@dataclass(frozen=True)
class LexicalBasis:
    """`rows` has a vector for each term, of shape (terms, width); `rarity` has a weight for each."""

    terms: dict[str, int]
    rarity: npt.NDArray[np.float32]
    rows: ByteRows

    @classmethod
    def fit(cls, texts: Sequence[str], width: int) -> "LexicalBasis":
        """Find the `width` directions in which the wording of these lines differs most."""
        from sklearn.utils.extmath import randomized_svd

        counted = [terms_of(text) for text in texts]
        lines = Counter(term for found in counted for term in found)
        kept = sorted(term for term, count in lines.items() if count >= LEAST_LINES[term[0]])
        terms = {term: number for number, term in enumerate(kept)}
        rarity = np.array([1.0 + np.log((1 + len(texts)) / (1 + lines[term])) for term in kept], dtype=np.float32)
        matrix = cls(terms, rarity, ByteRows.of(np.zeros((0, width))))._matrix(counted)
        _, _, directions = randomized_svd(matrix, width, n_iter=SWEEPS, random_state=SEED)
        return cls(terms, rarity, ByteRows.of(np.ascontiguousarray(directions.T)))

    def vector(self, text: str) -> Vectors:
        """Return the vector of a message, of shape (width,)."""
        numbers, weights = self._weigh(terms_of(text))
        return self.rows[numbers].sum(weights)

    def vectors(self, texts: Iterable[str]) -> Vectors:
        """Return a vector for each message, of shape (messages, width)."""
        return np.asarray(self._matrix(map(terms_of, texts)) @ self.rows.single(), dtype=np.float32)

    def save(self, directory: Path) -> None:
        """Write it as a list of terms and arrays; no code is stored."""
        (directory / "terms.json").write_text(json.dumps(list(self.terms), ensure_ascii=False), encoding="utf-8")
        np.savez(directory / "lexical.npz", rarity=self.rarity, **self.rows.arrays("rows"))

    @classmethod
    def load(cls, directory: Path) -> "LexicalBasis":
        """Read what `save` wrote."""
        terms = json.loads((directory / "terms.json").read_text(encoding="utf-8"))
        with np.load(directory / "lexical.npz", allow_pickle=False) as stored:
            rarity, rows = stored["rarity"], ByteRows.stored(stored, "rows")
        return cls({str(term): number for number, term in enumerate(terms)}, rarity, rows)

    def _matrix(self, counted: Iterable[Counter[str]]) -> Any:
        """Return the weights of the known terms of many messages, sparse, of shape (messages, terms)."""
        from scipy.sparse import csr_matrix

        weighed = [self._weigh(found) for found in counted]
        ends = np.cumsum([0, *(len(numbers) for numbers, _ in weighed)])
        columns, values = (np.concatenate([row[part] for row in weighed]) for part in (0, 1))
        return csr_matrix((values.astype(np.float32), columns, ends), shape=(len(weighed), len(self.terms)))

    def _weigh(self, found: Counter[str]) -> tuple[npt.NDArray[np.intp], Any]:
        """Return the numbers of the known terms and their weights: words and pieces of unit length each."""
        known = [(self.terms[term], term[0] == "w", count) for term, count in found.items() if term in self.terms]
        if not known:
            return np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.float32)
        numbers = np.array([number for number, _, _ in known], dtype=np.intp)
        are_words = np.array([is_word for _, is_word, _ in known])
        counts = np.array([count for _, _, count in known], dtype=np.float32)
        weights = (1 + np.log(counts)) * self.rarity[numbers]
        for group, weight in ((are_words, 1.0), (~are_words, PIECE_WEIGHT)):
            length = float(np.linalg.norm(weights[group]))
            if length:
                weights[group] *= weight / length
        return numbers, weights


def terms_of(text: str) -> Counter[str]:
    """Return the terms of a message with their counts: "w" before words and pairs of words, "p" before pieces."""
    words = WORD.findall(DIGITS.sub("0", text.casefold().replace("’", "'")))
    terms = Counter(f"w{word}" for word in words)
    terms.update(f"w{first} {second}" for first, second in pairwise(words))
    for word in words:
        padded = f" {word} "
        terms.update(f"p{padded[at : at + n]}" for n in PIECES for at in range(len(padded) - n + 1))
    return terms
