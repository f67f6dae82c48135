"""Follow-up questions against the whole assistant: the side of the subject that was asked about is what is said."""

import re
from pathlib import Path
from typing import Any

import pytest

from contracts.articles import Article, read_articles
from contracts.outcomes import Outcome
from contracts.yaml_files import read_yaml
from tests.source_files import ROOT
from tests.stack.running import Answer, Stack

PAIRS: list[dict[str, Any]] = read_yaml(Path(__file__).with_name("follow_ups.yml"))
LEAST_RIGHT = 0.8
FIRST_WORDS = 6


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return read_articles(ROOT / "knowledge")


def words_of(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.casefold())


def says(answer: Answer, text: str) -> bool:
    return " ".join(words_of(text)[:FIRST_WORDS]) in " ".join(words_of(answer.text))


def is_right(article: Article, articles: dict[str, Article], aspect: str, answer: Answer) -> bool:
    """The article's section on that side is said, or the article that answers it; else that it is not known."""
    if aspect in article.sections:
        return says(answer, article.sections[aspect])
    if aspect in article.follow_ups:
        return says(answer, articles[article.follow_ups[aspect]].answer)
    return answer.outcome in {Outcome.UNANSWERED, Outcome.CLARIFICATION}


def test_a_follow_up_is_about_the_article_that_was_said_last(
    stack: Stack, articles: dict[str, Article], capsys: pytest.CaptureFixture[str]
) -> None:
    landed, right = 0, 0
    for pair in PAIRS:
        article = articles[pair["article"]]
        first = stack.chat(pair["first"])
        if not first.replies[0]["article"] or first.replies[0]["article"]["id"] != article.id:
            continue
        landed += 1
        right += is_right(article, articles, pair["aspect"], stack.chat(pair["then"], first.conversation))
    with capsys.disabled():
        print(f"\nfollow-ups: {landed} of {len(PAIRS)} first questions found their article; then {right} right")
    assert landed >= LEAST_RIGHT * len(PAIRS)
    assert right >= LEAST_RIGHT * landed
