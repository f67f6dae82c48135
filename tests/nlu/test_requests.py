"""Requests are told from other messages by their subject and their wording together."""

from pathlib import Path

import numpy as np
import pytest

from bot.nlu.encoder import Encoding
from bot.nlu.lexical_basis import LexicalBasis, terms_of
from bot.nlu.requests import OTHER, MessageRequest, Request, RequestModel

COURSES = ("race equality", "first aid", "climate", "safeguarding", "recruitment", "capability")
LINES = {
    "book_training": ("book me on {}", "can i get on {}", "sign me up for {}"),
    "cancel_booking": ("take me off {}", "cancel my {}", "i can't make {}"),
    OTHER: ("what is {}", "how long is {}", "who runs {}"),
}
TEXTS = [pattern.format(course) for patterns in LINES.values() for pattern in patterns for course in COURSES]
LABELS = np.array([label for label, patterns in LINES.items() for _ in patterns for _ in COURSES])
WIDTH = 8


def encoded(text: str) -> Encoding:
    """Return vectors that tell the course and nothing of the wording, as a sentence vector nearly does."""
    vector = np.zeros(WIDTH, dtype=np.float32)
    vector[next((number for number, course in enumerate(COURSES) if course in text), WIDTH - 1)] = 1.0
    return Encoding(vector, vector, np.zeros(0, dtype=np.int64), np.zeros((0, 1), dtype=np.float32))


def read(model: RequestModel, text: str, *clauses: str, answered: float = 0.0) -> Request:
    parts = [(clause, encoded(clause)) for clause in clauses]
    return MessageRequest(model.read(text, encoded(text)), lambda: model.clearest(parts)).given(answered)


@pytest.fixture(scope="module")
def model() -> RequestModel:
    return RequestModel.fit(TEXTS * 20, [encoded(text) for text in TEXTS * 20], np.tile(LABELS, 20), count=2)


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("please book me on climate", "book_training"),
        ("sign me up for the race equality", "book_training"),
        ("take me off first aid please", "cancel_booking"),
        ("so can you cancel my safeguarding", "cancel_booking"),
    ],
)
def test_the_wording_tells_what_is_to_be_done(model: RequestModel, text: str, intent: str) -> None:
    request = read(model, text)
    assert request.intent == intent
    assert request.is_made(0.95)


def test_a_question_about_the_same_course_is_no_request(model: RequestModel) -> None:
    text = "so how long is race equality"
    assert not read(model, text).is_made(0.0)
    assert (read(model, text).intent, read(model, text).confidence) == (OTHER, 0.0)


def test_a_clear_clause_speaks_for_a_story(model: RequestModel) -> None:
    story = "so what is climate, and how long is first aid"
    clause = "book me on climate"
    assert not read(model, story).is_made(0.0)
    assert read(model, story, clause).intent == "book_training"
    assert not read(model, story, clause, answered=0.6).is_made(0.6)


@pytest.mark.parametrize(("any_request", "answered"), [(0.3, 0.6), (0.6, 0.0)], ids=["answered", "the whole is one"])
def test_clauses_are_not_read_where_they_would_not_count(any_request: float, answered: float) -> None:
    whole = Request("book_training", any_request, any_request)
    asked = MessageRequest(whole, lambda: pytest.fail("the clauses were read"))
    assert asked.given(answered) is whole


def test_a_model_comes_back_as_it_was_saved(model: RequestModel, tmp_path: Path) -> None:
    model.save(tmp_path)
    text = "cancel my climate"
    first, second = (read(m, text) for m in (model, RequestModel.load(tmp_path)))
    assert first.intent == second.intent
    assert second.confidence == pytest.approx(first.confidence, abs=0.01)


@pytest.mark.parametrize(
    ("request_", "answered", "is_made"),
    [
        (Request("book_training", 0.3, 0.6), 0.0, True),
        (Request("book_training", 0.3, 0.3), 0.0, False),
        (Request("book_training", 0.5, 0.65), 0.95, False),
        (Request("book_training", 0.9, 0.95), 0.95, True),
        (Request("book_training", 0.5, 0.65), 0.5, True),
        (Request("change_answer", 0.9, 0.95), 0.95, False),
    ],
    ids=[
        "all requests together decide",
        "too little",
        "an article surely answers",
        "plain",
        "an article may answer",
        "only a part of a task, and an article answers",
    ],
)
def test_more_must_speak_for_a_request_where_an_article_answers(
    request_: Request, answered: float, is_made: bool
) -> None:
    assert request_.is_made(answered) is is_made


def test_terms_are_words_pairs_and_pieces_without_figures() -> None:
    terms = terms_of("Book 12")
    assert {"wbook", "w0", "wbook 0", "pbook", "p bo"} <= set(terms)


def test_words_that_no_line_holds_have_no_wording() -> None:
    basis = LexicalBasis.fit(TEXTS, 5)
    assert np.linalg.norm(basis.vector("zzyzx")) == 0
    assert basis.vector("book me on it").shape == (5,)
