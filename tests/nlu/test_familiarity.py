"""How sure it is that a message is about anything that was trained."""

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.encoder import WIDTH, Vectors
from bot.nlu.familiarity import FAMILIAR, Familiarity, Lines, Names
from bot.nlu.linear import LinearModel

LABELS, LINES_OF_A_LABEL, SPREAD = 12, 20, 0.03
FOREIGN = "foreign"
MOST_REFUSED = 0.05
Fitted = tuple[LinearModel, Familiarity]


def around(centres: Vectors, seed: int) -> Vectors:
    """Return unit vectors that lie near these."""
    rows = centres + np.random.default_rng(seed).normal(0, SPREAD, centres.shape)
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


CENTRES: Vectors = np.eye(2 * LABELS, WIDTH, dtype=np.float32)
KNOWN, UNKNOWN = CENTRES[:LABELS], CENTRES[LABELS:]
NAMES = np.array([FOREIGN if number == 0 else f"label {number}" for number in range(LABELS)])


def fit(vectors: Vectors, labels: Names) -> Fitted:
    model = LinearModel.fit(vectors, labels, 10.0)
    fitted = Familiarity.fit(vectors, labels, model, foreign=FOREIGN, strength=10.0, most_refused=MOST_REFUSED)
    return model, fitted


@pytest.fixture(scope="module")
def fitted() -> Fitted:
    return fit(around(KNOWN.repeat(LINES_OF_A_LABEL, axis=0), 1), NAMES.repeat(LINES_OF_A_LABEL))


def share_familiar(fitted: Fitted, vectors: Vectors) -> float:
    model, familiarity = fitted
    return float(np.mean([familiarity.of(model, vector) >= FAMILIAR for vector in vectors]))


def test_what_was_trained_is_familiar_up_to_the_share_that_may_be_refused(fitted: Fitted) -> None:
    assert share_familiar(fitted, around(KNOWN[1:].repeat(20, axis=0), 2)) == pytest.approx(1 - MOST_REFUSED, abs=0.05)


def test_what_no_label_is_about_is_not_familiar(fitted: Fitted) -> None:
    assert share_familiar(fitted, around(UNKNOWN.repeat(20, axis=0), 3)) == 0


def test_lines_of_the_foreign_label_make_nothing_familiar(fitted: Fitted) -> None:
    assert share_familiar(fitted, around(KNOWN[:1].repeat(20, axis=0), 4)) == 0


def test_it_comes_back_as_it_was_kept(fitted: Fitted, tmp_path: Path) -> None:
    model, familiarity = fitted
    familiarity.save(tmp_path / "familiarity.npz")
    vector = around(KNOWN, 5)[3]
    assert Familiarity.load(tmp_path / "familiarity.npz").of(model, vector) == familiarity.of(model, vector)


def test_with_too_few_labels_to_leave_some_out_everything_is_familiar() -> None:
    few = fit(around(KNOWN[1:3].repeat(5, axis=0), 6), NAMES[1:3].repeat(5))
    assert share_familiar(few, UNKNOWN) == 1


def test_the_nearest_line_of_the_labels_that_are_asked_for_counts() -> None:
    lines = Lines.of(CENTRES[:3], np.array(["a", "b", "c"]), ("a", "b", "c"))
    assert lines.likeness(CENTRES[1], [0, 1]) == 1
    assert lines.likeness(CENTRES[1], [0, 2]) == 0
    assert lines.likeness(CENTRES[1], []) == 0
