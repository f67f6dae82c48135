"""How well a score tells what is known from what is not: the area under the ROC curve. Knows no pipeline."""

from collections.abc import Sequence

import numpy as np


def auroc(known: Sequence[float], foreign: Sequence[float]) -> float:
    """Return how often a known text scores higher than a foreign one, 0 to 1; a tie counts half.

    Raises ValueError when there are none of either.
    """
    if not known or not foreign:
        raise ValueError("There must be texts of both kinds.")
    ordered = np.sort(np.asarray(foreign, dtype=np.float64))
    scores = np.asarray(known, dtype=np.float64)
    below = np.searchsorted(ordered, scores, side="left")
    up_to = np.searchsorted(ordered, scores, side="right")
    return float((below + up_to).sum() / (2 * len(scores) * len(ordered)))
