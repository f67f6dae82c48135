"""What becomes of an answer in words: stored, asked back, coached, or refused by a rule; and what is shown of it."""

from collections.abc import Callable
from typing import Any

from tests.gateway.conftest import GatewayClient
from tests.gateway.edge_servers import EdgeServer, replies, spoken
from tests.gateway.private.api_edge import DraftApi, ask_privately

TEXT = "her back has hurt since she lifted the boxes"
Open = Callable[..., Any]


async def test_back_alone_is_asked_back_because_it_is_a_part_of_the_body(
    asked: GatewayClient, rasa: EdgeServer, api: DraftApi
) -> None:
    answer = await asked.ask("back")
    assert [choice["label"] for choice in answer["replies"][0]["choices"]] == ["Go back", "It is my answer"]
    await asked.ask("It is my answer")
    assert api.answers == {"situation": "back"}
    assert rasa.texts == ["/answer_recorded"]


async def test_a_choice_is_read_from_words_and_what_fits_none_is_not_kept(
    open_gateway: Open, rasa: EdgeServer, api: DraftApi
) -> None:
    gateway = await open_gateway(api_url=api.url)
    await ask_privately(gateway, rasa, "main_reason")
    first, second = await gateway.ask("it is a long story"), await gateway.ask("a really long one")
    assert "Nothing was kept" in first["replies"][0]["text"]
    assert first["replies"][0]["text"] != second["replies"][0]["text"]
    assert (api.answers, rasa.texts) == ({}, [])
    await gateway.ask("her back and her hip")
    assert api.answers == {"main_reason": "musculoskeletal"}


async def test_what_the_api_refuses_is_asked_again_with_its_own_message(
    asked: GatewayClient, rasa: EdgeServer, api: DraftApi
) -> None:
    api.refuse = {"status": 422, "code": "answer_refused", "places": ["situation: too_long"]}
    answer = await asked.ask(TEXT)
    assert "fewer words" in answer["replies"][0]["text"]
    assert rasa.texts == []


async def test_a_weak_question_is_kept_and_a_better_wording_offered(
    open_gateway: Open, rasa: EdgeServer, api: DraftApi
) -> None:
    gateway = await open_gateway(api_url=api.url)
    await ask_privately(gateway, rasa, "oh_questions")
    offered = await gateway.ask("what is her diagnosis exactly?")
    assert api.answers == {"oh_questions": ["own"], "own_question": "what is her diagnosis exactly?"}
    assert "medical detail" in offered["replies"][0]["text"]
    assert "diagnosis" not in offered["replies"][0]["text"]
    await gateway.ask("Use that wording")
    assert api.answers["own_question"].startswith("Which duties can they do")
    assert rasa.texts == ["/answer_recorded"]


async def test_ones_own_wording_is_kept_where_it_is_wanted(open_gateway: Open, rasa: EdgeServer, api: DraftApi) -> None:
    gateway = await open_gateway(api_url=api.url)
    await ask_privately(gateway, rasa, "own_question")
    await gateway.ask("is she ok")
    await gateway.ask("Keep mine")
    assert api.answers == {"own_question": "is she ok"}
    assert rasa.texts == ["/answer_recorded"]


async def test_a_draft_is_shown_by_the_gateway_and_its_words_are_literal(
    asked: GatewayClient, rasa: EdgeServer, api: DraftApi
) -> None:
    api.answers = {"situation": "a **bold** story", "at_work": "off", "absence_from": "2026-11-02"}
    shown = {"draft": "d1", "form": "management", "fields": []}
    rasa.answer = lambda _: replies(spoken("It says:\n\n{draft}\n\nRight?", "task", shown_draft=shown))
    html = (await asked.ask("what have I said so far"))["replies"][0]["html"]
    assert "What is happening: a **bold** story" in html
    assert "At work or off: Off work" in html
    assert "2 November 2026" in html


async def test_a_longer_text_than_a_question_may_have_is_taken(asked: GatewayClient, api: DraftApi) -> None:
    await asked.ask("She finds it hard. " * 150)
    assert len(api.answers["situation"]) > 2000
