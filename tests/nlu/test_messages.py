"""The trained model on messages of several parts: two questions, a question in a story, what is not meant."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.nlu.conversation_turns import CARRY_ON
from tests.nlu.understanding import answers_of, parse, read_rows

MESSAGES: dict[str, list[Any]] = read_rows("messages.yml")
LEAST = {"double": 0.7, "story": 0.8, "negation": 0.85, "blind_double": 0.5, "misspelt": 0.7}
DOUBLES = {"double", "blind_double"}
FEWEST = 20


def is_right(kind: str, row: dict[str, Any], said: list[str]) -> bool:
    """Of two questions both are to be answered; otherwise one article is, and any of those named will do."""
    wanted = row["articles"]
    if kind not in DOUBLES:
        return len(said) == 1 and said[0] in wanted
    also = row.get("accept") or [[], []]
    one, two = ({article, *more} for article, more in zip(wanted, also, strict=True))
    return len(said) == 2 and any(first in one and second in two for first, second in (said, said[::-1]))


@pytest.mark.parametrize("kind", LEAST)
def test_every_part_that_matters_is_answered(agent: Any, kind: str, show: Callable[[str], None]) -> None:
    rows = MESSAGES[kind]
    parsed = parse(agent, [row["text"] for row in rows])
    right = [is_right(kind, row, answers_of(found)) for row, found in zip(rows, parsed, strict=True)]
    show(f"{kind:20} {sum(right)} of {len(rows)} right ({sum(right) / len(rows):.1%})")
    for row, found, good in zip(rows, parsed, right, strict=True):
        if not good:
            selection = found["selection"]
            print(f"  {row['text']!r} -> {found['intent']['name']} {selection['decision']} {selection['ranking']}")
    assert sum(right) / len(rows) >= LEAST[kind]


@pytest.mark.parametrize("kind", ["double", "story", "blind_double", "misspelt"])
def test_there_are_messages_enough(kind: str) -> None:
    assert len(MESSAGES[kind]) >= FEWEST


@pytest.mark.parametrize("kind", LEAST)
def test_every_article_that_is_wanted_is_there(knowledge: dict[str, Any], kind: str) -> None:
    assert {article for row in MESSAGES[kind] for article in row["articles"]} <= set(knowledge)


@pytest.mark.parametrize("text", MESSAGES["not_stop"])
def test_not_wanting_to_stop_does_not_stop(agent: Any, text: str) -> None:
    assert parse(agent, [text])[0]["intent"]["name"] == CARRY_ON
