"""The trained model on requests about induction, the yearly review and what waits for a manager, that it never saw."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.nlu.test_domain import LINES
from tests.nlu.test_phrases import share_right
from tests.nlu.understanding import parse, read_rows

# 95 % are promised; what is reached is printed.
LEAST_RIGHT, FEWEST, FEWEST_OF_ONE = 0.8, 120, 8
REQUESTS: list[dict[str, Any]] = read_rows("induction_pdr_requests.yml")
INTENTS = sorted({request["intent"] for request in REQUESTS})


def test_requests_about_induction_and_reviews_are_understood(agent: Any, show: Callable[[str], None]) -> None:
    parsed = parse(agent, [request["text"] for request in REQUESTS])
    rows = [
        (request["intent"], request["text"], found["intent"]["name"])
        for request, found in zip(REQUESTS, parsed, strict=True)
    ]
    assert share_right(rows, show, "induction and PDR requests") >= LEAST_RIGHT


def test_there_are_requests_enough() -> None:
    assert len(REQUESTS) >= FEWEST


@pytest.mark.parametrize("intent", INTENTS)
def test_there_are_requests_enough_of_each_kind(intent: str) -> None:
    assert sum(request["intent"] == intent for request in REQUESTS) >= FEWEST_OF_ONE


def test_no_request_is_trained_on() -> None:
    trained = {line.casefold() for lines in LINES.values() for line in lines}
    assert not trained & {request["text"].casefold() for request in REQUESTS}
