"""The trained model on requests about training that it never saw: four of five are understood at the least."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.nlu.conversation_turns import TASKS
from contracts.articles import read_articles
from tests.nlu.conftest import ROOT
from tests.nlu.test_domain import LINES
from tests.nlu.test_phrases import share_right
from tests.nlu.understanding import parse, read_rows

# 95 % are promised; what is reached is printed.
LEAST_RIGHT = 0.8
FEWEST, FEWEST_OF_ONE = 150, 8
REQUESTS: list[dict[str, Any]] = read_rows("training_requests.yml")
ABOUT_REFERRALS = {request["intent"] for request in read_rows("referral_requests.yml")}


def test_requests_about_training_are_understood(agent: Any, show: Callable[[str], None]) -> None:
    parsed = parse(agent, [request["text"] for request in REQUESTS])
    rows = [
        (request["intent"], request["text"], found["intent"]["name"])
        for request, found in zip(REQUESTS, parsed, strict=True)
    ]
    assert share_right(rows, show, "training requests") >= LEAST_RIGHT


def test_what_an_article_offers_is_understood_as_a_request(agent: Any) -> None:
    offers = sorted({offer for article in read_articles(ROOT / "knowledge").values() for offer in article.offers})
    found = {offer: parsed["intent"]["name"] for offer, parsed in zip(offers, parse(agent, offers), strict=True)}
    assert offers
    assert {offer: intent for offer, intent in found.items() if intent not in TASKS} == {}


@pytest.mark.parametrize("intent", sorted(TASKS - ABOUT_REFERRALS))
def test_there_are_requests_enough_of_each_kind(intent: str) -> None:
    assert sum(request["intent"] == intent for request in REQUESTS) >= FEWEST_OF_ONE
    assert len(REQUESTS) >= FEWEST


def test_no_request_is_trained_on() -> None:
    trained = {line.casefold() for lines in LINES.values() for line in lines}
    assert not trained & {request["text"].casefold() for request in REQUESTS}
