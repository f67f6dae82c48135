"""Tells two kinds of lines apart by how pairs of features go together: fitted with scikit-learn, kept as arrays.

A support vector machine with a polynomial kernel of degree two. Its decision is a quadratic form in the features, so
what is kept does not grow with the lines. Knows no Rasa.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

# Chosen on training lines, each scored by a model that had not seen it.
STEEPNESS, OFFSET, COST = 8.0, 1.0, 0.1
# What a linear model finds plainly of its kind is never near the border: of the negative lines this share is looked at,
# and of either kind no more than so many.
SHARE_NEAR, LINEAR_COST, LINEAR_PASSES = 0.4, 5.0, 60
MOST = 9000, 10_500
# So many rows of the kernel are worked out at a time.
ROWS = 1024

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Quadratic:
    """The decision x·pairs·x + x·singles + bias: `pairs` (features, features), `singles` (features,), `bias` ()."""

    pairs: Numbers
    singles: Numbers
    bias: Numbers

    @classmethod
    def fit(cls, positive: Numbers, negative: Numbers, *, balanced: bool, most: tuple[int, int] = MOST) -> "Quadratic":
        """Fit on unit vectors, of shape (lines, features); `balanced`: both kinds weigh the same; `most`: how many
        positive and negative lines are looked at, those nearest to the border.

        The kernel is worked out beforehand: 17 s of a processor where scikit-learn took 75 s for the same lines, for 8
        bytes of memory for each pair of lines (12,000 lines: 1.2 GB).
        """
        from sklearn.svm import SVC

        count = len(positive) + len(negative)
        weights = {1: count / (2 * len(positive)), 0: count / (2 * len(negative))} if balanced else None
        positive, negative = _near(positive, negative, most)
        lines = np.vstack([positive, negative]).astype(np.float32)
        model = SVC(C=COST, kernel="precomputed", class_weight=weights)
        model.fit(_kernel(lines), _labels(positive, negative))
        # The sum over all chosen lines z of (steepness * x.z + offset) squared is one quadratic form in x.
        chosen, weight = lines[model.support_], model.dual_coef_[0]
        return cls(
            (STEEPNESS**2 * (chosen.T * weight) @ chosen).astype(np.float32),
            (2 * STEEPNESS * OFFSET * (weight @ chosen)).astype(np.float32),
            np.asarray(OFFSET**2 * weight.sum() + model.intercept_[0], dtype=np.float32),
        )

    def main_directions(self, count: int) -> tuple[Numbers, Numbers]:
        """Return directions of shape (features, count) whose squares make up most of the form, and their weights."""
        values, directions = np.linalg.eigh(self.pairs.astype(np.float64))
        kept = np.argsort(-np.abs(values))[:count]
        return directions[:, kept].astype(np.float32), values[kept].astype(np.float32)


def _kernel(lines: Numbers) -> npt.NDArray[np.float64]:
    """Return the kernel of every pair of lines, of shape (lines, lines).

    Some rows at a time: the product of a whole large matrix with itself crashes in some versions of OpenBLAS.
    """
    kernel = np.empty((len(lines), len(lines)))
    for start in range(0, len(lines), ROWS):
        products = np.float32(STEEPNESS) * (lines[start : start + ROWS] @ lines.T) + np.float32(OFFSET)
        np.square(products, out=kernel[start : start + ROWS])
    return kernel


def _near(positive: Numbers, negative: Numbers, most: tuple[int, int]) -> tuple[Numbers, Numbers]:
    """Return the positive and the negative lines that a linear model finds least plainly so."""
    from sklearn.linear_model import LogisticRegression

    kept, count = min(len(positive), most[0]), min(int(SHARE_NEAR * len(negative)), most[1])
    if count < kept // 2:
        return positive, negative
    model = LogisticRegression(C=LINEAR_COST, max_iter=LINEAR_PASSES, tol=1e-2, class_weight="balanced")
    model.fit(np.vstack([positive, negative]), _labels(positive, negative))
    scores = model.decision_function
    return _lowest(positive, scores(positive), kept), _lowest(negative, -scores(negative), count)


def _lowest(lines: Numbers, scores: npt.NDArray[Any], count: int) -> Numbers:
    """Return so many of the lines, those with the lowest scores, in their order."""
    return np.asarray(lines[np.sort(np.argsort(scores, kind="stable")[:count])])


def _labels(positive: Numbers, negative: Numbers) -> npt.NDArray[Any]:
    return np.concatenate([np.ones(len(positive)), np.zeros(len(negative))])
