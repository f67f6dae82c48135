"""Ranking: who is a candidate, what each signal says, and how the signals are weighed."""

import numpy as np
import pytest

from bot.nlu.encoder import Encoding, Vectors
from bot.nlu.late_interaction import PieceMemory
from bot.nlu.linear import LinearModel
from bot.nlu.passages import Passage, PassageSearch
from bot.nlu.ranking import CANDIDATES, SIGNALS, Memory, Ranker, fit_weights, folds
from bot.nlu.reading import Clause

ARTICLES = [f"a{number}" for number in range(9)]
KNOWN = frozenset(ARTICLES)
# One direction of its own for each article, and one for greetings.
VECTORS = np.eye(10, dtype=np.float32)
NAMED = 6


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    labels = (*ARTICLES, "greet")
    return Ranker(
        LinearModel(labels, VECTORS.astype(np.float64) * 5, np.zeros(10)),
        Memory.of(VECTORS, np.array([*ARTICLES, ""])),
        PieceMemory.of([text(vector) for vector in VECTORS], np.array([*ARTICLES, ""])),
        Memory.of(VECTORS[:5], np.array(ARTICLES[:5])),
        PassageSearch([Passage("a8", ("rare", "word")), Passage("a1", ("other",))]),
    )


def text(vector: Vectors) -> Encoding:
    """Return a text of one word piece, which has its number and points where the whole does."""
    return Encoding(vector, vector, np.flatnonzero(vector), vector[None] if vector.any() else np.zeros((0, 10)))


def clause(lemmas: tuple[str, ...] = (), topics: dict[str, int] | None = None) -> Clause:
    return Clause("text", lemmas, topics or {}, frozenset(), asks=True)


def test_the_classifiers_best_are_candidates(ranker: Ranker) -> None:
    ids, signals = ranker.candidates(clause(), text(VECTORS[3]), KNOWN)
    assert ids[0] == "a3"
    assert signals.shape == (CANDIDATES, SIGNALS)


def test_a_named_article_is_a_candidate_though_the_classifier_thinks_otherwise(ranker: Ranker) -> None:
    ids, signals = ranker.candidates(clause(topics={"a8": 2}), text(VECTORS[3]), KNOWN)
    assert signals[ids.index("a8"), NAMED] == 1


def test_the_best_passage_is_a_candidate_though_the_classifier_thinks_otherwise(ranker: Ranker) -> None:
    ids, _ = ranker.candidates(clause(lemmas=("rare",)), text(VECTORS[3]), KNOWN)
    assert "a8" in ids


def test_what_is_no_article_is_no_candidate(ranker: Ranker) -> None:
    ids, _ = ranker.candidates(clause(topics={"gone": 2}), text(VECTORS[9]), KNOWN)
    assert not {"gone", "greet"} & set(ids)


def test_signals_are_finite_for_a_vector_that_resembles_nothing(ranker: Ranker) -> None:
    _, signals = ranker.candidates(clause(), text(np.zeros(10, dtype=np.float32)), KNOWN)
    assert np.isfinite(signals).all()


def test_similarities_come_in_ascending_order_and_only_for_articles_with_lines() -> None:
    memory = Memory.of(np.array([[1, 0], [0, 1], [0.5, 0.5]], dtype=np.float32), np.array(["a", "a", "b"]))
    found = memory.similarities(np.array([1, 0], dtype=np.float32), ["a", "none"])
    assert {article: row.tolist() for article, row in found.items()} == {"a": [0.0, 1.0]}


def test_weights_turn_telling_signals_into_high_chances() -> None:
    right = np.array([True, False] * 50)
    noise = np.random.default_rng(3).normal(size=100)
    weights = fit_weights(np.column_stack([right * 2.0 + noise * 0.1, noise]), right)
    chances = weights.probabilities(np.array([[2.0, 0.0], [0.0, 0.0]]))[:, 1]
    assert chances[0] > 0.9
    assert chances[1] < 0.1


def test_every_row_is_left_out_once_and_always_in_the_same_fold() -> None:
    labels = np.array(["a", "b"]).repeat(8)
    once, again = list(folds(labels, 4)), list(folds(labels, 4))
    assert sorted(row for _, left in once for row in left) == list(range(16))
    assert [left.tolist() for _, left in once] == [left.tolist() for _, left in again]


def test_a_memory_puts_lines_in_order_of_articles_and_leaves_out_those_of_none() -> None:
    vectors = np.arange(8, dtype=np.float32).reshape(4, 2)
    memory = Memory.of(vectors, np.array(["b", "", "a", "b"]))
    assert {name: found.single().round(1).tolist() for name, found in memory.vectors_of.items()} == {
        "a": [[4.0, 5.0]],
        "b": [[0.0, 1.0], [6.0, 7.0]],
    }
    assert Memory.of(vectors, np.array(["", "", "", ""])).vectors_of == {}
