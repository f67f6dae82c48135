"""PDRs by chatting: recorded conversations against the real assistant, each judged by what is stored in the end."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.stack.pdr.world import PdrWorld
from tests.stack.running import Answer, Stack

FOLDER = Path(__file__).parent / "pdr"
SCRIPTS = [
    script for path in sorted(FOLDER.glob("*.yml")) for script in yaml.safe_load(path.read_text(encoding="utf-8"))
]
EMPLOYEE = "demo-employee"
LEAST = 40


@pytest.fixture
def world(stack: Stack) -> Iterator[PdrWorld]:
    world = PdrWorld(stack.var)
    world.empty()
    yield world
    world.empty()


def play(stack: Stack, script: dict[str, Any]) -> None:
    conversations: dict[str, str] = {}
    for turn in script["turns"]:
        person = turn.get("as", script.get("as", EMPLOYEE))
        answer = stack.chat(turn["say"], conversations.get(person), person)
        conversations[person] = answer.conversation
        require_as_written(turn, answer)


def require_as_written(turn: dict[str, Any], answer: Answer) -> None:
    shown = f"{turn['say']!r} got {answer.outcome}: {answer.text}"
    assert turn.get("outcome", "any") in ("any", answer.outcome), shown
    assert turn.get("has", "").casefold() in answer.text.casefold(), shown
    assert "lacks" not in turn or turn["lacks"].casefold() not in answer.text.casefold(), shown
    assert not any(word in answer.text for word in ("Traceback", "utter_", "{")), shown
    assert sum(len(reply["files"]) for reply in answer.replies) >= turn.get("files", 0), shown
    private = [reply["private_question"]["field"] for reply in answer.replies if reply["private_question"]]
    assert turn.get("private", "") == (private[0] if private else ""), shown


def require_stored(world: PdrWorld, expected: dict[str, dict[str, Any]]) -> None:
    found = world.pdrs()
    assert set(found) == set(expected), found
    for person, wanted in expected.items():
        assert {name: found[person][name] for name in wanted} == wanted


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script["title"])
def test_a_conversation_leaves_what_it_should(stack: Stack, world: PdrWorld, script: dict[str, Any]) -> None:
    for step in script.get("given", []):
        world.add(step["pdr"], step["state"], step.get("in_days", -1))
    play(stack, script)
    require_stored(world, script.get("stored", {}))
    assert world.notes() == script.get("notes", {})
    assert world.bookings() == script.get("bookings", {})
    assert set(script.get("told", [])) <= world.told()


def test_there_are_enough_conversations() -> None:
    assert len(SCRIPTS) >= LEAST


def test_no_conversation_begins_with_a_command() -> None:
    assert not [turn["say"] for script in SCRIPTS for turn in script["turns"] if turn["say"].startswith("/")]
