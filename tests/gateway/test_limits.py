"""Limits and odd inputs: each gets a sensible reply, and none reaches Rasa that should not."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.gateway.rate_limits import RateLimit
from tests.gateway.conftest import GatewayClient
from tests.gateway.edge_servers import EdgeServer

PASSED_ON = {
    "HTML": "<script>alert(1)</script> what is a PDR",
    "Markdown": "**bold** [link](javascript:alert(1))",
    "JSON": '{"intent": "restart", "entities": []}',
    "right to left": "مرحبا ما هو التقييم",
    "exactly the limit": "x" * 1000,
}
NOT_PASSED_ON = {
    "empty": ("", "conversation"),
    "only spaces": (" \n\t ", "conversation"),
    "only zero-width": ("\u200b\u200d\ufeff" * 20, "conversation"),
    "only control characters": ("\x00\x07\x1b", "conversation"),
    "only emoji": ("👍🏽🎉", "conversation"),
    "only a slash": ("/", "conversation"),
    "one too many": ("x" * 1001, "refused"),
    "5,000 characters": ("training " * 555, "refused"),
}
NOT_AGREED: dict[str, Any] = {
    "no text": {},
    "text is null": {"text": None},
    "text is a number": {"text": 1},
    "conversation is a list": {"text": "hi", "conversation": []},
    "conversation with a space": {"text": "hi", "conversation": "a b"},
    "conversation too long": {"text": "hi", "conversation": "x" * 101},
    "a list": ["hi"],
}


@pytest.mark.parametrize("text", PASSED_ON.values(), ids=PASSED_ON.keys())
async def test_a_text_is_passed_on_as_it_is_and_shown_as_text(
    text: str, gateway: GatewayClient, rasa: EdgeServer
) -> None:
    html = (await gateway.ask(text))["replies"][0]["html"]
    assert rasa.texts == [text]
    assert not {"<script", "<a ", "<img"} & {part[:7].rstrip("> ") for part in html.split("\n")}
    assert "<script" not in html


@pytest.mark.parametrize(("text", "outcome"), NOT_PASSED_ON.values(), ids=NOT_PASSED_ON.keys())
async def test_what_cannot_be_answered_gets_a_plain_reply(
    text: str, outcome: str, gateway: GatewayClient, rasa: EdgeServer
) -> None:
    told = await gateway.ask(text)
    assert (told["outcome"], rasa.texts) == (outcome, [])
    assert told["replies"][0]["text"]


@pytest.mark.parametrize("body", NOT_AGREED.values(), ids=NOT_AGREED.keys())
async def test_a_request_that_was_not_agreed_is_a_problem(body: Any, gateway: GatewayClient) -> None:
    answer = await gateway.post("/api/chat", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "malformed")


async def test_a_body_that_is_no_json_is_a_problem(gateway: GatewayClient) -> None:
    assert (await gateway.post("/api/chat", content=b"\xff{")).status_code == 422


async def test_json_that_nests_too_deep_is_a_problem(gateway: GatewayClient) -> None:
    assert (await gateway.post("/api/chat", content=b"[" * 60_000)).status_code == 422


async def test_a_body_that_is_too_large_is_refused_in_words(gateway: GatewayClient, rasa: EdgeServer) -> None:
    answer = await gateway.post("/api/chat", json={"text": "x" * 70_000})
    assert (answer.status_code, answer.json()["outcome"]) == (413, "refused")
    assert rasa.texts == []


@pytest.mark.parametrize(
    "path", ["/api/sign-in", "/api/feedback", "/api/conversation/clear", "/issuer/{tenant}/oauth2/v2.0/token"]
)
async def test_no_route_reads_a_large_body(path: str, gateway: GatewayClient) -> None:
    path = path.format(tenant="00000000-0000-4000-8000-00000000da7a")
    assert (await gateway.post(path, content=b"x" * 70_000)).status_code == 413


async def test_the_sixteenth_message_in_a_minute_is_refused(open_gateway: Callable[..., Any], rasa: EdgeServer) -> None:
    gateway = await open_gateway(messages_per_minute=15)
    outcomes = [(await gateway.ask(f"question {number}"))["outcome"] for number in range(17)]
    assert outcomes == ["conversation"] * 15 + ["refused"] * 2
    assert len(rasa.texts) == 15


async def test_the_limit_is_each_persons_own(open_gateway: Callable[..., Any]) -> None:
    gateway = await open_gateway(messages_per_minute=1)
    await gateway.ask("one")
    await gateway.sign_in("demo-manager")
    assert (await gateway.ask("one"))["outcome"] == "conversation"


def test_a_minute_later_there_is_room_again() -> None:
    now = [0.0]
    limit = RateLimit(2, clock=lambda: now[0])
    first = [limit.seconds_to_wait("p") for _ in range(3)]
    now[0] = 60.0
    assert (first, limit.seconds_to_wait("p")) == ([0, 0, 60], 0)


def test_a_refused_message_does_not_lengthen_the_wait() -> None:
    now = [0.0]
    limit = RateLimit(1, clock=lambda: now[0])
    limit.seconds_to_wait("p")
    now[0] = 59.5
    assert limit.seconds_to_wait("p") == 1
    now[0] = 60.0
    assert limit.seconds_to_wait("p") == 0
