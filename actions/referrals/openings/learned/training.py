"""Fits what is learned on labelled openings and lines. Knows no server."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np

from actions.referrals.openings.learned.choices import (
    CONSTANT,
    Choices,
    Column,
    Detectors,
    blocks_of,
    gather,
    line_features,
)
from actions.referrals.openings.learned.days import OWN_NAMES, ROLES, Candidate, Roles, find_candidates, role_blocks
from actions.referrals.openings.learned.examples import NOTHING, SEVERAL, Opening, flat, read_lines
from actions.referrals.openings.learned.features import Numbers, table_of
from actions.referrals.openings.learned.fitting import fit, fit_examples, likeness
from actions.referrals.openings.learned.model import Learned
from actions.referrals.openings.learned.trust import trust_in_rules
from actions.referrals.openings.opening import FIELDS
from actions.referrals.openings.said import plain

# The openings were written as on this day, a Wednesday.
TODAY = date(2026, 11, 18)
# Days are read apart, and hours are a number.
DAYS = (*ROLES, *OWN_NAMES)
# What weights cost: chosen by leaving out each author.
LINE_COST, OPENING_COST, DAY_COST = 0.05, 0.05, 0.05
# What may be read and need not be, of a field with several values, is half true.
PERHAPS = 0.3


def train(openings: Sequence[Opening]) -> Learned:
    """Fit everything. The same openings and lines give the same."""
    examples = Examples(openings)
    kinds = Counter(name for name, value in examples.columns if value is not None)
    trust = trust_in_rules([one for one in openings if one.rules is not None], kinds)
    return Learned(examples.choices(), DayExamples(openings).roles(), trust)


def fit_detectors() -> Detectors:
    """Fit one detector a field on the lines."""
    columns: list[Column] = []
    tables = []
    for name, values in read_lines().items():
        own: list[Column] = [(name, None), *((name, value) for value in values if value != NOTHING)]
        columns += own
        texts = [(value, line) for value, lines in values.items() for line in lines]
        wanted = np.zeros((len(texts), len(own)), dtype=np.float32)
        for row, (value, _) in enumerate(texts):
            wanted[row, own.index((name, None if value == NOTHING else value))] = 1
        words = table_of(line_features(line) for _, line in texts)
        constant = np.full((len(texts), 1), CONSTANT, dtype=np.float32)
        tables.append(fit(np.hstack([words, constant]), wanted, blocks_of(own), LINE_COST))
    weights = np.hstack(tables)
    return Detectors(tuple(columns), weights[:-1].astype(np.float16), weights[-1] * np.float32(CONSTANT))


class Examples:
    """Labelled openings in numbers, to be fitted on."""

    def __init__(self, openings: Sequence[Opening]) -> None:
        """Fit the detectors, and look at each opening."""
        self.openings = openings
        self.detectors = fit_detectors()
        found = [gather(opening.say, opening.form, TODAY, self.detectors) for opening in openings]
        self.dense = np.stack([one.dense for one in found])
        self.words = table_of(one.words for one in found)
        self.alike = likeness(self.words) + self.dense @ self.dense.T
        self.columns = columns_of(openings)
        self.wanted = wanted_of(openings, self.columns)

    def choices(self) -> Choices:
        """Fit on every opening."""
        counts = fit_examples(self.alike, self.wanted, blocks_of(self.columns), OPENING_COST)
        words, dense = self.words.T @ counts, self.dense.T @ counts
        return Choices(self.detectors, tuple(self.columns), words.astype(np.float16), dense.astype(np.float32))


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
