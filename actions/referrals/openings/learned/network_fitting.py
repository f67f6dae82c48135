"""Fits the networks, on lines and on openings together: a line is an opening of one passage that tells of one field."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from actions.referrals.openings.learned.features import Numbers
from actions.referrals.openings.learned.fitting import Blocks, chances
from actions.referrals.openings.learned.networks import SCALE, Network

# Chosen by leaving out each author: what was smaller or stopped sooner had learned less.
HIDDEN, WHOLE_HIDDEN, ROUNDS, BATCH, RATE, DROPPED = 256, 64, 24, 64, 3e-3, 0.4
PENALTY = 5e-3
FIRST_BIAS = -2.0
# Adam's memory of slopes and of their squares.
OF_SLOPES, OF_SQUARES = 0.9, 0.99
# Which weights are held small.
HELD = ("inner", "outer", "whole_inner", "whole_outer", "direct")
Parts = dict[str, Numbers]


@dataclass(frozen=True, slots=True)
class Told:
    """What is fitted on: openings, by the passages (p, width) of each, with a row for the whole (n, m) and what is
    wanted (n, columns); and lines (l, width) with what is wanted of the columns that are `of_line` (l, columns).
    """

    passages: Sequence[Numbers]
    whole: Numbers
    wanted: Numbers
    lines: Numbers
    wanted_of_lines: Numbers
    of_line: npt.NDArray[np.bool_]


def fit_network(told: Told, has_value: npt.NDArray[np.bool_], blocks: Blocks, seed: int) -> Network:
    """Fit one network, always the same way; another `seed` gives another."""
    return Fitting(told, has_value, blocks, np.random.default_rng(seed)).fit()


class Fitting:
    """Goes through openings and lines, a few of each at a time."""

    def __init__(
        self, told: Told, has_value: npt.NDArray[np.bool_], blocks: Blocks, chance: np.random.Generator
    ) -> None:
        """Begin with weights by chance."""
        self.told, self.has_value, self.blocks, self.chance = told, has_value, blocks, chance
        width, wide, columns = told.passages[0].shape[1], told.whole.shape[1], told.wanted.shape[1]
        self.parts: Parts = {
            "inner": self._by_chance(width, HIDDEN, 1 / (1.5 * width**0.5)),
            "inner_bias": np.zeros(HIDDEN, np.float32),
            "outer": self._by_chance(HIDDEN, columns, 0.1),
            "outer_bias": np.full(columns, FIRST_BIAS, np.float32),
            "whole_inner": self._by_chance(wide, WHOLE_HIDDEN, 1 / (1.5 * wide**0.5)),
            "whole_inner_bias": np.zeros(WHOLE_HIDDEN, np.float32),
            "whole_outer": self._by_chance(WHOLE_HIDDEN, columns, 0.1),
            "whole_bias": np.zeros(columns, np.float32),
            "direct": np.zeros((wide, columns), np.float32),
        }
        self.slopes = {name: np.zeros_like(part) for name, part in self.parts.items()}
        self.squares = {name: np.zeros_like(part) for name, part in self.parts.items()}
        self.steps = 0

    def fit(self) -> Network:
        """Return the network."""
        for number in range(ROUNDS):
            rate = RATE * (1 - number / ROUNDS)
            for openings, lines in self._batches():
                self._step(self._slopes(openings, lines), rate)
        return Network(**{name: part.astype(np.float16) for name, part in self.parts.items()})

    def _by_chance(self, rows: int, columns: int, spread: float) -> Numbers:
        return (self.chance.standard_normal((rows, columns), dtype=np.float32) * np.float32(spread)).astype(np.float32)

    def _batches(self) -> Iterator[tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]]:
        count = -(-len(self.told.whole) // BATCH)
        openings, lines = self.chance.permutation(len(self.told.whole)), self.chance.permutation(len(self.told.lines))
        yield from zip(np.array_split(openings, count), np.array_split(lines, count), strict=True)

    def _slopes(self, openings: npt.NDArray[np.int64], lines: npt.NDArray[np.int64]) -> Parts:
        """Return how the loss over a few openings and lines changes with each weight."""
        told, parts = self.told, self.parts
        some = [told.passages[row] for row in openings]
        counts = np.array([len(one) for one in some])
        starts, rows, count = np.cumsum(counts) - counts, int(counts.sum()), len(openings)
        passages = np.concatenate([*some, told.lines[lines]]) * np.float32(SCALE)
        hidden, is_on = self._hidden(passages @ parts["inner"] + parts["inner_bias"])
        scores = hidden @ parts["outer"] + parts["outer_bias"]
        scores[:, ~self.has_value] = 0
        highest = np.repeat(np.maximum.reduceat(scores[:rows], starts), counts, axis=0)
        powers = np.exp(scores[:rows] - highest)
        sums = np.add.reduceat(powers, starts)
        pooled = highest[starts] + np.log(sums)
        whole = told.whole[openings]
        bent, is_bent = self._hidden(whole @ parts["whole_inner"] + parts["whole_inner_bias"])
        pooled += bent @ parts["whole_outer"] + parts["whole_bias"] + whole @ parts["direct"]
        off = (chances(pooled, self.blocks) - told.wanted[openings]) / count
        of_lines = chances(scores[rows:], self.blocks) - told.wanted_of_lines[lines]
        of_lines *= told.of_line[lines] / max(len(lines), 1)
        each = np.concatenate([np.repeat(off / sums, counts, axis=0) * powers, of_lines]).astype(np.float32)
        each[:, ~self.has_value] = 0
        back = (each @ parts["outer"].T) * is_on
        bent_back = (off @ parts["whole_outer"].T) * is_bent
        return {
            "inner": passages.T @ back,
            "inner_bias": back.sum(axis=0),
            "outer": hidden.T @ each,
            "outer_bias": each.sum(axis=0),
            "whole_inner": whole.T @ bent_back,
            "whole_inner_bias": bent_back.sum(axis=0),
            "whole_outer": bent.T @ off,
            "whole_bias": off.sum(axis=0),
            "direct": whole.T @ off,
        }

    def _hidden(self, sums: Numbers) -> tuple[Numbers, Numbers]:
        """Return a hidden layer, some of it dropped by chance, and by how much each part of it passes on a change."""
        kept = self.chance.random(sums.shape, dtype=np.float32) >= DROPPED
        is_on = (kept & (sums > 0)).astype(np.float32) / np.float32(1 - DROPPED)
        return sums * is_on, is_on

    def _step(self, slopes: Parts, rate: float) -> None:
        self.steps += 1
        longer = np.float32(rate * (1 - OF_SQUARES**self.steps) ** 0.5 / (1 - OF_SLOPES**self.steps))
        for name, slope in slopes.items():
            self.slopes[name] += (1 - OF_SLOPES) * (slope - self.slopes[name])
            self.squares[name] += (1 - OF_SQUARES) * (slope * slope - self.squares[name])
            part = self.parts[name]
            if name in HELD:
                part *= np.float32(1 - rate * PENALTY)
            part -= longer * self.slopes[name] / (np.sqrt(self.squares[name]) + np.float32(1e-8))
