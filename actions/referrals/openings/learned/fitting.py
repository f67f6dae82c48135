"""Fits models that are linear, in the space of the examples: as many unknowns as there are examples, not features."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

ROUNDS = 80
# A column that belongs to so many texts is multiplied with the others like it.
FREQUENT = 8
Numbers = npt.NDArray[np.float32]
# The columns of one choice: of several one is right, a single one is right or not.
Blocks = Sequence[npt.NDArray[np.int64]]


def chances(scores: Numbers, blocks: Blocks) -> Numbers:
    """Return the chance of each column, of scores of shape (texts, columns)."""
    found = np.empty_like(scores)
    for columns in blocks:
        part = scores[:, columns]
        if len(columns) == 1:
            found[:, columns] = 1 / (1 + np.exp(-part.clip(-30, 30)))
        else:
            powers = np.exp(part - part.max(axis=1, keepdims=True))
            found[:, columns] = powers / powers.sum(axis=1, keepdims=True)
    return found


def fit(features: Numbers, wanted: Numbers, blocks: Blocks, cost: float) -> Numbers:
    """Return weights (features, columns) under which the chances come near to `wanted` (texts, columns).

    `cost` is what weights cost. Each round takes the step to the lowest point of a bowl that lies above the losses
    everywhere (its bend is a half for several columns, a quarter for one), so that no round can be a step too far.
    """
    return np.asarray(features.T @ fit_examples(likeness(features), wanted, blocks, cost), dtype=np.float32)


def likeness(features: Numbers) -> Numbers:
    """Return the product of each two rows (texts, texts). Most columns belong to few texts: these go by themselves."""
    counts = (features != 0).sum(axis=0)
    is_frequent = counts >= FREQUENT
    frequent = features[:, is_frequent]
    found = frequent @ frequent.T
    for column in np.ascontiguousarray(features[:, ~is_frequent & (counts > 0)].T):
        rows = np.nonzero(column)[0]
        found[np.ix_(rows, rows)] += np.outer(column[rows], column[rows])
    return np.asarray(found)


def fit_examples(alike: Numbers, wanted: Numbers, blocks: Blocks, cost: float) -> Numbers:
    """Return how much each example counts (texts, columns), from how alike each two are (texts, texts)."""
    own = cost * np.eye(len(alike), dtype=np.float32)
    counts = np.zeros_like(wanted)
    groups: list[tuple[npt.NDArray[np.int64], npt.NDArray[np.floating[Any]]]] = []
    for bend, alone in ((0.5, False), (0.25, True)):
        if some := [block for block in blocks if (len(block) == 1) is alone]:
            groups.append((np.concatenate(some), np.linalg.inv(bend * alike + own)))
    for _ in range(ROUNDS):
        slope = chances(alike @ counts, blocks) - wanted + cost * counts
        for columns, step in groups:
            counts[:, columns] -= step @ slope[:, columns]
    return counts
