"""Induction by chatting: recorded conversations against the real assistant, judged by what is stored in the end."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.stack.induction.world import STARTER, InductionWorld, fill, is_as_written
from tests.stack.running import Stack
from tests.stack.test_conversations import require_plain
from tests.stack.training.world import as_json

FOLDER = Path(__file__).parent / "induction"
SCRIPTS = [
    script for path in sorted(FOLDER.glob("*.yml")) for script in yaml.safe_load(path.read_text(encoding="utf-8"))
]
LEAST = 25


@pytest.fixture
def world(stack: Stack) -> Iterator[InductionWorld]:
    world = InductionWorld(stack.var / "api.db")
    world.empty()
    yield world
    world.empty()


def play(stack: Stack, script: dict[str, Any]) -> None:
    conversations: dict[str, str] = {}
    for turn in script["turns"]:
        person = turn.get("as", script.get("as", STARTER))
        answer = stack.chat(fill(turn["say"]), conversations.get(person), person)
        conversations[person] = answer.conversation
        require_plain(answer)
        shown = f"{turn['say']!r} got {answer.outcome}: {answer.text}"
        assert turn["outcome"] in ("any", answer.outcome), shown
        assert fill(turn.get("has", "")).casefold() in answer.text.casefold(), shown


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script["title"])
def test_a_conversation_leaves_what_it_should(stack: Stack, world: InductionWorld, script: dict[str, Any]) -> None:
    world.arrange(script.get("given", {}))
    play(stack, script)
    rows = world.stored()
    for line in script["stored"]:
        found = next((row for row in rows if is_as_written(row, line)), None)
        assert found is not None, f"{line} is not among {as_json(world.stored())}"
        rows.remove(found)
    assert rows == [], f"more than expected: {as_json(rows)}"


def test_there_are_enough_conversations_and_none_begins_with_a_command() -> None:
    assert len(SCRIPTS) >= LEAST
    assert not [turn["say"] for script in SCRIPTS for turn in script["turns"] if turn["say"].startswith("/")]
