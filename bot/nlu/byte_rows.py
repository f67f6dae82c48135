"""Rows of numbers kept in one byte each, with a scale for each row. Knows no Rasa.

A quarter of the memory of single precision and half of half precision, which NumPy also takes sixteen times as long to
bring back. A cosine between a unit vector and a row is off by a few thousandths at most.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

MOST = 127
Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class ByteRows:
    """`values` has shape (rows, width); a row is its values times its one of `scales`, of shape (rows,)."""

    values: npt.NDArray[np.int8]
    scales: Numbers

    @classmethod
    def of(cls, matrix: npt.NDArray[np.floating[Any]]) -> "ByteRows":
        """Round a matrix of shape (rows, width)."""
        largest = np.abs(matrix).max(axis=1, initial=0.0)
        scales = np.where(largest > 0, largest / MOST, 1.0).astype(np.float32)
        return cls(np.rint(matrix / scales[:, None]).astype(np.int8), scales)

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.values)

    def __getitem__(self, rows: slice | npt.NDArray[np.intp]) -> "ByteRows":
        """Return some of the rows."""
        return ByteRows(self.values[rows], self.scales[rows])

    def single(self) -> Numbers:
        """Return the rows in single precision."""
        return np.asarray(self.values.astype(np.float32) * self.scales[:, None])

    def times(self, vectors: Numbers) -> Numbers:
        """Return the products with a vector (width,), of shape (rows,), or with columns (width, n), (rows, n)."""
        scales = self.scales if vectors.ndim == 1 else self.scales[:, None]
        return np.asarray(self.values.astype(np.float32) @ vectors * scales)

    def sum(self, weights: Numbers) -> Numbers:
        """Return the sum of the rows, each by its one of `weights` (rows,): of shape (width,)."""
        return np.asarray((weights * self.scales) @ self.values.astype(np.float32))

    def arrays(self, name: str) -> dict[str, npt.NDArray[Any]]:
        """Return what is stored, by name."""
        return {name: self.values, f"{name}_scales": self.scales}

    @classmethod
    def stored(cls, arrays: Mapping[str, npt.NDArray[Any]], name: str) -> "ByteRows":
        """Read what `arrays` gave. Raises KeyError."""
        return cls(arrays[name], arrays[f"{name}_scales"])
