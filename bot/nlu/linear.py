"""Multinomial logistic regression kept as plain arrays: fitted with scikit-learn, applied with NumPy. Knows no Rasa."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LinearModel:
    """`weights` has shape (labels, features), `bias` (labels,)."""

    labels: tuple[str, ...]
    weights: Matrix
    bias: Matrix

    @classmethod
    def fit(
        cls, features: npt.NDArray[np.floating[Any]], labels: npt.NDArray[np.str_], strength: float
    ) -> "LinearModel":
        """Fit on rows of `features`; `strength` is scikit-learn's C: larger follows the examples more closely."""
        from sklearn.linear_model import LogisticRegression

        model = LogisticRegression(C=strength, max_iter=200, tol=1e-3).fit(features, labels)
        return cls(tuple(str(label) for label in model.classes_), model.coef_, model.intercept_)

    def probabilities(self, features: npt.NDArray[np.floating[Any]]) -> Matrix:
        """Return probabilities of shape (rows, labels)."""
        scores = features @ self.weights.T + self.bias
        scores -= scores.max(axis=1, keepdims=True)
        exponents = np.exp(scores)
        return np.asarray(exponents / exponents.sum(axis=1, keepdims=True))

    def save(self, path: Path) -> None:
        """Write the arrays; no code is stored."""
        labels = np.array(self.labels)
        np.savez(path, labels=labels, weights=self.weights.astype(np.float32), bias=self.bias.astype(np.float32))

    @classmethod
    def load(cls, path: Path) -> "LinearModel":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            labels = tuple(str(label) for label in stored["labels"])
            return cls(labels, stored["weights"].astype(np.float32), stored["bias"].astype(np.float32))
