"""Small networks that judge an opening by the vectors of its passages, and by what is known of the whole."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from actions.referrals.openings.learned.features import Numbers

# Unit vectors of many features are small; this brings them to where the hidden layer bends.
SCALE = 5.0
Kept = npt.NDArray[np.float16]


@dataclass(frozen=True, slots=True)
class Network:
    """One network over n columns: the weights of passages, from `inner` (width, h) to `outer` (h, n), and those of the
    whole, from `whole_inner` (m, g) to `whole_outer` (g, n), with a way past the hidden layer, `direct` (m, n).
    """

    inner: Kept
    inner_bias: Kept
    outer: Kept
    outer_bias: Kept
    whole_inner: Kept
    whole_inner_bias: Kept
    whole_outer: Kept
    whole_bias: Kept
    direct: Kept

    def scores(self, passages: Numbers, whole: Numbers, has_value: npt.NDArray[np.bool_]) -> Numbers:
        """Return the scores of each column, from vectors of passages (p, width) and a row for the whole (m,).

        `has_value`: which columns stand for a value; no passage speaks for nothing.
        """
        hidden = np.maximum(passages * np.float32(SCALE) @ self.inner + self.inner_bias, 0)
        told = np.where(has_value, hidden @ self.outer + self.outer_bias, 0).astype(np.float32)
        highest = told.max(axis=0)
        pooled = highest + np.log(np.exp(told - highest).sum(axis=0))
        bent = np.maximum(whole @ self.whole_inner + self.whole_inner_bias, 0)
        return np.asarray(
            pooled + bent @ self.whole_outer + self.whole_bias + whole @ self.direct.astype(np.float32),
            dtype=np.float32,
        )
