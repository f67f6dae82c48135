"""The wording of a message as a short vector: words, pairs of words and pieces of words, weighed by how rare they are.

A sentence vector tells what a message is about; the wording tells "book me on it" from "take me off it". Knows no Rasa.
"""

import json
import re
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
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

        counted = _terms_of_many(texts)
        lines = Counter(term for found in counted for term in found)
        kept = sorted(term for term, count in lines.items() if count >= LEAST_LINES[term[0]])
        terms = {term: number for number, term in enumerate(kept)}
        rarity = np.array([1.0 + np.log((1 + len(texts)) / (1 + lines[term])) for term in kept], dtype=np.float32)
        matrix = cls(terms, rarity, ByteRows.of(np.zeros((0, width))))._matrix(counted)
        _, _, directions = randomized_svd(matrix, width, n_iter=SWEEPS, random_state=SEED)
        return cls(terms, rarity, ByteRows.of(np.ascontiguousarray(directions.T)))

    def vector(self, text: str) -> Vectors:
        """Return the vector of a message, of shape (width,)."""
        numbers, weights, _ = self._weigh([terms_of(text)])
        return self.rows[numbers].sum(weights)

    def vectors(self, texts: Iterable[str]) -> Vectors:
        """Return a vector for each message, of shape (messages, width)."""
        return np.asarray(self._matrix(_terms_of_many(texts)) @ self.rows.single(), dtype=np.float32)

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

        numbers, weights, ends = self._weigh(counted)
        return csr_matrix((weights, numbers, ends), shape=(len(ends) - 1, len(self.terms)))

    def _weigh(self, counted: Iterable[Counter[str]]) -> tuple[npt.NDArray[np.intp], Vectors, npt.NDArray[np.intp]]:
        """Return the numbers of the known terms of messages, one after the other, their weights, and where each message
        ends, after a 0 for the start: of each message words and pieces of unit length.
        """
        known, counts, ends = array("q"), array("d"), array("q", [0])
        for found in counted:
            for term, count in found.items():
                if (number := self.terms.get(term)) is not None:
                    known.append(number)
                    counts.append(count)
            ends.append(len(known))
        numbers, edges = np.array(known, dtype=np.intp), np.array(ends, dtype=np.intp)
        weights = (1 + np.log(np.array(counts))) * self.rarity[numbers]
        # Words and pieces of each message by themselves.
        groups = 2 * np.repeat(np.arange(len(edges) - 1), np.diff(edges)) + self._are_pieces[numbers]
        lengths = np.sqrt(np.bincount(groups, weights * weights, 2 * len(edges)))[groups]
        weights *= np.where(groups % 2, PIECE_WEIGHT, 1.0) / np.where(lengths > 0, lengths, 1.0)
        return numbers, weights.astype(np.float32), edges

    @cached_property
    def _are_pieces(self) -> npt.NDArray[np.bool_]:
        return np.fromiter((term[0] == "p" for term in self.terms), dtype=np.bool_, count=len(self.terms))


def _terms_of_many(texts: Iterable[str]) -> list[Counter[str]]:
    """Return the terms of many messages; the pieces of a word are found once."""
    known: dict[str, list[str]] = {}

    def pieces_of(word: str) -> list[str]:
        if word not in known:
            known[word] = _pieces(word)
        return known[word]

    return [terms_of(text, pieces_of) for text in texts]


def _pieces(word: str) -> list[str]:
    padded = f" {word} "
    return [f"p{padded[at : at + n]}" for n in PIECES for at in range(len(padded) - n + 1)]


def terms_of(text: str, pieces_of: Callable[[str], list[str]] = _pieces) -> Counter[str]:
    """Return the terms of a message with their counts: "w" before words and pairs of words, "p" before pieces."""
    words = WORD.findall(DIGITS.sub("0", text.casefold().replace("’", "'")))
    terms = [f"w{word}" for word in words]
    terms += [f"w{first} {second}" for first, second in pairwise(words)]
    for word in words:
        terms += pieces_of(word)
    return Counter(terms)
