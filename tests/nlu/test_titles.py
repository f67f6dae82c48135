"""The trained model on the titles of articles: they are what the buttons of "did you mean" say."""

from typing import Any

from contracts.articles import Article
from tests.nlu.understanding import answers_of, parse


def test_a_chosen_title_is_answered_with_its_article_and_nothing_else(
    agent: Any, knowledge: dict[str, Article]
) -> None:
    parsed = parse(agent, [article.title for article in knowledge.values()])
    said = dict(zip(knowledge, map(answers_of, parsed), strict=True))
    assert {article: ids for article, ids in said.items() if ids != [article]} == {}
