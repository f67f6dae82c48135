"""The welcome on install: for this kind of person, with privacy and urgent help, and also without a directory."""

import json
from typing import Any

import pytest

from tests.gateway.edge_servers import EdgeServer
from tests.gateway.teams.conftest import Chat

NEW_MANAGER = {"first_name": "Mo", "is_manager": True, "started_on": "2999-01-01"}
KINDS: dict[str, tuple[dict[str, Any], str]] = {
    "an employee": ({"first_name": "Priya", "is_manager": False, "started_on": "2021-03-01"}, "What is a PDR?"),
    "a new starter": ({"first_name": "Callum", "is_manager": False, "started_on": "2999-01-01"}, "my induction"),
    "a manager": ({"first_name": "Angela", "is_manager": True, "started_on": "2012-09-10"}, "Refer someone"),
    "a manager who has just started": (NEW_MANAGER, "my induction"),
    "the same, as a manager": (NEW_MANAGER, "What needs me?"),
    "somebody unknown": ({}, "What is a PDR?"),
}


async def welcome(chat: Chat) -> dict[str, Any]:
    await chat.deliver(chat.activity("", type="installationUpdate", action="add"))
    return (await chat.told())[0]


@pytest.mark.parametrize(("described", "offers"), KINDS.values(), ids=KINDS.keys())
async def test_everybody_is_welcomed_in_their_own_way(
    described: dict[str, Any], offers: str, chat: Chat, staff_api: EdgeServer
) -> None:
    usual, staff_api.answer = staff_api.answer, lambda _: (200, json.dumps(described).encode())
    message = await welcome(chat)
    staff_api.answer = usual
    card = message["attachments"][0]["content"]
    assert any(offers in action["title"] for action in card["actions"])
    assert described.get("first_name", "") in message["text"]
    shown = json.dumps(card["body"])
    assert "don't keep your messages" in shown
    assert all(number in shown for number in ("999", "111", "116 123"))


async def test_without_the_directory_the_welcome_has_no_name(chat: Chat, staff_api: EdgeServer) -> None:
    usual, staff_api.answer = staff_api.answer, lambda _: (500, b"")
    message = await welcome(chat)
    staff_api.answer = usual
    assert message["text"].startswith("Hello. I'm the Staff Assistant.")
