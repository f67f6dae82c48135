"""Which intent a message has when its parts say different things."""

import numpy as np
import pytest

from bot.nlu.clause_vectors import ClauseVectors
from bot.nlu.components.classifier import CLEAR, _Intents
from bot.nlu.encoder import Encoding
from bot.nlu.linear import LinearModel

# Two intents, of which the first has two labels; a vector's numbers are what speaks for each label.
LABELS = ("ask_question/leave", "ask_question/pay", "greet")
INTENTS = _Intents.of(LinearModel(LABELS, np.eye(3), np.zeros(3)))


class Clauses(ClauseVectors):
    """Clauses whose vectors are known; the first is the whole."""

    def __init__(self, *vectors: list[float]) -> None:
        super().__init__(None, ("",) * len(vectors))
        nothing = np.zeros(0, dtype=np.int64)
        rows = [np.array(vector, dtype=np.float32) for vector in vectors]
        self._encodings = {
            number: Encoding(row, row, nothing, np.zeros((0, 1), dtype=np.float32)) for number, row in enumerate(rows)
        }


def best(*vectors: list[float]) -> tuple[str, float]:
    found = INTENTS.clearest(Clauses(*vectors))[0]
    return found["name"], found["confidence"]


def test_an_intent_is_as_sure_as_its_labels_together() -> None:
    assert best([1, 1, 0]) == ("ask_question", pytest.approx(2 * np.e / (2 * np.e + 1)))


def test_a_clear_clause_speaks_for_a_message_that_is_not_clear() -> None:
    name, confidence = best([0, 0, 1], [0, 0, 0], [9, 0, 0])
    assert name == "ask_question"
    assert confidence >= CLEAR


def test_clauses_that_are_not_clear_leave_the_word_to_the_whole() -> None:
    assert best([0, 0, 0.8], [1, 0, 0], [0, 0, 0])[0] == best([0, 0, 0.8])[0]


def test_a_whole_message_that_is_clear_needs_no_clause() -> None:
    assert best([0, 0, 9], [99, 0, 0])[0] == "greet"
