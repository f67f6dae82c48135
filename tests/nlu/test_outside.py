"""The trained model on questions that no article answers: it says so, and does not answer with an article."""

from collections.abc import Callable
from typing import Any

from tests.nlu.understanding import answers_of, parse, read_rows

ROWS: dict[str, list[Any]] = read_rows("outside.yml")
MOST_ANSWERED = 0.10
FEWEST = 60


def test_what_is_outside_is_seldom_answered_with_an_article(agent: Any, show: Callable[[str], None]) -> None:
    wrong = {kind: wrongly_answered(agent, rows) for kind, rows in ROWS.items()}
    for kind, texts in wrong.items():
        show(f"outside, {kind:12} {len(texts)} of {len(ROWS[kind])} answered with an article")
        print(*(f"  {text}" for text in texts), sep="\n")
    asked = sum(len(rows) for rows in ROWS.values())
    assert asked >= FEWEST
    assert sum(len(texts) for texts in wrong.values()) / asked <= MOST_ANSWERED


def wrongly_answered(agent: Any, rows: list[Any]) -> list[str]:
    """Return the questions that an article answers which must not, with the article."""
    questions = [(row["text"], set(row["may_say"])) if isinstance(row, dict) else (str(row), set()) for row in rows]
    parsed = parse(agent, [text for text, _ in questions])
    said = [answers_of(found) for found in parsed]
    return [
        f"{text!r} -> {answers}" for (text, may), answers in zip(questions, said, strict=True) if set(answers) - may
    ]
