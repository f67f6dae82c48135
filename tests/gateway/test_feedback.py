"""Helpful or not: only for an answer, only by whom it was given to, and never silently lost."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.gateway.feedback import FeedbackTokens
from bot.gateway.identity import Person
from bot.gateway.keys import read_signing_key
from bot.gateway.settings import DEVELOPMENT_TENANT, Settings
from contracts.app_tokens import AppTokens
from tests.gateway.conftest import GatewayClient
from tests.gateway.edge_servers import EdgeServer, free_port, replies, serve, spoken

ARTICLE = {"id": "pdr-what", "title": "t", "owner": "o", "reviewed_on": "2026-11-23", "sources": []}
PERSON = Person(DEVELOPMENT_TENANT, "somebody")


@pytest.fixture
def api() -> Iterator[EdgeServer]:
    with serve(EdgeServer(answer=lambda _: (200, b"{}"))) as edge:
        yield edge


@pytest.fixture(autouse=True)
def app_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AppTokens, "fetch", lambda _: "app-token")


async def answered(gateway: GatewayClient, rasa: EdgeServer) -> str:
    rasa.answer = lambda _: replies(spoken("A talk.", "answered", article=ARTICLE))
    return str((await gateway.ask("what is a PDR"))["replies"][0]["feedback"])


async def test_feedback_goes_to_the_api_in_the_persons_name(
    open_gateway: Callable[..., Any], rasa: EdgeServer, api: EdgeServer
) -> None:
    gateway = await open_gateway(api_url=api.url)
    token = await answered(gateway, rasa)
    answer = await gateway.post("/api/feedback", json={"feedback": token, "helpful": True})
    assert answer.json()["saved"] is True
    assert api.messages == [{"article_id": "pdr-what", "helpful": True}]
    assert api.paths[0].startswith("/v1/feedback/")
    assert api.headers[0]["authorization"] == "Bearer app-token"
    assert {"idempotency-key", "x-person-assertion"} <= api.headers[0].keys()


@pytest.mark.parametrize("fault", ["down", "500", "hanging"])
async def test_an_api_that_fails_is_told_plainly_and_in_time(
    fault: str, open_gateway: Callable[..., Any], rasa: EdgeServer, api: EdgeServer
) -> None:
    api.answer, api.hang = (lambda _: (500, b"")), fault == "hanging"
    url = f"http://127.0.0.1:{free_port()}" if fault == "down" else api.url
    gateway = await open_gateway(api_url=url, turn_deadline_seconds=0.5)
    token = await answered(gateway, rasa)
    started = time.monotonic()
    answers = [await gateway.post("/api/feedback", json={"feedback": token, "helpful": False}) for _ in range(2)]
    assert time.monotonic() - started < 2
    assert [answer.status_code for answer in answers] == [503, 503]
    assert answers[0].json()["message"].startswith("I couldn't save that just now.")
    assert answers[0].json()["message"] != answers[1].json()["message"]


async def test_only_an_answer_from_an_article_can_be_rated(gateway: GatewayClient) -> None:
    assert (await gateway.ask("hello"))["replies"][0]["feedback"] is None


async def test_another_person_cannot_rate_the_answer(gateway: GatewayClient, rasa: EdgeServer) -> None:
    token = await answered(gateway, rasa)
    await gateway.sign_in("demo-manager")
    assert (await gateway.post("/api/feedback", json={"feedback": token, "helpful": True})).status_code == 403


@pytest.mark.parametrize(
    "body",
    [{}, {"feedback": "x"}, {"feedback": 1, "helpful": True}, {"feedback": "x", "helpful": "yes"}],
    ids=str,
)
async def test_feedback_of_another_form_is_a_problem(body: Any, gateway: GatewayClient) -> None:
    assert (await gateway.post("/api/feedback", json=body)).status_code == 422


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é"])
async def test_a_forged_token_is_refused(token: str, gateway: GatewayClient) -> None:
    assert (await gateway.post("/api/feedback", json={"feedback": token, "helpful": True})).status_code == 403


def test_a_token_is_read_as_it_was_signed(make_settings: Callable[..., Settings]) -> None:
    tokens = FeedbackTokens(read_signing_key(make_settings()))
    assert tokens.read(PERSON, tokens.sign(PERSON, "r1", "a1")) == ("r1", "a1")


def test_a_day_later_it_is_too_late(make_settings: Callable[..., Settings]) -> None:
    tokens = FeedbackTokens(read_signing_key(make_settings()), clock=lambda: time.time() - 86_401)
    assert tokens.read(PERSON, tokens.sign(PERSON, "r1", "a1")) is None
