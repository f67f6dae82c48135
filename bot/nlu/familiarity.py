"""How sure it is that a message is about anything that was trained. Knows no Rasa.

Two signals: the classifier's chance of its best label, and the likeness to the nearest line of its best labels. What
weighs them is fitted on training lines only: half of the labels are left out in turn, and their lines, of which the
classifier knows nothing, stand for what people ask about other things.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from bot.nlu.byte_rows import ByteRows
from bot.nlu.encoder import Vectors
from bot.nlu.linear import LinearModel, Matrix

# From here on a message is about something that was trained.
FAMILIAR = 0.5
# Whose lines are looked at: the nearest line of all is nearly always one of theirs.
BEST_LABELS = 8
LEFT_OUT_LINES = 0.2
# Two weights need no closer fit of what they weigh; from so many lines on, batches come near enough.
TOLERANCE, MANY_LINES = 3e-4, 4000
FEWEST_LABELS = 4
SEED = 1

Names = npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Lines:
    """Training lines in the order of their labels: those of label n are `vectors[starts[n]:starts[n + 1]]`."""

    vectors: ByteRows
    starts: npt.NDArray[np.intp]

    @classmethod
    def of(cls, vectors: Vectors, labels: Names, order: Collection[str]) -> "Lines":
        """Return the lines, by these labels in this order."""
        parts = [vectors[labels == label] for label in order]
        starts = np.cumsum([0, *(len(part) for part in parts)])
        return cls(ByteRows.of(np.vstack(parts)), starts.astype(np.intp))

    def likeness(self, vector: Vectors, labels: Iterable[int]) -> float:
        """Return the cosine to the nearest line of these labels."""
        parts = [self.vectors[self.starts[label] : self.starts[label + 1]] for label in labels]
        return max((float(part.times(vector).max(initial=0.0)) for part in parts), default=0.0)


@dataclass(frozen=True, slots=True)
class Familiarity:
    """`weights` are those of the chance and of the likeness, and the bias; `foreign` numbers labels of other things."""

    lines: Lines
    foreign: npt.NDArray[np.intp]
    weights: Matrix

    @classmethod
    def fit(
        cls, vectors: Vectors, labels: Names, model: LinearModel, *, foreign: str, strength: float, most_refused: float
    ) -> "Familiarity":
        """Fit beside a classifier; lines of `foreign` are about nothing we know.

        `most_refused` is the share of lines about known labels that may fall below FAMILIAR. With too few labels to
        leave some out, everything is familiar.
        """
        names = np.unique(labels[labels != foreign])
        order = np.random.default_rng(SEED).permutation(names)
        signals, known = [], []
        for unknown in (order[::2], order[1::2]) if len(names) >= FEWEST_LABELS else ():
            for found, is_known in _left_out(vectors, labels, unknown, foreign, strength):
                signals.append(found)
                known.append(is_known)
        weights = _weigh(np.array(signals), np.array(known), most_refused)
        return cls(Lines.of(vectors, labels, model.labels), _numbers(model, foreign), weights)

    def of(self, model: LinearModel, vector: Vectors) -> float:
        """Return 0 to 1 for a text's vector; from FAMILIAR on it is about something that was trained."""
        score = self.weights @ [*_signals(model, self.lines, self.foreign, vector), 1.0]
        return float(1 / (1 + np.exp(-score)))

    def save(self, path: Path) -> None:
        """Write the arrays; no code is stored."""
        np.savez(
            path,
            **self.lines.vectors.arrays("vectors"),
            starts=self.lines.starts,
            foreign=self.foreign,
            weights=self.weights,
        )

    @classmethod
    def load(cls, path: Path) -> "Familiarity":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(
                Lines(ByteRows.stored(stored, "vectors"), stored["starts"]), stored["foreign"], stored["weights"]
            )


def _signals(model: LinearModel, lines: Lines, foreign: npt.NDArray[Any], vector: Vectors) -> tuple[float, float]:
    chances = model.probabilities(vector[None])[0]
    chances[foreign] = 0.0
    best = np.argsort(-chances)[:BEST_LABELS]
    return float(chances[best[0]]), lines.likeness(vector, (int(label) for label in best if label not in foreign))


def _left_out(
    vectors: Vectors, labels: Names, unknown: Names, foreign: str, strength: float
) -> Iterator[tuple[tuple[float, float], bool]]:
    """Yield the signals of lines that a classifier without these labels never saw, and whether it knows their label."""
    hidden = np.isin(labels, unknown)
    left = hidden | (np.random.default_rng(SEED).random(len(labels)) < LEFT_OUT_LINES)
    are_many = np.count_nonzero(~left) >= MANY_LINES
    fit = LinearModel.fit_in_batches if are_many else partial(LinearModel.fit, tolerance=TOLERANCE)
    model = fit(vectors[~left], labels[~left], strength)
    lines = Lines.of(vectors[~left], labels[~left], model.labels)
    foreigners = _numbers(model, foreign)
    # The products for one line are too small to share among threads, which would wait more than they work.
    with threadpool_limits(1):
        for row in np.flatnonzero(left):
            known = not hidden[row] and labels[row] != foreign and labels[row] in model.labels
            yield _signals(model, lines, foreigners, vectors[row]), known


def _weigh(signals: Matrix, known: npt.NDArray[np.bool_], most_refused: float) -> Matrix:
    from sklearn.linear_model import LogisticRegression

    if len(np.unique(known)) < 2:
        return np.array([0.0, 0.0, 1.0])
    fitted = LogisticRegression(C=100.0, max_iter=1000).fit(signals, known)
    scores = signals @ fitted.coef_[0]
    return np.array([*fitted.coef_[0], -np.quantile(scores[known], most_refused)])


def _numbers(model: LinearModel, foreign: str) -> npt.NDArray[np.intp]:
    return np.flatnonzero(np.array(model.labels) == foreign)
