"""The networks find what one passage among several tells, learn it from lines as well, and are fitted the same way."""

import numpy as np

from actions.referrals.openings.learned.features import Numbers
from actions.referrals.openings.learned.fitting import chances
from actions.referrals.openings.learned.network_fitting import Told, fit_network
from actions.referrals.openings.learned.networks import Network
from actions.referrals.openings.learned.training import main_directions

WIDTH, COUNT = 32, 240
# A field with one value of two, and a field of which each value stands alone.
BLOCKS = [np.array([0, 1, 2]), np.array([3])]
HAS_VALUE = np.array([False, True, True, True])
SIGNS = np.eye(WIDTH, dtype=np.float32)


def openings(chance: np.random.Generator, *, is_labelled: bool = True) -> tuple[list[Numbers], Numbers]:
    """Return openings of four passages, one of which may tell a value, and what is wanted of each."""
    passages, wanted = [], np.zeros((COUNT, 4), dtype=np.float32)
    for row in range(COUNT):
        one = chance.normal(0, 0.1, (4, WIDTH)).astype(np.float32)
        value = row % 3
        if value:
            one[chance.integers(4)] += SIGNS[value]
        if is_labelled:
            wanted[row, value] = 1
            wanted[row, 3] = value == 2
        passages.append(one)
    return passages, wanted


def lines() -> tuple[Numbers, Numbers, np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
    table = np.repeat(SIGNS[:3], 20, axis=0)
    wanted = np.repeat(np.eye(4, dtype=np.float32)[:3], 20, axis=0)
    return table, wanted, np.tile(np.array([True, True, True, False]), (60, 1))


def told(chance: np.random.Generator) -> Told:
    passages, wanted = openings(chance)
    return Told(passages, np.zeros((COUNT, 2), dtype=np.float32), wanted, *lines())


def best(network: Network, passages: list[Numbers]) -> Numbers:
    scores = np.stack([network.scores(one, np.zeros(2, dtype=np.float32), HAS_VALUE) for one in passages])
    return chances(scores, BLOCKS)


def test_what_one_passage_tells_is_found_among_the_others() -> None:
    network = fit_network(told(np.random.default_rng(1)), HAS_VALUE, BLOCKS, 0)
    passages, wanted = openings(np.random.default_rng(2))
    found = best(network, passages)
    assert (found[:, :3].argmax(axis=1) == wanted[:, :3].argmax(axis=1)).mean() > 0.95
    assert ((found[:, 3] > 0.5) == (wanted[:, 3] > 0.5)).mean() > 0.95


def test_what_is_known_of_the_whole_counts() -> None:
    chance = np.random.default_rng(3)
    passages, _ = openings(chance, is_labelled=False)
    whole = chance.integers(2, size=(COUNT, 2)).astype(np.float32)
    wanted = np.zeros((COUNT, 4), dtype=np.float32)
    wanted[np.arange(COUNT), (whole[:, 0] > 0).astype(int)] = 1
    network = fit_network(Told(passages, whole, wanted, *lines()), HAS_VALUE, BLOCKS, 0)
    scores = np.stack([network.scores(one, row, HAS_VALUE) for one, row in zip(passages, whole, strict=True)])
    assert (scores[:, :3].argmax(axis=1) == (whole[:, 0] > 0)).mean() > 0.95


def test_the_same_beginning_gives_the_same_and_another_another() -> None:
    first, again, other = (fit_network(told(np.random.default_rng(1)), HAS_VALUE, BLOCKS, seed) for seed in (0, 0, 1))
    assert np.array_equal(first.outer, again.outer)
    assert not np.array_equal(first.outer, other.outer)


def test_directions_are_those_in_which_rows_differ() -> None:
    chance = np.random.default_rng(4)
    rows = chance.normal(0, 0.01, (300, 400)).astype(np.float32) + 3
    rows[:, 7] += chance.normal(0, 1, 300).astype(np.float32)
    seen = main_directions(rows).see(rows)
    assert abs(np.corrcoef(seen[:, 0], rows[:, 7])[0, 1]) > 0.99
    assert abs(float(seen.mean())) < 0.01
