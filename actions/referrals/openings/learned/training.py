"""Fits what is learned on labelled openings and lines. Knows no server."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

from actions.referrals.openings.learned.choices import (
    CONSTANT,
    VECTOR_WEIGHT,
    Choices,
    Column,
    Detectors,
    Directions,
    blocks_of,
    gather,
    line_features,
    look_at,
    ruled_row,
)
from actions.referrals.openings.learned.days import OWN_NAMES, ROLES, Candidate, Roles, find_candidates, role_blocks
from actions.referrals.openings.learned.examples import NOTHING, SEVERAL, Opening, flat
from actions.referrals.openings.learned.features import Numbers, table_of
from actions.referrals.openings.learned.fitting import fit, fit_examples, likeness
from actions.referrals.openings.learned.model import Learned
from actions.referrals.openings.learned.network_fitting import Told, fit_network
from actions.referrals.openings.learned.networks import Network
from actions.referrals.openings.learned.passages import passages_of
from actions.referrals.openings.learned.vectors import BOTH, Vectors
from actions.referrals.openings.opening import FIELDS
from actions.referrals.openings.said import plain

# The openings were written as on this day, a Wednesday.
TODAY = date(2026, 11, 18)
# Days are read apart, and hours are a number.
DAYS = (*ROLES, *OWN_NAMES)
# What weights cost: chosen by leaving out each author.
LINE_COST, OPENING_COST, DAY_COST = 0.05, 0.05, 0.05
# So many networks, each begun otherwise.
NETWORKS = 2
# They see passages in so many directions; with all of them they were no better and three times as slow to fit.
DIRECTIONS = 256
# What may be read and need not be, of a field with several values, is half true.
PERHAPS = 0.3
Lines = Mapping[str, Mapping[Any, Sequence[str]]]


def train(openings: Sequence[Opening], lines: Lines, vectors: Vectors, graph: str) -> Learned:
    """Fit everything. The same openings, lines and graph of the encoder give the same."""
    choices = Examples(openings, lines, vectors).choices(range(len(openings)))
    return Learned(choices, DayExamples(openings).roles(), vectors, graph)


def fit_detectors(lines: Lines, vectors: Vectors) -> Detectors:
    """Fit one detector a field on the lines."""
    columns: list[Column] = []
    tables = []
    for name, values in lines.items():
        own: list[Column] = [(name, None), *((name, value) for value in values if value != NOTHING)]
        columns += own
        texts = [(value, line) for value, some in values.items() for line in some]
        wanted = np.zeros((len(texts), len(own)), dtype=np.float32)
        for row, (value, _) in enumerate(texts):
            wanted[row, own.index((name, None if value == NOTHING else value))] = 1
        words = table_of(line_features(line) for _, line in texts)
        meant = vectors([line for _, line in texts]) * np.float32(VECTOR_WEIGHT)
        constant = np.full((len(texts), 1), CONSTANT, dtype=np.float32)
        tables.append(fit(np.hstack([words, meant, constant]), wanted, blocks_of(own), LINE_COST))
    weights = np.hstack(tables)
    words, meant = weights[: -BOTH - 1], weights[-BOTH - 1 : -1] * np.float32(VECTOR_WEIGHT)
    return Detectors(
        tuple(columns), words.astype(np.float16), meant.astype(np.float16), weights[-1] * np.float32(CONSTANT)
    )


class Examples:
    """Labelled openings and lines in numbers, to be fitted on: on all openings, or on some."""

    def __init__(self, openings: Sequence[Opening], lines: Lines, vectors: Vectors) -> None:
        """Fit the detectors, and look at each opening."""
        self.openings, self.columns = openings, columns_of(openings)
        self.ruled = [column for column in self.columns if column[1] is not None] + [(name, None) for name in DAYS]
        # At once: what is new is written down each time.
        texts = [line for some in lines.values() for texts in some.values() for line in texts]
        meant = vectors([*texts, *(part for one in openings for part in passages_of(one.say))])
        self.directions = main_directions(meant)
        self.detectors = fit_detectors(lines, vectors)
        self.found = [
            gather(
                one.say,
                one.form,
                TODAY,
                look_at(one.say, vectors),
                ruled_row(one.taken_by_rules, self.ruled),
                self.detectors,
                self.directions,
            )
            for one in openings
        ]
        dense = np.stack([one.dense for one in self.found])
        self.words = table_of(one.words for one in self.found)
        self.alike = likeness(self.words) + dense @ dense.T
        self.wanted = wanted_of(openings, self.columns)
        self.lines = _lines_of(lines, self.columns, lambda texts: self.directions.see(vectors(texts)))

    def choices(self, rows: Sequence[int]) -> Choices:
        """Fit on the openings of these rows."""
        some, wanted = np.array(rows), self.wanted[rows]
        counts = fit_examples(self.alike[np.ix_(some, some)], wanted, blocks_of(self.columns), OPENING_COST)
        words = self.words[some].T @ counts
        dense = np.stack([self.found[row].dense for row in rows]).T @ counts
        return Choices(
            self.detectors,
            self.directions,
            tuple(self.columns),
            tuple(self.ruled),
            words.astype(np.float16),
            dense.astype(np.float32),
            tuple(self._network(rows, seed) for seed in range(NETWORKS)),
        )

    def _network(self, rows: Sequence[int], seed: int) -> Network:
        passages, whole = [self.found[row].passages for row in rows], np.stack([self.found[row].whole for row in rows])
        told = Told(passages, whole, self.wanted[rows], *self.lines)
        has_value = np.array([value is not None for _, value in self.columns])
        return fit_network(told, has_value, blocks_of(self.columns), seed)


def main_directions(vectors: Numbers) -> Directions:
    """Return the directions in which rows of vectors differ most."""
    middle = vectors.mean(axis=0)
    around = vectors - middle
    # The last are those in which they differ most.
    _, axes = np.linalg.eigh(around.T @ around)
    return Directions(middle, np.ascontiguousarray(axes[:, : -DIRECTIONS - 1 : -1]))


def _lines_of(
    lines: Lines, columns: Sequence[Column], vectors: Vectors
) -> tuple[Numbers, Numbers, npt.NDArray[np.bool_]]:
    """Return the vectors of lines, what is wanted of each column, and of which columns a line tells."""
    texts: list[str] = []
    wanted, of_line = [], []
    names = [name for name, _ in columns]
    for name, values in lines.items():
        own = np.array([one == name for one in names])
        for value, some in values.items():
            is_it = np.array([column == (name, None if value == NOTHING else value) for column in columns])
            # A value that no opening tells is none of theirs.
            if is_it.any() or (value == NOTHING and own.any()):
                texts += some
                wanted += [is_it] * len(some)
                of_line += [own] * len(some)
    table = np.array(wanted, dtype=np.float32).reshape(-1, len(columns))
    return vectors(texts), table, np.array(of_line, dtype=np.bool_).reshape(-1, len(columns))


def columns_of(openings: Sequence[Opening]) -> list[Column]:
    """Return every field that is a choice with each value that is labelled; with None where it holds one."""
    values: dict[str, dict[Any, None]] = {}
    for opening in openings:
        for name, value in opening.reads.items():
            if name in FIELDS and name not in (*DAYS, "weekly_hours"):
                values.setdefault(name, {}).update(dict.fromkeys(flat(value)))
    return [
        (name, value)
        for name, found in sorted(values.items())
        for value in ([] if name in SEVERAL else [None]) + sorted(found, key=str)
    ]


def wanted_of(openings: Sequence[Opening], columns: Sequence[Column]) -> Numbers:
    """Return how far each column is true of each opening; of several that are right each is true in part."""
    wanted = np.zeros((len(openings), len(columns)), dtype=np.float32)
    place = {column: number for number, column in enumerate(columns)}
    names = dict.fromkeys(name for name, _ in columns)
    for row, opening in zip(wanted, openings, strict=True):
        for name in names:
            may = [value for value in flat(opening.may.get(name)) if (name, value) in place]
            if name in SEVERAL:
                row[[place[name, value] for value in may]] = PERHAPS
                for item in opening.items(name):
                    row[[place[name, value] for value in item]] = 1 / len(item)
            else:
                right = flat(opening.reads.get(name)) or [None, *may]
                row[[place[name, value] for value in right]] = 1 / len(right)
    return wanted


class DayExamples:
    """The days of labelled openings, to be fitted on."""

    def __init__(self, openings: Sequence[Opening]) -> None:
        """Find the days, and what each is labelled to be."""
        found = [find_candidates(plain(one.say), TODAY, one.taken_by_rules) for one in openings]
        self.candidates = [candidate for some in found for candidate in some]
        self.words = table_of(candidate.features for candidate in self.candidates)
        self.wanted = np.zeros((len(self.candidates), len(ROLES)), dtype=np.float32)
        told = [(opening, candidate) for opening, some in zip(openings, found, strict=True) for candidate in some]
        for row, (opening, candidate) in zip(self.wanted, told, strict=True):
            row[:] = [_is_day(candidate, opening, role) for role in ROLES]

    def roles(self) -> Roles:
        """Fit on every day."""
        return Roles(fit(self.words, self.wanted, role_blocks(), DAY_COST).astype(np.float16))


def _is_day(candidate: Candidate, opening: Opening, role: str) -> bool:
    names = (role, *(own for own, other in OWN_NAMES.items() if other == role))
    return any(candidate.day.isoformat() in flat(opening.reads.get(name)) for name in names)
