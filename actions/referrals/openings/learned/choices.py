"""Which values of the form's choices an opening tells, each with its chance: learned, without what the rules find.

Two steps. Detectors, learned from lines that say one thing, look at each passage for each value; then the whole
opening is judged by what they found at most, by its words, and by what it is about (its vector).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from actions.referrals.forms import SELF
from actions.referrals.openings.learned.features import Features, Numbers, days_hidden, features_of
from actions.referrals.openings.learned.fitting import chances
from actions.referrals.openings.learned.passages import passages_of
from actions.referrals.openings.said import plain

# How much a vector, what was detected, and which form it is weigh beside the words: chosen by leaving out each author.
VECTOR_WEIGHT, DETECTED_WEIGHT, FORM_WEIGHT, CONSTANT = 2.0, 2.0, 0.5, 0.5
LINE_LENGTH = 2
Column = tuple[str, Any]


class Vectors(Protocol):
    """What gives texts their vectors."""

    def both(self, texts: Sequence[str]) -> Numbers:
        """Return a row of 768 for each text."""


@dataclass(frozen=True, slots=True)
class Detectors:
    """For each of n columns (field and value, None for nothing): how much words and places of a vector weigh.

    `words` (WIDTH, n), `dense` (769, n): the last row is a constant; `centre` (768,) is the mean of passages.
    """

    columns: tuple[Column, ...]
    words: npt.NDArray[np.float16]
    dense: Numbers
    centre: Numbers

    def find(self, text: str, vectors: Vectors) -> Numbers:
        """Return the highest chance of each column among the passages of a text."""
        passages = passages_of(text)
        scores = np.stack([features_of(plain(passage), LINE_LENGTH).times(self.words) for passage in passages])
        scores += line_vectors(vectors.both(passages), self.centre) @ self.dense
        return np.asarray(chances(scores, blocks_of(self.columns)).max(axis=0))


@dataclass(frozen=True, slots=True)
class Evidence:
    """An opening in numbers: its words, and a dense row of what was detected, its vector and its form."""

    words: Features
    dense: Numbers


@dataclass(frozen=True, slots=True)
class Choices:
    """For each of n columns: how much words (WIDTH, n) and the dense row (m, n) of an opening weigh."""

    detectors: Detectors
    columns: tuple[Column, ...]
    words: npt.NDArray[np.float16]
    dense: Numbers
    centre: Numbers

    def chances(self, text: str, form: str, today: date, vectors: Vectors) -> dict[str, dict[Any, float]]:
        """Return the chance of each value by field; None stands for nothing, and is not there where several may be."""
        evidence = gather(text, form, today, vectors, self.detectors, self.centre)
        scores = evidence.words.times(self.words) + evidence.dense @ self.dense
        found: dict[str, dict[Any, float]] = {}
        for (name, value), chance in zip(
            self.columns, chances(scores[None, :], blocks_of(self.columns))[0], strict=True
        ):
            found.setdefault(name, {})[value] = float(chance)
        return found


def gather(text: str, form: str, today: date, vectors: Vectors, detectors: Detectors, centre: Numbers) -> Evidence:
    """Return an opening in numbers."""
    detected = detectors.find(text, vectors)[[value is not None for _, value in detectors.columns]]
    vector = centred(vectors.both([text]), centre)[0] * VECTOR_WEIGHT
    known = [FORM_WEIGHT * (form == SELF), CONSTANT]
    dense = np.concatenate([detected * DETECTED_WEIGHT, detected**3 * DETECTED_WEIGHT, vector, known])
    return Evidence(features_of(days_hidden(plain(text), today)), dense.astype(np.float32))


def line_vectors(rows: Numbers, centre: Numbers) -> Numbers:
    """Return the vectors of lines, centred, with a constant at the end of each row."""
    constant = np.full((len(rows), 1), CONSTANT, dtype=np.float32)
    return np.hstack([(rows - centre) * np.float32(VECTOR_WEIGHT), constant])


def centred(rows: Numbers, centre: Numbers) -> Numbers:
    """Return vectors as they lie around the centre, of length one."""
    around = rows - centre
    return np.asarray(around / np.linalg.norm(around, axis=1, keepdims=True).clip(1e-6))


def blocks_of(columns: Sequence[Column]) -> list[npt.NDArray[np.int64]]:
    """Return the columns of each choice: together where a field has one value, alone where it has several."""
    names = dict.fromkeys(name for name, _ in columns)
    found: list[npt.NDArray[np.int64]] = []
    for name in names:
        places = np.array([place for place, column in enumerate(columns) if column[0] == name])
        holds_one = any(columns[place][1] is None for place in places)
        found += [places] if holds_one else [np.array([place]) for place in places]
    return found
