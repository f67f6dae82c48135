"""Small neural networks kept as plain arrays: fitted with scikit-learn, applied with NumPy. Knows no Rasa.

Where a linear model has to draw one plane between a label and everything else, a hidden layer bends it. Several
networks that began differently are asked together: each errs elsewhere.
"""

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

# Chosen on training lines: what is longer or wider follows the examples too closely.
HIDDEN, EPOCHS, PENALTY, RATE, BATCH = 64, 8, 1e-3, 3e-3, 256
# Unit vectors of many features are small; this brings them to where the hidden layer bends.
SCALE = 5.0
Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Networks:
    """For each of n networks: `inner` (n, features, hidden), `inner_bias` (n, hidden), `outer` (n, hidden, labels),
    `outer_bias` (n, labels).
    """

    labels: tuple[str, ...]
    inner: Numbers
    inner_bias: Numbers
    outer: Numbers
    outer_bias: Numbers

    @classmethod
    def fit(cls, features: npt.NDArray[np.floating[Any]], labels: npt.NDArray[np.str_], count: int) -> "Networks":
        """Fit `count` networks on rows of `features`, always the same way."""
        from sklearn.exceptions import ConvergenceWarning
        from sklearn.neural_network import MLPClassifier

        scaled = np.asarray(features, dtype=np.float32) * np.float32(SCALE)
        options = {
            "alpha": PENALTY,
            "max_iter": EPOCHS,
            "learning_rate_init": RATE,
            "batch_size": min(BATCH, len(scaled)),
        }
        fitted = [MLPClassifier((HIDDEN,), random_state=seed, **options) for seed in range(count)]
        with warnings.catch_warnings():
            # It stops after a few rounds because that is enough, not because it is lost.
            warnings.simplefilter("ignore", ConvergenceWarning)
            for network in fitted:
                network.fit(scaled, labels)
        inner, outer = (np.stack([network.coefs_[layer] for network in fitted]) for layer in (0, 1))
        inner_bias, outer_bias = (np.stack([network.intercepts_[layer] for network in fitted]) for layer in (0, 1))
        names = tuple(str(name) for name in fitted[0].classes_)
        if len(names) == 2:
            # Of two labels scikit-learn scores the second alone.
            outer, outer_bias = (np.concatenate([np.zeros_like(part), part], axis=-1) for part in (outer, outer_bias))
        return cls(names, *(_single(part) for part in (inner, inner_bias, outer, outer_bias)))

    def probabilities(self, features: npt.NDArray[np.floating[Any]]) -> Numbers:
        """Return the chance of each label for one row of features, of shape (labels,)."""
        scaled = np.asarray(features, dtype=np.float32) * np.float32(SCALE)
        hidden = np.maximum(scaled @ self.inner + self.inner_bias, 0)
        scores = np.einsum("nh,nhl->nl", hidden, self.outer) + self.outer_bias
        exponents = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray((exponents / exponents.sum(axis=1, keepdims=True)).mean(axis=0))

    def save(self, path: Path) -> None:
        """Write the arrays; no code is stored."""
        arrays = {
            name: getattr(self, name).astype(np.float16) for name in ("inner", "inner_bias", "outer", "outer_bias")
        }
        np.savez(path, labels=np.array(self.labels), **arrays)

    @classmethod
    def load(cls, path: Path) -> "Networks":
        """Read what `save` wrote."""
        with np.load(path, allow_pickle=False) as stored:
            parts = (_single(stored[name]) for name in ("inner", "inner_bias", "outer", "outer_bias"))
            return cls(tuple(str(label) for label in stored["labels"]), *parts)


def _single(values: npt.NDArray[np.floating[Any]]) -> Numbers:
    return np.ascontiguousarray(values, dtype=np.float32)
