"""The trained model on questions that no article answers: it says so, and does not answer with an article."""

from collections.abc import Callable
from typing import Any

from contracts.articles import Article
from tests.nlu.understanding import answers_of, parse, read_rows

ROWS: dict[str, list[Any]] = read_rows("outside.yml")
MOST_ANSWERED = 0.05
FEWEST = 60


def test_what_is_outside_is_seldom_answered_with_an_article(
    agent: Any, knowledge: dict[str, Article], show: Callable[[str], None]
) -> None:
    # A gap entry says itself that it has no answer; it is counted apart.
    articles = {article.id for article in knowledge.values() if article.kind == "article"}
    wrong = {kind: wrongly_answered(agent, rows, articles) for kind, rows in ROWS.items()}
    referred = sum(len(wrongly_answered(agent, rows, set(knowledge) - articles)) for rows in ROWS.values())
    for kind, texts in wrong.items():
        show(f"outside, {kind:12} {len(texts)} of {len(ROWS[kind])} answered with an article")
        print(*(f"  {text}" for text in texts), sep="\n")
    asked = sum(len(rows) for rows in ROWS.values())
    assert asked >= FEWEST
    share = sum(len(texts) for texts in wrong.values()) / asked
    show(f"outside, together     {share:.1%} of {asked} answered with an article; {referred} more with a gap entry")
    assert share <= MOST_ANSWERED


def wrongly_answered(agent: Any, rows: list[Any], articles: set[str]) -> list[str]:
    """Return the questions that an article answers which must not, with the article."""
    questions = [(row["text"], set(row["may_say"])) if isinstance(row, dict) else (str(row), set()) for row in rows]
    parsed = parse(agent, [text for text, _ in questions])
    said = [answers_of(found) for found in parsed]
    return [
        f"{text!r} -> {answers}"
        for (text, may), answers in zip(questions, said, strict=True)
        if set(answers) & articles - may
    ]
