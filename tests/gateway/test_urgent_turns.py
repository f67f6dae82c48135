"""Urgent help in a turn: before everything else, whatever is down, and without a trace."""

import time
from collections.abc import Callable
from typing import Any

import structlog

from bot.gateway.turns import Turns
from bot.gateway.urgent import OFFER_TEXT, Urgency, help_text
from bot.gateway.urgent_watch import UrgentWatch
from tests.gateway.conftest import GatewayClient
from tests.gateway.edge_servers import EdgeServer, free_port

CRY = "I want to end my life"


class ScriptedCheck:
    def __init__(self, level: Any = "none", seconds: float = 0.0, fault: Exception | None = None) -> None:
        self.urgency, self.seconds, self.fault = Urgency(level), seconds, fault

    def check(self, text: str) -> Urgency:
        time.sleep(self.seconds)
        if self.fault:
            raise self.fault
        return self.urgency


async def test_help_is_given_within_a_second_while_everything_is_down(
    open_gateway: Callable[..., Any],
) -> None:
    gateway = await open_gateway(rasa_url=f"http://127.0.0.1:{free_port()}")
    started = time.monotonic()
    told = await gateway.ask(CRY)
    assert time.monotonic() - started < 1
    assert told["outcome"] == "urgent_help"
    assert told["replies"][0]["text"] == help_text("self")


async def test_help_is_given_while_rasa_works_on_another_message(gateway: GatewayClient, rasa: EdgeServer) -> None:
    rasa.hang = True
    await gateway.ask("first")
    assert (await gateway.ask(CRY))["outcome"] == "urgent_help"


async def test_help_is_given_beyond_the_limits(open_gateway: Callable[..., Any], rasa: EdgeServer) -> None:
    gateway = await open_gateway(messages_per_minute=1)
    await gateway.ask("one")
    assert (await gateway.ask("two"))["outcome"] == "refused"
    assert (await gateway.ask(f"{'so much work ' * 200} {CRY}"))["outcome"] == "urgent_help"


async def test_help_is_given_to_words_behind_a_slash_or_invisible_characters(gateway: GatewayClient) -> None:
    assert (await gateway.ask("/I want to en\u200bd my l\u200bife"))["outcome"] == "urgent_help"


async def test_of_urgent_help_only_a_counter_remains(gateway: GatewayClient, rasa: EdgeServer) -> None:
    with structlog.testing.capture_logs() as logged:
        await gateway.ask(CRY)
    assert (logged, rasa.messages) == ([], [])
    assert 'turns_total{outcome="urgent_help"} 1.0' in (await gateway.get("/metrics")).text


async def test_a_weak_signal_adds_an_offer_below_the_answer(gateway: GatewayClient, monkeypatch: Any) -> None:
    monkeypatch.setattr(UrgentWatch, "look", _look("offer"))
    told = await gateway.ask("everything is pointless")
    assert [reply["outcome"] for reply in told["replies"]] == ["conversation", "conversation"]
    assert told["replies"][1]["text"] == OFFER_TEXT


async def test_a_weak_signal_adds_an_offer_also_when_the_answer_fails(
    gateway: GatewayClient, rasa: EdgeServer, monkeypatch: Any
) -> None:
    rasa.answer = lambda _: (500, b"")
    monkeypatch.setattr(UrgentWatch, "look", _look("offer"))
    told = await gateway.ask("everything is pointless")
    assert (told["outcome"], len(told["replies"])) == ("unavailable", 2)


async def test_a_check_that_fails_counts_as_a_weak_signal() -> None:
    watch = UrgentWatch(ScriptedCheck(fault=ValueError("canary")))
    with structlog.testing.capture_logs() as logged:
        assert (await watch.look("canary"))[0] == "offer"
    watch.close()
    assert "canary" not in str(logged)


async def test_a_check_that_dawdles_counts_as_a_weak_signal() -> None:
    watch = UrgentWatch(ScriptedCheck(seconds=0.9))
    assert (await watch.look("x"))[0] == "offer"
    watch.close()


async def test_the_rules_go_on_when_the_classifier_cannot_be_loaded() -> None:
    def fail() -> ScriptedCheck:
        raise OSError

    watch = UrgentWatch(ScriptedCheck("urgent"), fail)
    watch.start()
    assert (await watch.look("x"))[0] == "urgent"
    watch.close()


def test_the_urgent_step_comes_before_every_other_but_cleaning() -> None:
    names = Turns._run.__code__.co_names
    assert names.index("_clean_text") < names.index("_give_urgent_help") < names.index("_keep_to_rate_limit")


def _look(level: str) -> Any:
    async def look(self: UrgentWatch, text: str) -> tuple[str, str]:
        return level, "self"

    return look
