"""Which values of the form's choices an opening tells, each with its chance.

Two readers look at it. One is linear: detectors, learned from lines that say one thing, look at each passage for each
value; then the whole is judged by what they found at most, by its words and by what the rules found. The other is a few
small networks over the vectors of its passages and what the rules found. Each errs elsewhere, so their chances are
averaged.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from actions.referrals.forms import SELF
from actions.referrals.openings.learned.examples import flat
from actions.referrals.openings.learned.features import Features, Numbers, days_hidden, features_of
from actions.referrals.openings.learned.fitting import chances
from actions.referrals.openings.learned.networks import SCALE, Network
from actions.referrals.openings.learned.passages import passages_of
from actions.referrals.openings.learned.vectors import Vectors
from actions.referrals.openings.said import plain

# How much weighs what was detected, which form it is, and vectors beside words: chosen by leaving out each author.
DETECTED_WEIGHT, FORM_WEIGHT, CONSTANT, VECTOR_WEIGHT = 2.0, 0.5, 0.5, 2**0.5
LINE_LENGTH = 2
Column = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of a text in numbers: their features, and their vectors as rows."""

    features: Sequence[Features]
    vectors: Numbers


@dataclass(frozen=True, slots=True)
class Detectors:
    """For each of n columns (field and value, None for nothing): how much words (WIDTH, n) and vectors (BOTH, n) weigh,
    and `bias` (n,).
    """

    columns: tuple[Column, ...]
    words: npt.NDArray[np.float16]
    vectors: npt.NDArray[np.float16]
    bias: Numbers

    def find(self, passages: Passages) -> Numbers:
        """Return the highest chance of each column among the passages of a text."""
        of_words = np.stack([one.times(self.words) for one in passages.features])
        scores = of_words + passages.vectors @ self.vectors.astype(np.float32) + self.bias
        return np.asarray(chances(scores, blocks_of(self.columns)).max(axis=0))


@dataclass(frozen=True, slots=True)
class Directions:
    """The directions (BOTH, n) in which passages differ most, around their `middle` (BOTH,): networks see no others."""

    middle: Numbers
    axes: Numbers

    def see(self, vectors: Numbers) -> Numbers:
        """Return rows of vectors (p, BOTH) in these directions (p, n)."""
        return np.asarray((vectors - self.middle) @ self.axes)


@dataclass(frozen=True, slots=True)
class Evidence:
    """An opening in numbers: its words; a dense row for the linear reader; and for the networks a row of what is known
    of the whole, and its passages in a few directions.
    """

    words: Features
    dense: Numbers
    whole: Numbers
    passages: Numbers


@dataclass(frozen=True, slots=True)
class Choices:
    """For each of n columns: how much words (WIDTH, n) and the dense row (m, n) of an opening weigh; and the networks.

    `ruled`: what the rules may find, of which the rows tell.
    """

    detectors: Detectors
    directions: Directions
    columns: tuple[Column, ...]
    ruled: tuple[Column, ...]
    words: npt.NDArray[np.float16]
    dense: Numbers
    networks: tuple[Network, ...]

    def chances(
        self, text: str, form: str, today: date, rules: Mapping[str, Any], vectors: Vectors
    ) -> dict[str, dict[Any, float]]:
        """Return the chance of each value by field; None stands for nothing, and is not there where several may be."""
        passages = look_at(text, vectors)
        evidence = gather(text, form, today, passages, ruled_row(rules, self.ruled), self.detectors, self.directions)
        found: dict[str, dict[Any, float]] = {}
        for (name, value), chance in zip(self.columns, self.judge(evidence), strict=True):
            found.setdefault(name, {})[value] = float(chance)
        return found

    def judge(self, evidence: Evidence) -> Numbers:
        """Return the chance of each column."""
        has_value = np.array([value is not None for _, value in self.columns])
        linear = evidence.words.times(self.words) + evidence.dense @ self.dense
        others = [one.scores(evidence.passages, evidence.whole, has_value) for one in self.networks]
        told = chances(np.stack([linear, *others]), blocks_of(self.columns))
        return np.asarray((told[0] + told[1:].mean(axis=0)) / 2)


def gather(
    text: str,
    form: str,
    today: date,
    passages: Passages,
    ruled: Numbers,
    detectors: Detectors,
    directions: Directions,
) -> Evidence:
    """Return an opening in numbers; `ruled`: the row of what the rules found."""
    detected = detectors.find(passages)[[value is not None for _, value in detectors.columns]]
    known = np.array([form == SELF, 1], dtype=np.float32)
    seen = directions.see(passages.vectors)
    found = [detected * DETECTED_WEIGHT, detected**3 * DETECTED_WEIGHT, known * (FORM_WEIGHT, CONSTANT), ruled]
    dense = np.concatenate([*found, passages.vectors.mean(axis=0) * VECTOR_WEIGHT])
    whole = np.concatenate([seen.mean(axis=0) * SCALE, ruled, known])
    words = features_of(days_hidden(plain(text), today))
    return Evidence(words, dense.astype(np.float32), whole.astype(np.float32), seen)


def look_at(text: str, vectors: Vectors) -> Passages:
    """Return the passages of a text in numbers."""
    found = passages_of(text)
    return Passages([line_features(one) for one in found], vectors(found))


def ruled_row(rules: Mapping[str, Any], ruled: Sequence[Column]) -> Numbers:
    """Return what the rules found as a row; a column without a value tells that they found any."""
    told = [(rules.get(name) is not None) if value is None else value in flat(rules.get(name)) for name, value in ruled]
    return np.array(told, dtype=np.float32)


def line_features(text: str) -> Features:
    """Return the features of a line, or of a passage that is looked at as one."""
    return features_of(plain(text), LINE_LENGTH)


def blocks_of(columns: Sequence[Column]) -> list[npt.NDArray[np.int64]]:
    """Return the columns of each choice: together where a field has one value, alone where it has several."""
    names = dict.fromkeys(name for name, _ in columns)
    found: list[npt.NDArray[np.int64]] = []
    for name in names:
        places = np.array([place for place, column in enumerate(columns) if column[0] == name])
        holds_one = any(columns[place][1] is None for place in places)
        found += [places] if holds_one else [np.array([place]) for place in places]
    return found
