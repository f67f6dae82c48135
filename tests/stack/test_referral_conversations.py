"""Referrals by chatting: recorded conversations against the real assistant, each judged by what is stored."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.outcomes import Outcome
from tests.stack.referrals.world import ReferralWorld, day
from tests.stack.running import Answer, Stack

FOLDER = Path(__file__).parent / "referrals"
SCRIPTS = [
    script for path in sorted(FOLDER.glob("*.yml")) for script in yaml.safe_load(path.read_text(encoding="utf-8"))
]
DAY = re.compile(r"\{(today(?:[+-]\d+)?)\}")
SECONDS_FOR_A_REPLY = 5.0
LEAST = 40


@pytest.fixture
def world(stack: Stack) -> Iterator[ReferralWorld]:
    world = ReferralWorld(stack.var)
    world.empty()
    yield world
    world.empty()


def fill_days(text: str) -> str:
    """Put days in the place of "{today-21}", as somebody would type them."""

    def shown(match: re.Match[str]) -> str:
        moment = date.fromisoformat(day(match[1]))
        return f"{moment.day} {moment:%B} {moment.year}"

    return DAY.sub(shown, text)


def arrange(world: ReferralWorld, given: list[dict[str, Any]]) -> None:
    for step in given:
        if "twin" in step:
            world.add_twin(step["twin"])
        if "draft" in step:
            world.add_draft(step["draft"], step.get("without", []), **step.get("changes", {}))
        if "closed_days_ago" in step:
            world.close_cases(step["closed_days_ago"])


def play(stack: Stack, world: ReferralWorld, script: dict[str, Any]) -> None:
    conversations: dict[tuple[str, str], str] = {}
    for turn in script["turns"]:
        if "given" in turn:
            arrange(world, turn["given"])
            continue
        if turn.get("restart") == "gateway":
            stack.stop("gateway")
            stack.start("gateway")
            stack.wait_until_healthy()
            continue
        person = turn.get("as", script["as"])
        where = (person, turn.get("device", "the first"))
        answer = stack.chat(fill_days(turn["say"]), conversations.get(where), person)
        conversations[where] = answer.conversation
        require_as_written(turn, answer)


def require_as_written(turn: dict[str, Any], answer: Answer) -> None:
    shown = f"{turn['say']!r} got {answer.outcome}: {answer.text}"
    assert answer.seconds < SECONDS_FOR_A_REPLY, shown
    assert answer.outcome in set(Outcome), shown
    assert turn.get("outcome", "task") in ("any", answer.outcome), shown
    assert fill_days(turn.get("has", "")).casefold() in answer.text.casefold(), shown
    assert "lacks" not in turn or turn["lacks"].casefold() not in answer.text.casefold(), shown
    assert not any(word in answer.text for word in ("Traceback", "utter_", "{", "http")), shown
    private = [reply["private_question"] for reply in answer.replies if reply["private_question"]]
    assert turn.get("private", "") == (private[0]["field"] if private else ""), shown


def require_stored(rows: list[dict[str, Any]], expected: list[dict[str, Any]]) -> None:
    assert len(rows) == len(expected), rows
    for row, wanted in zip(rows, expected, strict=True):
        answers = {name: _days_in(value) for name, value in wanted.get("answers", {}).items()}
        found = {name: row["answers"].get(name) for name in answers}
        assert found == answers
        assert {name: row[name] for name in ("kind", "person_id", "state") if name in wanted} == {
            name: wanted[name] for name in ("kind", "person_id", "state") if name in wanted
        }
        assert not set(wanted.get("without", [])) & set(row["answers"])


def _days_in(value: Any) -> Any:
    if isinstance(value, str) and value.startswith("{today"):
        return day(value.strip("{}"))
    return value


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script["title"])
def test_a_conversation_leaves_what_it_should(stack: Stack, world: ReferralWorld, script: dict[str, Any]) -> None:
    arrange(world, script.get("given", []))
    play(stack, world, script)
    require_stored(world.cases(), script.get("cases", []))
    require_stored(world.drafts(), script.get("drafts", []))
    assert not set(script.get("not_told", [])) & set(world.notified())


def test_there_are_enough_conversations() -> None:
    assert len(SCRIPTS) >= LEAST


def test_no_conversation_depends_on_the_day() -> None:
    assert date.fromisoformat(day("today-1")) == date.today() - timedelta(days=1)  # noqa: DTZ011 London's day
