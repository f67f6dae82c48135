"""Logistic regression as plain arrays."""

from pathlib import Path

import numpy as np
import pytest

from bot.nlu import linear
from bot.nlu.linear import LinearModel

GENERATOR = np.random.default_rng(7)
CENTRES = np.eye(3).repeat(20, axis=0)
ROWS = CENTRES + GENERATOR.normal(0, 0.1, CENTRES.shape)
LABELS = np.array(["a", "b", "c"]).repeat(20)


@pytest.fixture(scope="module")
def model() -> LinearModel:
    return LinearModel.fit(ROWS, LABELS, strength=10.0)


def test_it_learns_what_is_apart(model: LinearModel) -> None:
    best = model.probabilities(ROWS).argmax(axis=1)
    assert [model.labels[number] for number in best] == LABELS.tolist()


def test_its_probabilities_are_those_of_scikit_learn(model: LinearModel) -> None:
    from sklearn.linear_model import LogisticRegression

    other = LogisticRegression(C=10.0, max_iter=200, tol=1e-3).fit(ROWS, LABELS)
    assert model.probabilities(ROWS) == pytest.approx(other.predict_proba(ROWS), abs=1e-6)


def test_probabilities_sum_to_one_even_for_huge_scores(model: LinearModel) -> None:
    chances = model.probabilities(ROWS * 1e4)
    assert np.isfinite(chances).all()
    assert chances.sum(axis=1) == pytest.approx(1)


def test_it_is_the_same_after_it_was_stored(model: LinearModel, tmp_path: Path) -> None:
    model.save(tmp_path / "model.npz")
    loaded = LinearModel.load(tmp_path / "model.npz")
    assert loaded.labels == model.labels
    assert loaded.probabilities(ROWS) == pytest.approx(model.probabilities(ROWS), abs=1e-4)


def test_a_stored_model_that_holds_code_is_refused(tmp_path: Path) -> None:
    objects = np.array([object()], dtype=object)
    np.savez(tmp_path / "model.npz", labels=objects, weights=objects, bias=objects)
    with pytest.raises(ValueError, match="allow_pickle"):
        LinearModel.load(tmp_path / "model.npz")


def test_in_batches_it_finds_much_the_same(model: LinearModel) -> None:
    rows, labels = np.tile(ROWS, (60, 1)), np.tile(LABELS, 60)
    quick, slow = (fit(rows, labels, strength=10.0) for fit in (LinearModel.fit_in_batches, LinearModel.fit))
    assert quick.labels == model.labels
    assert quick.probabilities(ROWS) == pytest.approx(slow.probabilities(ROWS), abs=0.1)
    assert LinearModel.fit_in_batches(rows, labels, strength=10.0).weights == pytest.approx(quick.weights, abs=0)


@pytest.mark.parametrize(("most", "batches"), [(60, True), (61, False)])
def test_only_many_rows_are_fitted_in_batches(monkeypatch: pytest.MonkeyPatch, most: int, batches: bool) -> None:
    monkeypatch.setattr(linear, "MANY_ROWS", most)
    fit = LinearModel.fit_in_batches if batches else LinearModel.fit
    soon, wanted = (of(ROWS, LABELS, 10.0).probabilities(ROWS) for of in (LinearModel.fit_soon, fit))
    assert soon == pytest.approx(wanted)
