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
# What a linear model finds plainly negative is never near the border: of the negative lines, this share is looked at.
SHARE_NEAR, LINEAR_COST, LINEAR_PASSES = 0.4, 5.0, 60

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Quadratic:
    """The decision x·pairs·x + x·singles + bias: `pairs` (features, features), `singles` (features,), `bias` ()."""

    pairs: Numbers
    singles: Numbers
    bias: Numbers

    @classmethod
    def fit(cls, positive: Numbers, negative: Numbers, *, balanced: bool) -> "Quadratic":
        """Fit on unit vectors, of shape (lines, features); `balanced`: both kinds weigh the same.

        The kernel is worked out beforehand: 17 s of a processor where scikit-learn took 75 s for the same lines, for 8
        bytes of memory for each pair of lines (12,000 lines: 1.2 GB).
        """
        from sklearn.svm import SVC

        count = len(positive) + len(negative)
        weights = {1: count / (2 * len(positive)), 0: count / (2 * len(negative))} if balanced else None
        negative = _near(positive, negative)
        lines = np.vstack([positive, negative]).astype(np.float32)
        kernel = lines @ lines.T
        kernel *= np.float32(STEEPNESS)
        kernel += np.float32(OFFSET)
        kernel *= kernel
        model = SVC(C=COST, kernel="precomputed", class_weight=weights)
        model.fit(kernel.astype(np.float64), _labels(positive, negative))
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


def _near(positive: Numbers, negative: Numbers) -> Numbers:
    """Return the negative lines that a linear model finds least plainly negative."""
    from sklearn.linear_model import LogisticRegression

    count = int(SHARE_NEAR * len(negative))
    if count < len(positive) // 2:
        return negative
    model = LogisticRegression(C=LINEAR_COST, max_iter=LINEAR_PASSES, tol=1e-2, class_weight="balanced")
    model.fit(np.vstack([positive, negative]), _labels(positive, negative))
    nearest = np.sort(np.argsort(-model.decision_function(negative), kind="stable")[:count])
    return np.asarray(negative[nearest])


def _labels(positive: Numbers, negative: Numbers) -> npt.NDArray[Any]:
    return np.concatenate([np.ones(len(positive)), np.zeros(len(negative))])
