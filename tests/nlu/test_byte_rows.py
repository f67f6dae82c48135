"""Rows in one byte a number are nearly what they were."""

import numpy as np
import pytest

from bot.nlu.byte_rows import ByteRows

RANDOM = np.random.default_rng(3)
UNIT = RANDOM.normal(size=(40, 64)).astype(np.float32)
UNIT /= np.linalg.norm(UNIT, axis=1, keepdims=True)
COLUMNS = UNIT[:5].T


def test_a_cosine_is_off_by_a_few_thousandths() -> None:
    rows = ByteRows.of(UNIT)
    assert rows.times(COLUMNS) == pytest.approx(UNIT @ COLUMNS, abs=0.005)
    assert rows.times(UNIT[7]) == pytest.approx(UNIT @ UNIT[7], abs=0.005)
    assert rows.single() == pytest.approx(UNIT, abs=0.005)
    assert rows.values.nbytes == UNIT.nbytes / 4


def test_each_row_has_a_scale_of_its_own() -> None:
    matrix = np.array([[1000.0, -500.0], [0.001, 0.0005], [0.0, 0.0]], dtype=np.float32)
    assert ByteRows.of(matrix).single() == pytest.approx(matrix, rel=0.01)


def test_rows_are_summed_by_their_weights() -> None:
    weights = np.linspace(-1, 1, 40, dtype=np.float32)
    assert ByteRows.of(UNIT).sum(weights) == pytest.approx(weights @ UNIT, abs=0.02)


def test_some_rows_are_the_same_rows() -> None:
    rows = ByteRows.of(UNIT)
    chosen = np.array([3, 1])
    assert np.array_equal(rows[chosen].single(), rows.single()[chosen])
    assert np.array_equal(rows[2:4].single(), rows.single()[2:4])
    assert len(rows[:0]) == 0
    assert len(ByteRows.of(np.zeros((0, 4)))) == 0


def test_what_is_stored_comes_back() -> None:
    rows = ByteRows.of(UNIT)
    again = ByteRows.stored(rows.arrays("lines"), "lines")
    assert np.array_equal(again.values, rows.values)
    assert np.array_equal(again.scales, rows.scales)
