"""Training by chatting: recorded conversations against the real assistant, each judged by what is stored in the end."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.stack.running import Answer, Stack
from tests.stack.test_conversations import require_plain
from tests.stack.training.world import Sessions, TrainingWorld, as_json, emptied, held_out_texts

FOLDER = Path(__file__).parent / "training"
HELD_OUT = Path(__file__).parents[1] / "nlu" / "training_requests.yml"
SCRIPTS = [
    script for path in sorted(FOLDER.glob("*.yml")) for script in yaml.safe_load(path.read_text(encoding="utf-8"))
]
EMPLOYEE = "demo-employee"
LEAST, LEAST_HELD_OUT = 60, 1 / 3


@pytest.fixture
def world(stack: Stack) -> Iterator[TrainingWorld]:
    yield from emptied(stack.var)


def arrange(world: TrainingWorld, sessions: Sessions, given: list[dict[str, str]]) -> None:
    for step in given:
        ((what, name),) = step.items()
        if what == "full":
            world.fill_up(sessions.id_of(name))
        else:
            world.book(EMPLOYEE, sessions.id_of(name), what)


def play(stack: Stack, script: dict[str, Any], sessions: Sessions) -> list[Answer]:
    conversations: dict[str, str] = {}
    answers = []
    for turn in script["turns"]:
        person = turn.get("as", script.get("as", EMPLOYEE))
        answer = stack.chat(sessions.fill(turn["say"]), conversations.get(person), person)
        conversations[person] = answer.conversation
        require_plain(answer)
        shown = f"{turn['say']!r} got {answer.outcome}: {answer.text}"
        assert turn["outcome"] in ("any", answer.outcome), shown
        assert sessions.fill(turn.get("has", "")).casefold() in answer.text.casefold(), shown
        assert sum(len(reply["files"]) for reply in answer.replies) >= turn.get("files", 0), shown
        answers.append(answer)
    return answers


def is_as_written(row: dict[str, Any], expected: dict[str, str], sessions: Sessions) -> bool:
    what = "booking" if "booking" in expected else "application"
    name = expected[what]
    same = row["what"] == what and row["person_id"] == expected["person"] and row["state"] == expected["state"]
    if "reason" in expected:
        same = same and row["decision_reason"] == expected["reason"]
    if " " in name:
        return same and row["session_id"] == sessions.id_of(name)
    return same and row["course_id"] == name


def require_stored(world: TrainingWorld, expected: list[dict[str, str]], sessions: Sessions) -> None:
    rows = world.stored()
    for line in expected:
        found = next((row for row in rows if is_as_written(row, line, sessions)), None)
        assert found is not None, f"{line} is not among {as_json(world.stored())}"
        rows.remove(found)
    assert rows == [], f"more than expected: {as_json(rows)}"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script["title"])
def test_a_conversation_leaves_what_it_should(stack: Stack, world: TrainingWorld, script: dict[str, Any]) -> None:
    sessions = world.sessions()
    arrange(world, sessions, script.get("given", []))
    play(stack, script, sessions)
    require_stored(world, script["stored"], sessions)
    assert set(script.get("told", [])) <= set(world.notified())


def test_there_are_enough_conversations_and_a_third_uses_words_that_are_never_trained_on() -> None:
    held_out = [script for script in SCRIPTS if script.get("held_out")]
    assert len(SCRIPTS) >= LEAST
    assert len(held_out) >= LEAST_HELD_OUT * len(SCRIPTS)
    texts = held_out_texts(HELD_OUT)
    unknown = [script["title"] for script in held_out if not texts & {turn["say"] for turn in script["turns"]}]
    assert unknown == []


def test_no_conversation_begins_with_a_command() -> None:
    assert not [turn["say"] for script in SCRIPTS for turn in script["turns"] if turn["say"].startswith("/")]
