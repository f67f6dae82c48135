"""Ranks articles for a question by several signals, and says how sure it is. Knows no Rasa.

The signals: the linear classifier, the nearest example questions as wholes and word piece by word piece, the nearest
sentence of the body, passage search, and the names of our topics in the text. A logistic regression weighs them; it is
fitted on questions that the other models had not seen (cross-validation on training data), so its probability is an
honest one.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import nlargest
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from bot.nlu.byte_rows import ByteRows
from bot.nlu.encoder import Encoding, Vectors
from bot.nlu.late_interaction import SCORES, PieceMemory
from bot.nlu.linear import LinearModel
from bot.nlu.passages import PassageSearch
from bot.nlu.reading import Clause

# Candidates: the classifier's best, the best passage, and every article that is named.
CANDIDATES = 6
TINY = 1e-4
# Names count by their length, up to this many words.
LONGEST_NAME = 3
SIGNALS = 12 + 2 * SCORES

Row = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Memory:
    """Vectors of shape (lines, 384) and the article each line belongs to, in order of articles."""

    vectors: ByteRows
    articles: npt.NDArray[np.str_]

    @classmethod
    def of(cls, vectors: Vectors, articles: npt.NDArray[np.str_]) -> "Memory":
        """Remember lines with their articles, in any order; those of no article ("") are left out."""
        rows = np.argsort(articles, kind="stable")
        rows = rows[articles[rows] != ""]
        return cls(ByteRows.of(vectors[rows]), articles[rows])

    @cached_property
    def vectors_of(self) -> dict[str, ByteRows]:
        """The vectors of each article's lines, which stand together."""
        names, starts = np.unique(self.articles, return_index=True)
        edges = pairwise([*starts.tolist(), len(self.articles)])
        return {str(name): self.vectors[start:end] for name, (start, end) in zip(names, edges, strict=True)}

    def similarities(self, vector: Vectors, articles: Iterable[str]) -> dict[str, Row]:
        """Return for each of these articles that has lines the cosines to them, ascending."""
        known = {article: self.vectors_of[article] for article in articles if article in self.vectors_of}
        return {article: np.sort(vectors.times(vector)) for article, vectors in known.items()}


@dataclass(frozen=True, slots=True)
class Ranker:
    """Everything that ranking needs but the final weights."""

    classifier: LinearModel
    examples: Memory
    pieces: PieceMemory
    bodies: Memory
    passages: PassageSearch

    def candidates(self, clause: Clause, encoding: Encoding, articles: frozenset[str]) -> tuple[list[str], Row]:
        """Return candidate ids and their signals, of shape (candidates, SIGNALS)."""
        chances = self.classifier.probabilities(encoding.vector[None])[0].tolist()
        known = {
            label: chance for label, chance in zip(self.classifier.labels, chances, strict=True) if label in articles
        }
        found = self.passages.scores(list(clause.lemmas))
        best = nlargest(CANDIDATES, known, key=known.__getitem__)
        passage = max(found, key=lambda label: found[label], default=None)
        ids = list(dict.fromkeys([*best, *clause.topics, *([passage] if passage else [])]))
        ids = [label for label in ids if label in known]
        return ids, self._signals(ids, known, found, clause, encoding)

    def _signals(
        self,
        ids: list[str],
        chances: Mapping[str, float],
        found: Mapping[str, float],
        clause: Clause,
        encoding: Encoding,
    ) -> Row:
        asked = sum(chances.values())
        near = self.examples.similarities(encoding.vector, ids)
        body = self.bodies.similarities(encoding.vector, ids)
        alike = self.pieces.scores(encoding, ids)
        leads = alike - _best_of_others(alike)
        logs = {label: float(np.log(chances[label] + TINY)) for label in ids}
        nearest = {label: float(near[label][-1]) for label in ids}
        rows = [
            [
                logs[label],
                chances[label] / max(asked, 1e-6),
                nearest[label],
                float(near[label][-3:].mean()),
                float(body[label][-1]) if label in body else 0.0,
                found.get(label, 0.0),
                float(label in clause.topics),
                float(min(clause.topics.get(label, 0), LONGEST_NAME)),
                asked,
                logs[label] - max((logs[other] for other in ids if other != label), default=float(np.log(TINY))),
                found.get(label, 0.0) - max((found.get(other, 0.0) for other in ids if other != label), default=0.0),
                nearest[label] - max((nearest[other] for other in ids if other != label), default=0.0),
                *alike[place],
                *leads[place],
            ]
            for place, label in enumerate(ids)
        ]
        return np.array(rows, dtype=np.float64).reshape(len(ids), SIGNALS)


def _best_of_others(scores: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return for each row and column the highest value of the other rows, 0 when there are none."""
    if len(scores) < 2:
        return np.zeros_like(scores)
    ordered = np.sort(scores, axis=0)
    return np.where(scores == ordered[-1], ordered[-2], ordered[-1])


def folds(
    labels: npt.NDArray[np.str_], count: int, seed: int = 1
) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
    """Yield (training rows, left-out rows), each label spread evenly, always the same way."""
    from sklearn.model_selection import StratifiedKFold

    splitter = StratifiedKFold(count, shuffle=True, random_state=seed)
    yield from splitter.split(np.zeros(len(labels)), labels)


def fit_weights(signals: Row, right: npt.NDArray[np.bool_], counts: npt.NDArray[np.int64] | None = None) -> LinearModel:
    """Fit what weighs the signals.

    A row is one candidate; `right` says whether it was the article that was meant, `counts` how much the row counts.
    """
    from sklearn.linear_model import LogisticRegression

    mean, spread = signals.mean(axis=0), signals.std(axis=0) + 1e-9
    model = LogisticRegression(C=1.0, max_iter=500).fit((signals - mean) / spread, right, counts)
    weights = model.coef_ / spread
    bias = model.intercept_ - weights @ mean
    # As two labels, so that the softmax of LinearModel is the logistic function.
    both = np.vstack([np.zeros_like(weights), weights])
    return LinearModel(("other", "meant"), both, np.concatenate([[0.0], bias]))
