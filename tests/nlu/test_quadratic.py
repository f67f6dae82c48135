"""Two kinds of lines that only pairs of features tell apart."""

import numpy as np
import numpy.typing as npt
import pytest

from bot.nlu import quadratic
from bot.nlu.quadratic import Quadratic

FEATURES = 12
Rows = npt.NDArray[np.float32]


def _lines(seed: int, count: int = 600) -> tuple[Rows, Rows]:
    """Return unit vectors: the first two features have the same sign in the positive ones, and differ in the others."""
    generator = np.random.default_rng(seed)
    rows = generator.normal(size=(count, FEATURES)).astype(np.float32)
    rows[:, :2] *= 3
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    alike = rows[:, 0] * rows[:, 1] > 0
    return rows[alike], rows[~alike]


def _decide(form: Quadratic, rows: Rows) -> Rows:
    return np.asarray(np.einsum("ij,ij->i", rows @ form.pairs, rows) + rows @ form.singles + form.bias)


@pytest.fixture(scope="module")
def form() -> Quadratic:
    return Quadratic.fit(*_lines(1), balanced=False)


def test_it_learns_what_no_linear_model_can(form: Quadratic) -> None:
    positive, negative = _lines(2)
    right = np.concatenate([_decide(form, positive) > 0, _decide(form, negative) < 0])
    assert right.mean() > 0.9


def test_it_decides_as_scikit_learn_with_all_lines_does() -> None:
    from sklearn.svm import SVC

    positive, negative = _lines(3, 200)
    few = negative[: len(positive) // 2]
    labels = np.concatenate([np.ones(len(positive)), np.zeros(len(few))])
    model = SVC(C=0.1, kernel="poly", degree=2, gamma=8.0, coef0=1.0, class_weight="balanced", tol=1e-5)
    model.fit(np.vstack([positive, few]), labels)
    others = np.vstack(_lines(4, 100))
    assert _decide(Quadratic.fit(positive, few, balanced=True), others) == pytest.approx(
        model.decision_function(others), abs=0.02
    )


def test_plainly_negative_lines_change_nothing(form: Quadratic) -> None:
    positive, negative = _lines(1)
    generator = np.random.default_rng(5)
    far = np.hstack([generator.normal(0, 0.02, (900, 2)), np.ones((900, FEATURES - 2))]).astype(np.float32)
    far /= np.linalg.norm(far, axis=1, keepdims=True)
    more = Quadratic.fit(positive, np.vstack([negative, far]), balanced=False)
    others = np.vstack(_lines(6))
    same = (_decide(more, others) > 0) == (_decide(form, others) > 0)
    assert same.mean() > 0.9


def test_plainly_positive_lines_beyond_the_most_change_nothing(form: Quadratic) -> None:
    positive, negative = _lines(1)
    generator = np.random.default_rng(8)
    far = np.hstack([np.ones((900, FEATURES - 2)), generator.normal(0, 0.02, (900, 2))]).astype(np.float32)
    far /= np.linalg.norm(far, axis=1, keepdims=True)
    lines = np.vstack([positive, far]), np.vstack([negative] * 3)
    more = Quadratic.fit(*lines, balanced=False, most=(len(positive), len(lines[1])))
    others = np.vstack(_lines(6))
    same = (_decide(more, others) > 0) == (_decide(form, others) > 0)
    assert same.mean() > 0.9


def test_how_many_rows_are_worked_out_at_a_time_changes_nothing(
    form: Quadratic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(quadratic, "ROWS", 7)
    again = Quadratic.fit(*_lines(1), balanced=False)
    assert again.pairs == pytest.approx(form.pairs, abs=1e-3)


def test_its_main_directions_make_up_the_form(form: Quadratic) -> None:
    rows = np.vstack(_lines(7))
    directions, weights = form.main_directions(FEATURES)
    again = np.square(rows @ directions) @ weights + rows @ form.singles + form.bias
    assert again == pytest.approx(_decide(form, rows), abs=1e-3)
    few, _ = form.main_directions(3)
    assert few.shape == (FEATURES, 3)
