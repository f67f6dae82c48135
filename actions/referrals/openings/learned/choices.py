"""Which values of the form's choices an opening tells, each with its chance: learned, without what the rules find.

Two steps. Detectors, learned from lines that say one thing, look at each passage for each value; then the whole
opening is judged by what they found at most, and by its words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from actions.referrals.forms import SELF
from actions.referrals.openings.learned.features import Features, Numbers, days_hidden, features_of
from actions.referrals.openings.learned.fitting import chances
from actions.referrals.openings.learned.passages import passages_of
from actions.referrals.openings.said import plain

# How much what was detected and which form it is weigh beside the words: chosen by leaving out each author.
DETECTED_WEIGHT, FORM_WEIGHT, CONSTANT = 2.0, 0.5, 0.5
LINE_LENGTH = 2
Column = tuple[str, Any]


@dataclass(frozen=True, slots=True)
class Detectors:
    """For each of n columns (field and value, None for nothing): how much words weigh, (WIDTH, n), and `bias` (n,)."""

    columns: tuple[Column, ...]
    words: npt.NDArray[np.float16]
    bias: Numbers

    def find(self, text: str) -> Numbers:
        """Return the highest chance of each column among the passages of a text."""
        scores = [line_features(passage).times(self.words) + self.bias for passage in passages_of(text)]
        return np.asarray(chances(np.stack(scores), blocks_of(self.columns)).max(axis=0))


@dataclass(frozen=True, slots=True)
class Evidence:
    """An opening in numbers: its words, and a dense row of what was detected and of which form it is."""

    words: Features
    dense: Numbers


@dataclass(frozen=True, slots=True)
class Choices:
    """For each of n columns: how much words (WIDTH, n) and the dense row (m, n) of an opening weigh."""

    detectors: Detectors
    columns: tuple[Column, ...]
    words: npt.NDArray[np.float16]
    dense: Numbers

    def chances(self, text: str, form: str, today: date) -> dict[str, dict[Any, float]]:
        """Return the chance of each value by field; None stands for nothing, and is not there where several may be."""
        evidence = gather(text, form, today, self.detectors)
        scores = evidence.words.times(self.words) + evidence.dense @ self.dense
        found: dict[str, dict[Any, float]] = {}
        told = chances(scores[None, :], blocks_of(self.columns))[0]
        for (name, value), chance in zip(self.columns, told, strict=True):
            found.setdefault(name, {})[value] = float(chance)
        return found


def gather(text: str, form: str, today: date, detectors: Detectors) -> Evidence:
    """Return an opening in numbers."""
    detected = detectors.find(text)[[value is not None for _, value in detectors.columns]]
    known = [FORM_WEIGHT * (form == SELF), CONSTANT]
    dense = np.concatenate([detected * DETECTED_WEIGHT, detected**3 * DETECTED_WEIGHT, known])
    return Evidence(features_of(days_hidden(plain(text), today)), dense.astype(np.float32))


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
