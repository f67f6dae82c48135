"""Turns: what a message becomes, in which order, and by when."""

import asyncio
import time
from collections.abc import Callable
from typing import Any

import pytest
import structlog

from bot.gateway.prepared_replies import NUMBERS, Cause
from tests.gateway.conftest import GatewayClient
from tests.gateway.edge_servers import EdgeServer, echo, free_port, replies, spoken

FAULTS = {
    "500": (lambda _: (500, b"boom"), Cause.RASA_ERROR),
    "empty list": (lambda _: replies(), Cause.RASA_EMPTY),
    "blank reply": (lambda _: replies(spoken("  ")), Cause.RASA_EMPTY),
    "no JSON": (lambda _: (200, b"<html>"), Cause.RASA_INVALID),
    "JSON of another shape": (lambda _: (200, b'{"replies": [{"text": 1}]}'), Cause.RASA_INVALID),
    "unknown outcome": (lambda _: replies(spoken("x", "triumph")), Cause.RASA_INVALID),
    "a list": (lambda _: (200, b"[]"), Cause.RASA_INVALID),
    "401": (lambda _: (401, b"{}"), Cause.RASA_REFUSED),
    "504": (lambda _: (504, b'{"replies": []}'), Cause.RASA_SLOW),
}


async def test_a_message_reaches_rasa_and_its_reply_comes_back(gateway: GatewayClient, rasa: EdgeServer) -> None:
    answer = await gateway.ask("what is a PDR?")
    assert (answer["outcome"], answer["conversation"]) == ("conversation", "c")
    assert answer["replies"][0]["html"] == "<p>You said: what is a PDR?</p>\n"
    assert rasa.texts == ["what is a PDR?"]


async def test_rasa_never_sees_the_id_that_the_client_chose(gateway: GatewayClient, rasa: EdgeServer) -> None:
    await gateway.ask("hello", "mine")
    await gateway.sign_in("demo-manager")
    await gateway.ask("hello", "mine")
    seen = [message["conversation"] for message in rasa.messages]
    assert len(set(seen)) == 2
    assert "mine" not in seen


async def test_without_an_id_each_message_begins_a_conversation(gateway: GatewayClient) -> None:
    answers = [(await gateway.post("/api/chat", json={"text": "hello"})).json() for _ in range(2)]
    assert answers[0]["conversation"] != answers[1]["conversation"]


@pytest.mark.parametrize(("answer", "cause"), FAULTS.values(), ids=FAULTS.keys())
async def test_a_fault_of_rasa_becomes_a_plain_reply(
    answer: Any, cause: Cause, gateway: GatewayClient, rasa: EdgeServer
) -> None:
    rasa.answer = answer
    told = await gateway.ask("hello")
    assert told["outcome"] == "unavailable"
    assert NUMBERS in told["replies"][0]["text"]
    assert told["replies"][0]["choices"] == [{"label": "Try again", "says": "hello"}]
    assert f'failures_total{{cause="{cause.value}"}} 1.0' in (await gateway.get("/metrics")).text


async def test_rasa_being_down_becomes_a_plain_reply(open_gateway: Callable[..., Any]) -> None:
    gateway = await open_gateway(rasa_url=f"http://127.0.0.1:{free_port()}")
    assert (await gateway.ask("hello"))["outcome"] == "unavailable"


@pytest.mark.parametrize("fault", ["500", "empty list", "no JSON"])
async def test_the_same_failure_twice_running_is_told_in_other_sentences(
    fault: str, gateway: GatewayClient, rasa: EdgeServer
) -> None:
    rasa.answer = FAULTS[fault][0]
    first, second = [(await gateway.ask("hello"))["replies"][0]["text"].split("\n\n")[0] for _ in range(2)]
    assert not set(first.split(". ")) & set(second.split(". "))


async def test_a_rasa_that_hangs_is_not_waited_for_beyond_the_deadline(
    gateway: GatewayClient, rasa: EdgeServer
) -> None:
    rasa.hang = True
    started = time.monotonic()
    told = await gateway.ask("hello")
    assert told["outcome"] == "unavailable"
    assert 0.9 < time.monotonic() - started < 2.5


async def test_the_next_message_waits_until_rasa_has_finished_the_last(
    gateway: GatewayClient, rasa: EdgeServer
) -> None:
    rasa.delay = 1.3
    late = await gateway.ask("first")
    rasa.delay = 0.0
    next_one = await gateway.ask("second")
    assert (late["outcome"], next_one["outcome"]) == ("unavailable", "conversation")
    assert rasa.most_running == 1


async def test_the_next_message_does_not_wait_beyond_its_own_deadline(
    open_gateway: Callable[..., Any], rasa: EdgeServer
) -> None:
    gateway = await open_gateway(turn_deadline_seconds=0.5)
    rasa.hang = True
    first = asyncio.create_task(gateway.ask("first"))
    await asyncio.sleep(0.1)
    second = await gateway.ask("second")
    assert (await first)["outcome"] == "unavailable"
    assert "last message" in second["replies"][0]["text"]
    assert rasa.texts == ["first"]


async def test_a_conversation_is_free_again_when_rasa_never_finishes(
    open_gateway: Callable[..., Any], rasa: EdgeServer
) -> None:
    gateway = await open_gateway(turn_deadline_seconds=0.3)
    rasa.hang = True
    await gateway.ask("first")
    await asyncio.sleep(0.4)
    rasa.hang = False
    assert (await gateway.ask("second"))["outcome"] == "conversation"


async def test_messages_of_one_conversation_are_answered_in_order_and_one_at_a_time(
    open_gateway: Callable[..., Any], rasa: EdgeServer
) -> None:
    gateway = await open_gateway(turn_deadline_seconds=20)
    rasa.delay = 0.05
    sent = [str(number) for number in range(10)]
    await asyncio.gather(*(gateway.ask(text) for text in sent))
    assert rasa.texts == sent
    assert rasa.most_running == 1


async def test_conversations_do_not_wait_for_each_other(gateway: GatewayClient, rasa: EdgeServer) -> None:
    rasa.delay = 0.3
    await asyncio.gather(gateway.ask("one", "a"), gateway.ask("two", "b"))
    assert rasa.most_running == 2


async def test_a_fault_of_our_own_is_told_with_a_reference(
    gateway: GatewayClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: str) -> str:
        raise ZeroDivisionError("canary sentence")

    monkeypatch.setattr("bot.gateway.turns.neutralise_commands", fail)
    with structlog.testing.capture_logs() as logged:
        told = await gateway.ask("canary message")
    reference = told["replies"][0]["text"].split("**")[1]
    assert told["outcome"] == "unavailable"
    assert [entry["reference"] for entry in logged if "reference" in entry] == [reference]
    assert "canary" not in str(logged)


async def test_every_turn_is_counted_once_by_its_outcome(gateway: GatewayClient, rasa: EdgeServer) -> None:
    rasa.answer = lambda message: replies(spoken("a", "answered"), spoken("b", "unanswered"))
    await gateway.ask("hello")
    rasa.answer = echo
    await gateway.ask("🙂")
    text = (await gateway.get("/metrics")).text
    counted = {line for line in text.splitlines() if line.startswith("turns_total") and line.endswith("1.0")}
    assert counted == {'turns_total{outcome="answered"} 1.0', 'turns_total{outcome="conversation"} 1.0'}
