"""Replies cross the arrow unchanged, and what is no reply is refused."""

import json
from typing import Any

import pytest

from contracts.outcomes import Outcome
from contracts.replies import ArticleReference, Choice, File, Link, Reply, Source

ARTICLE = ArticleReference("pay-day", "When you are paid", "Personnel", "2026-09-01", (Source("Handbook", "3"),))


@pytest.mark.parametrize("outcome", Outcome, ids=str)
def test_a_reply_arrives_as_it_was_sent(outcome: Outcome) -> None:
    choices = (Choice("Yes", "yes please"), Choice("No", "no"))
    files = (File("training.ics", "text/calendar", "BEGIN:VCALENDAR"),)
    reply = Reply("Hello", outcome, ARTICLE, choices, files, (Link("Climate", "https://learning.example/climate"),))
    assert Reply.from_json(json.loads(json.dumps(reply.to_json()))) == reply


def test_a_reply_needs_no_article_and_no_choices() -> None:
    reply = Reply.from_json({"text": "Hello", "outcome": "conversation"})
    assert (reply.article, reply.choices) == (None, ())


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"outcome": "answered"}, id="no text"),
        pytest.param({"text": "Hello"}, id="no outcome"),
        pytest.param({"text": "Hello", "outcome": "invented"}, id="an outcome that is not on the list"),
        pytest.param({"text": "Hello", "outcome": "answered", "article": {"id": "x"}}, id="half an article"),
        pytest.param({"text": "Hello", "outcome": "answered", "choices": [{"label": "x"}]}, id="half a choice"),
        pytest.param({"text": "Hello", "outcome": "answered", "choices": ["x"]}, id="a choice that is a text"),
        pytest.param({"text": "Hello", "outcome": "done", "files": [{"name": "x"}]}, id="half a file"),
        pytest.param(
            {"text": "Hello", "outcome": "done", "links": [{"label": "x", "url": "javascript:alert(1)"}]},
            id="a link that runs a script",
        ),
    ],
)
def test_what_is_no_reply_is_refused(value: dict[str, Any]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        Reply.from_json(value)
