"""A private question: its answer goes to the draft and nowhere else, whatever happens meanwhile."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.gateway.private.pending import SECONDS_TO_WAIT
from tests.gateway.conftest import GatewayClient
from tests.gateway.edge_servers import EdgeServer, free_port, replies, spoken
from tests.gateway.private.api_edge import DraftApi, asks

TEXT = "her back has hurt since she lifted the boxes"
Open = Callable[..., Any]


async def test_the_answer_goes_to_the_draft_and_rasa_hears_only_that_there_is_one(
    asked: GatewayClient, rasa: EdgeServer, api: DraftApi
) -> None:
    answer = await asked.ask(TEXT)
    assert api.answers == {"situation": TEXT}
    assert rasa.texts == ["/answer_recorded"]
    assert TEXT not in str(answer)
    assert TEXT not in str(rasa.messages)


@pytest.mark.parametrize(
    ("said", "signal"),
    [
        ("Stop please", "/stop"),
        ("why do you ask?", "/ask_why"),
        ("go back", "/go_back"),
        ("can we save this for later", "/save_for_later"),
        ("skip", "/answer_skipped"),
        ("talk to a person", "/talk_to_person"),
        ("what have I said so far?", "/show_referral"),
    ],
)
async def test_a_closed_list_is_understood_and_nothing_is_stored(
    said: str, signal: str, asked: GatewayClient, rasa: EdgeServer, api: DraftApi
) -> None:
    await asked.ask(said)
    assert rasa.texts == [signal]
    assert api.answers == {}


async def test_urgent_help_comes_first_and_the_question_stays_open(
    asked: GatewayClient, rasa: EdgeServer, api: DraftApi
) -> None:
    assert (await asked.ask("I want to kill myself"))["outcome"] == "urgent_help"
    assert (rasa.texts, api.answers) == ([], {})
    await asked.ask(TEXT)
    assert api.answers == {"situation": TEXT}


async def test_after_the_answer_the_next_message_is_an_ordinary_one(asked: GatewayClient, rasa: EdgeServer) -> None:
    await asked.ask(TEXT)
    await asked.ask("what is a PDR?")
    assert rasa.texts == ["/answer_recorded", "what is a PDR?"]


async def test_a_person_cannot_say_that_something_was_recorded(
    open_gateway: Open, rasa: EdgeServer, api: DraftApi
) -> None:
    gateway = await open_gateway(api_url=api.url)
    await gateway.ask("/answer_recorded")
    assert rasa.texts == ["answer_recorded"]


async def test_a_gateway_that_starts_again_still_knows_the_question(
    asked: GatewayClient, open_gateway: Open, rasa: EdgeServer, api: DraftApi
) -> None:
    another = await open_gateway(api_url=api.url)
    await another.ask(TEXT)
    assert rasa.texts == ["/answer_recorded"]
    assert api.answers == {"situation": TEXT}


async def test_when_rasa_fails_after_the_answer_it_is_told_the_next_time(
    asked: GatewayClient, rasa: EdgeServer, api: DraftApi
) -> None:
    rasa.answer = lambda _: (500, b"")
    failed = await asked.ask(TEXT)
    assert failed["outcome"] == "unavailable"
    assert TEXT not in str(failed)
    rasa.messages.clear()
    rasa.answer = lambda _: replies(spoken("Next.", "task"))
    await asked.ask("are you there")
    assert rasa.texts == ["/answer_recorded"]
    assert api.answers == {"situation": TEXT}


@pytest.mark.parametrize("is_down", [True, False], ids=["down", "answering 500"])
async def test_when_the_api_fails_the_text_is_kept_nowhere_and_the_question_stays(
    is_down: bool, asked: GatewayClient, open_gateway: Open, rasa: EdgeServer, api: DraftApi
) -> None:
    api.broken = True
    gateway = await open_gateway(api_url=f"http://127.0.0.1:{free_port()}" if is_down else api.url)
    answer = await gateway.ask(TEXT)
    assert (answer["outcome"], rasa.texts) == ("unavailable", [])
    assert TEXT not in str(answer)
    api.broken = False
    await asked.ask(TEXT)
    assert api.answers == {"situation": TEXT}


async def test_when_the_store_cannot_be_read_text_is_refused_and_not_forwarded(
    open_gateway: Open, rasa: EdgeServer, api: DraftApi
) -> None:
    gateway = await open_gateway(api_url=api.url, redis_url=f"redis://127.0.0.1:{free_port()}")
    answer = await gateway.ask(TEXT)
    assert answer["outcome"] == "unavailable"
    assert (rasa.texts, api.answers) == ([], {})
    assert (await gateway.ask("I want to kill myself"))["outcome"] == "urgent_help"


async def test_a_question_that_cannot_be_kept_is_not_asked(
    open_gateway: Open, rasa: EdgeServer, api: DraftApi, keys_dir: Path
) -> None:
    gateway = await open_gateway(api_url=api.url)
    await gateway.ask("hello")
    rasa.answer = lambda _: replies(asks())
    with sqlite3.connect(keys_dir / "private-questions.db", isolation_level=None) as other:
        other.execute("BEGIN EXCLUSIVE")
        answer = await gateway.ask("begin")
    assert answer["outcome"] == "unavailable"
    assert "What is happening?" not in str(answer)


async def test_the_store_holds_ids_and_no_words(asked: GatewayClient, keys_dir: Path) -> None:
    await asked.ask("back")
    with sqlite3.connect(keys_dir / "private-questions.db") as database:
        (row,) = database.execute("SELECT draft, form, field, step, offered FROM private_questions")
    assert row == ("d1", "management", "situation", "unclear", "")


def make_old(keys_dir: Path) -> None:
    with sqlite3.connect(keys_dir / "private-questions.db", isolation_level=None) as database:
        database.execute("UPDATE private_questions SET asked_at = asked_at - ?", (SECONDS_TO_WAIT + 60,))


async def test_a_question_that_waited_for_hours_can_be_left_at_once(
    asked: GatewayClient, rasa: EdgeServer, keys_dir: Path
) -> None:
    make_old(keys_dir)
    await asked.ask("save for later")
    assert rasa.texts == ["/save_for_later"]


@pytest.mark.parametrize("said", ["when is pay day?", "why?", "carry on"])
async def test_a_question_that_waited_for_hours_is_put_again_first(
    said: str, asked: GatewayClient, rasa: EdgeServer, api: DraftApi, keys_dir: Path
) -> None:
    make_old(keys_dir)
    answer = await asked.ask(said)
    assert "neither kept nor passed on" in answer["replies"][0]["text"]
    assert (api.answers, rasa.texts) == ({}, [])
    await asked.ask(TEXT)
    assert api.answers == {"situation": TEXT}


async def test_clearing_the_conversation_ends_the_question(
    asked: GatewayClient, rasa: EdgeServer, api: DraftApi
) -> None:
    await asked.post("/api/conversation/clear", json={"conversation": "c"})
    await asked.ask("what is a PDR?")
    assert rasa.texts[-1] == "what is a PDR?"
    assert api.answers == {}
