"""The trained model on conversation phrases and follow-up questions that it never saw."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from bot.nlu.conversation_turns import TASKS
from tests.nlu.conftest import ROOT
from tests.nlu.test_domain import LINES
from tests.nlu.understanding import parse, read_rows

LEAST_RIGHT = 0.85
FEWEST, FEWEST_FOLLOW_UPS = 8, 40
PHRASES: dict[str, list[str]] = {
    intent: [str(line) for line in lines] for intent, lines in read_rows("conversation_heldout.yml").items()
}
# What is said of the assistant, not of an article.
NO_FOLLOW_UPS = {"ask_identity", "ask_capabilities"}
FOLLOW_UPS = {name for name in PHRASES if name.startswith("ask_")} - NO_FOLLOW_UPS
Rows = list[tuple[str, str, str]]


@pytest.fixture(scope="module")
def understood(agent: Any) -> Rows:
    """Return for each phrase its intent, its text, and the intent that was found."""
    rows = [(intent, text) for intent, lines in PHRASES.items() for text in lines]
    parsed = parse(agent, [text for _, text in rows])
    return [(intent, text, found["intent"]["name"]) for (intent, text), found in zip(rows, parsed, strict=True)]


def share_right(rows: Rows, show: Callable[[str], None], name: str) -> float:
    """Return how many are right; of the others the intents are shown, and no text: some sets are only counted."""
    right = sum(intent == found for intent, _, found in rows)
    show(f"{name:20} {right} of {len(rows)} right ({right / len(rows):.1%})")
    for (intent, found), count in Counter((intent, found) for intent, _, found in rows).most_common():
        if intent != found:
            print(f"  {intent} -> {found}: {count}")
    return right / len(rows)


def test_conversation_is_understood(understood: Rows, show: Callable[[str], None]) -> None:
    rows = [row for row in understood if row[0] not in FOLLOW_UPS]
    assert share_right(rows, show, "conversation") >= LEAST_RIGHT


def test_follow_ups_are_understood(understood: Rows, show: Callable[[str], None]) -> None:
    rows = [row for row in understood if row[0] in FOLLOW_UPS]
    assert len(rows) >= FEWEST_FOLLOW_UPS
    assert share_right(rows, show, "follow-up questions") >= LEAST_RIGHT


@pytest.mark.parametrize("intent", PHRASES)
def test_there_are_phrases_enough(intent: str) -> None:
    assert len(set(PHRASES[intent])) >= FEWEST


@pytest.mark.parametrize("intent", PHRASES)
def test_no_phrase_is_trained_on(intent: str) -> None:
    trained = {line.casefold() for lines in LINES.values() for line in lines}
    assert not trained & {line.casefold() for line in PHRASES[intent]}


def test_every_intent_that_has_lines_has_phrases() -> None:
    assert set(PHRASES) == set(LINES) - {"out_of_scope"} - TASKS, ROOT
