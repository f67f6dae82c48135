"""Late interaction: pieces find their like, rare ones count for more, and what is unknown scores nothing."""

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.encoder import Encoder, Encoding
from bot.nlu.late_interaction import PieceMemory

# Piece 1 stands in every line, 2 and 3 in one each.
DIRECTIONS = np.eye(4, dtype=np.float32)
ARTICLES = np.array(["pay", "pdr", "", "pay"])


def text(*ids: int) -> Encoding:
    return Encoding(DIRECTIONS[0], DIRECTIONS[0], np.array(ids, dtype=np.int64), DIRECTIONS[list(ids)])


@pytest.fixture
def memory() -> PieceMemory:
    return PieceMemory.of([text(1, 2), text(1, 3), text(1), text(1)], ARTICLES)


def test_an_article_whose_example_has_all_pieces_is_as_like_as_can_be(memory: PieceMemory) -> None:
    best, _, together = memory.scores(text(1, 2), ["pay"])[0]
    assert (best, together) == (pytest.approx(1), pytest.approx(1))


def test_a_rare_piece_counts_for_more_than_a_common_one(memory: PieceMemory) -> None:
    pay, pdr = memory.scores(text(1, 3), ["pay", "pdr"])[:, 0]
    assert pdr == pytest.approx(1)
    assert pay < 0.2


def test_examples_together_may_have_what_none_has_alone(memory: PieceMemory) -> None:
    apart = PieceMemory.of([text(2), text(3), text(1)], np.array(["pay", "pay", ""]))
    best, _, together = apart.scores(text(2, 3), ["pay"])[0]
    assert (best, together) == (pytest.approx(0.5), pytest.approx(1))


@pytest.mark.parametrize(
    ("question", "article"),
    [
        pytest.param(text(2), "unknown", id="an article without examples"),
        pytest.param(text(), "pay", id="a text of no piece"),
    ],
)
def test_what_cannot_be_compared_scores_nothing(memory: PieceMemory, question: Encoding, article: str) -> None:
    assert memory.scores(question, [article]).tolist() == [[0, 0, 0]]


def test_a_piece_that_no_line_has_is_as_rare_as_can_be(memory: PieceMemory) -> None:
    never_seen = Encoding(DIRECTIONS[0], DIRECTIONS[0], np.array([1, 29_000]), DIRECTIONS[[1, 0]])
    assert memory.scores(never_seen, ["pay"])[0, 0] < 0.2


def test_what_is_saved_scores_the_same(memory: PieceMemory, tmp_path: Path) -> None:
    memory.save(tmp_path / "pieces.npz")
    kept = PieceMemory.load(tmp_path / "pieces.npz")
    question = text(1, 2, 3)
    assert np.allclose(kept.scores(question, ["pay", "pdr"]), memory.scores(question, ["pay", "pdr"]))


def test_the_real_encoder_tells_in_from_outside(encoder: Encoder) -> None:
    lines = ["how often is supervision in children's services", "how often do I meet my manager outside children's"]
    memory = PieceMemory.of([encoder.read(line) for line in lines], np.array(["inside", "outside"]))
    inside, outside = memory.scores(encoder.read("meeting my boss outside childrens, how often"), ["inside", "outside"])
    assert (outside > inside).all()
