"""Which side of a subject a question asks about."""

import pytest

from bot.nlu.aspects import PATTERNS, aspects_of
from contracts.articles import ASPECTS


@pytest.mark.parametrize(
    ("text", "aspect"),
    [
        pytest.param("Who runs the carers network?", "who", id="who"),
        pytest.param("who can join the carers network", "eligibility", id="eligibility"),
        pytest.param("Am I eligible for sick pay", "eligibility", id="eligible"),
        pytest.param("how do I apply for it", "how", id="how"),
        pytest.param("When is the deadline", "when", id="when"),
        pytest.param("how often is a PDR", "when", id="how often"),
        pytest.param("where is the health unit", "where", id="where"),
        pytest.param("how much is the gym", "cost", id="cost"),
        pytest.param("is physio free", "cost", id="free"),
        pytest.param("how long does the course take", "duration", id="duration"),
        pytest.param("what must managers do about PDRs", "managers", id="managers"),
        pytest.param("why do we have PDRs", "why", id="why"),
    ],
)
def test_the_most_telling_aspect_comes_first(text: str, aspect: str) -> None:
    assert aspects_of(text)[0] == aspect


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("tell me about the whole thing", id="who inside whole"),
        pytest.param("the PDR", id="a topic alone"),
        pytest.param("", id="nothing"),
    ],
)
def test_a_question_about_no_side_has_no_aspect(text: str) -> None:
    assert aspects_of(text) == []


def test_every_aspect_of_an_article_but_more_has_a_pattern() -> None:
    assert set(PATTERNS) == set(ASPECTS.values()) - {"more"}
