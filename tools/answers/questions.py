"""Every question whose right answer is known, with what that is. Asks nobody."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contracts.articles import Article, read_articles
from contracts.yaml_files import read_yaml
from tools.answers.outcomes import NO_ANSWER
from tools.paths import ROOT

# So many examples of each article are asked: the model was trained on them, and few are enough to see one stolen.
EXAMPLES_ASKED = 3
OUTSIDE, GAPS = "outside", "gaps"


@dataclass(frozen=True, slots=True)
class Question:
    """A known question. `group` is its article, `outside` or `gaps`; `right` holds every answer that is right.

    Nobody wrote down what is right for a question of `gaps`: for these the accepted answer is all there is.
    """

    text: str
    group: str
    right: frozenset[str]


def known_questions(knowledge: Path, tests: Path = ROOT / "tests") -> list[Question]:
    """Return the held-out questions, some examples of each article, and those that no article answers."""
    articles = read_articles(knowledge)
    found = [*_held_out(tests / "heldout", articles), *_examples(articles), *_others(tests / "nlu")]
    return list({(question.group, question.text): question for question in found}.values())


def _held_out(directory: Path, articles: dict[str, Article]) -> Iterator[Question]:
    for path in sorted(directory.glob("*/*.yml")):
        if path.stem in articles:
            for row in _load(path) or ():
                text, also = (row["text"], row.get("accept") or ()) if isinstance(row, dict) else (row, ())
                yield Question(str(text), path.stem, frozenset({path.stem, *map(str, also)}))


def _examples(articles: dict[str, Article]) -> Iterator[Question]:
    """Yield the same examples of an article each time, whatever is written above or below them."""
    for article in articles.values():
        chosen = sorted(article.examples, key=lambda text: hashlib.sha256(text.encode()).digest())[:EXAMPLES_ASKED]
        yield from (Question(text, article.id, frozenset({article.id})) for text in chosen)


def _others(directory: Path) -> Iterator[Question]:
    for rows in _load(directory / "outside.yml").values():
        for row in rows:
            text, may = (row["text"], row.get("may_say") or ()) if isinstance(row, dict) else (row, ())
            yield Question(str(text), OUTSIDE, frozenset({NO_ANSWER, *map(str, may)}))
    for row in _load(directory / "gaps.yml"):
        yield Question(str(row["text"]), GAPS, frozenset())


def _load(path: Path) -> Any:
    return read_yaml(path)
