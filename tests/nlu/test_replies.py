"""Turns utterances into the one reply shape."""

import pytest

from bot.nlu.replies import reply_from
from contracts.outcomes import Outcome
from contracts.replies import ArticleReference, Choice, Source

ARTICLE = {
    "id": "pay-day",
    "title": "When is pay day?",
    "owner": "Personnel",
    "reviewed_on": "2026-11-23",
    "sources": [{"document": "Handbook", "section": "Pay"}],
}


def test_a_response_of_the_domain_is_conversation() -> None:
    reply = reply_from({"text": "Hello.", "metadata": {"a": 1}})
    assert (reply.text, reply.outcome, reply.choices) == ("Hello.", Outcome.CONVERSATION, ())


def test_buttons_become_choices() -> None:
    reply = reply_from({"text": "Which?", "buttons": [{"title": "PDR", "payload": "What is a PDR?"}]})
    assert reply.choices == (Choice("PDR", "What is a PDR?"),)


def test_an_answer_carries_its_article() -> None:
    reply = reply_from({"text": "On the 24th.", "custom": {"outcome": "answered", "article": ARTICLE}})
    source = Source("Handbook", "Pay")
    assert reply.article == ArticleReference("pay-day", "When is pay day?", "Personnel", "2026-11-23", (source,))
    assert reply.outcome is Outcome.ANSWERED


@pytest.mark.parametrize(
    "message", [{}, {"text": None, "buttons": None, "custom": None}], ids=["empty", "nothing in it"]
)
def test_an_utterance_without_words_is_an_empty_reply(message: dict[str, None]) -> None:
    assert reply_from(message).text == ""


def test_an_outcome_that_nobody_knows_is_refused() -> None:
    with pytest.raises(ValueError, match="splendid"):
        reply_from({"text": "x", "custom": {"outcome": "splendid"}})
