"""Clearing a conversation: Rasa is told, by the only way that may send a command, and the result is plain."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.gateway.conftest import GatewayClient
from tests.gateway.edge_servers import EdgeServer, replies


async def clear(gateway: GatewayClient) -> Any:
    return await gateway.post("/api/conversation/clear", json={"conversation": "c"})


async def test_rasa_is_told_to_forget_the_conversation(gateway: GatewayClient, rasa: EdgeServer) -> None:
    await gateway.ask("hello")
    rasa.answer = lambda _: replies()
    answer = await clear(gateway)
    assert answer.json()["cleared"] is True
    assert rasa.texts == ["hello", "/restart_conversation"]
    assert len({message["conversation"] for message in rasa.messages}) == 1


@pytest.mark.parametrize("fault", ["500", "hanging"])
async def test_what_was_not_cleared_is_said_not_to_be(
    fault: str, open_gateway: Callable[..., Any], rasa: EdgeServer
) -> None:
    gateway = await open_gateway(turn_deadline_seconds=0.3)
    rasa.answer, rasa.hang = (lambda _: (500, b"")), fault == "hanging"
    first, second = await clear(gateway), await clear(gateway)
    assert (first.status_code, first.json()["cleared"]) == (503, False)
    assert first.json()["message"] != second.json()["message"]


async def test_without_a_conversation_nothing_can_be_cleared(gateway: GatewayClient) -> None:
    assert (await gateway.post("/api/conversation/clear", json={})).status_code == 422
