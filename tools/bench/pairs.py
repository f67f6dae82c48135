"""A question and its follow-up, and what is right to say to it. Asks nobody."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contracts.articles import Article
from contracts.outcomes import Outcome
from contracts.yaml_files import read_yaml

# An answer begins with what was meant when its first words are these.
FIRST_WORDS = 6
NOT_KNOWN = (Outcome.UNANSWERED, Outcome.CLARIFICATION)
Replies = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Pair:
    """`first` is answered by `article`; `then` asks for one side of it, an aspect of contracts.articles."""

    first: str
    article: str
    then: str
    aspect: str


def read_pairs(file: Path) -> list[Pair]:
    """Return the pairs of a file."""
    return [Pair(**row) for row in read_yaml(file)]


def is_right(pair: Pair, articles: Mapping[str, Article], replies: Replies) -> bool:
    """Say whether the article's section on that side was said, or the article that answers it; else that it is not
    known.
    """
    article = articles[pair.article]
    if pair.aspect in article.sections:
        return _says(replies, article.sections[pair.aspect])
    if pair.aspect in article.follow_ups:
        return _says(replies, articles[article.follow_ups[pair.aspect]].answer)
    return bool(replies) and replies[0]["outcome"] in NOT_KNOWN


def _says(replies: Replies, text: str) -> bool:
    said = " ".join(str(reply["text"]) for reply in replies)
    return " ".join(_words(text)[:FIRST_WORDS]) in " ".join(_words(said))


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", text.casefold())
