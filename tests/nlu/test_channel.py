"""The one door into Rasa, on a real server: it opens only to what the gateway signed."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from rasa.core.channels.channel import UserMessage
from sanic import Sanic

from bot.nlu.channel import GatewayChannel
from bot.nlu.tracker_store import memory_failures
from tests.nlu.made_keys import body_of, make_keys, signed

PRIVATE, PUBLIC = make_keys()
OTHER_PRIVATE, _ = make_keys()


@dataclass
class MadeRasa:
    """Stands in for Rasa's agent: keeps what it was given and says what the test wants."""

    says: list[dict[str, Any]] = field(default_factory=list)
    seconds: float = 0.0
    forgets: bool = False
    messages: list[UserMessage] = field(default_factory=list)
    cancelled: bool = False

    async def handle(self, message: UserMessage) -> None:
        self.messages.append(message)
        try:
            await asyncio.sleep(self.seconds)
        except asyncio.CancelledError:
            self.cancelled = True
            raise
        failures = memory_failures.get()
        if self.forgets and failures is not None:
            failures.append("save")
        for said in self.says:
            await message.output_channel.send_response(message.sender_id, said)

    async def parse_message(self, message: UserMessage) -> dict[str, Any]:
        return {"intent": {"name": "greet"}, "selection": None, "text": message.text}


@pytest.fixture
def rasa() -> MadeRasa:
    return MadeRasa()


@pytest.fixture
async def client(rasa: MadeRasa) -> AsyncIterator[aiohttp.ClientSession]:
    Sanic.test_mode = True
    app = Sanic("channel", configure_logging=False, register=False)
    app.ctx.agent = SimpleNamespace(processor=rasa)
    app.blueprint(GatewayChannel(PUBLIC).blueprint(rasa.handle), url_prefix="/webhooks/gateway")
    server = await app.create_server("127.0.0.1", 0, return_asyncio_server=True, access_log=False)
    await server.startup()
    await server.start_serving()
    port = server.server.sockets[0].getsockname()[1]
    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session:
        yield session
    await server.close()


async def post(
    client: aiohttp.ClientSession, body: bytes, headers: dict[str, str], path: str = "webhook"
) -> tuple[int, Any]:
    async with client.post(f"/webhooks/gateway/{path}", data=body, headers=headers) as answer:
        return answer.status, await answer.json()


# What each makes of the header for a body.
REFUSED: dict[str, Callable[[bytes], dict[str, str]]] = {
    "no token": lambda body: {},
    "no real token": lambda body: {"Authorization": "Bearer x.y.z"},
    "another key": lambda body: signed(OTHER_PRIVATE, body),
    "another body": lambda body: signed(PRIVATE, body + b" "),
    "another scheme": lambda body: {"Authorization": "Basic aGVsbG86aGVsbG8="},
}


@pytest.mark.parametrize("path", ["webhook", "parse"])
@pytest.mark.parametrize("header", REFUSED.values(), ids=REFUSED)
async def test_what_the_gateway_did_not_sign_is_refused(
    client: aiohttp.ClientSession, rasa: MadeRasa, header: Callable[[bytes], dict[str, str]], path: str
) -> None:
    body = body_of()
    status, _ = await post(client, body, header(body), path)
    assert (status, rasa.messages) == (401, [])


@pytest.mark.parametrize(
    ("body", "conversation", "seconds"),
    [
        pytest.param(body_of(), "conversation", -60, id="expired"),
        pytest.param(body_of(conversation="somebody else"), "conversation", 5, id="another conversation"),
        pytest.param(b"not json", "conversation", 5, id="no JSON"),
        pytest.param(b"[]", "conversation", 5, id="no object"),
        pytest.param(b"{}", "conversation", 5, id="no conversation"),
    ],
)
async def test_a_signature_that_does_not_fit_is_refused(
    client: aiohttp.ClientSession, rasa: MadeRasa, body: bytes, conversation: str, seconds: float
) -> None:
    status, _ = await post(client, body, signed(PRIVATE, body, conversation, seconds))
    assert (status, rasa.messages) == (401, [])


async def test_a_signed_message_reaches_rasa_with_its_assertion(client: aiohttp.ClientSession, rasa: MadeRasa) -> None:
    body = body_of("when is pay day?")
    status, answer = await post(client, body, signed(PRIVATE, body))
    message = rasa.messages[0]
    assert (status, answer) == (200, {"replies": []})
    assert (message.text, message.sender_id, message.input_channel) == ("when is pay day?", "conversation", "gateway")
    assert message.metadata == {"assertion": "signed elsewhere"}


async def test_what_rasa_says_comes_back_as_replies_in_order(client: aiohttp.ClientSession, rasa: MadeRasa) -> None:
    rasa.says = [{"text": "One."}, {"text": "Two.", "custom": {"outcome": "answered"}}]
    body = body_of()
    _, answer = await post(client, body, signed(PRIVATE, body))
    assert [(reply["text"], reply["outcome"]) for reply in answer["replies"]] == [
        ("One.", "conversation"),
        ("Two.", "answered"),
    ]


@pytest.mark.parametrize("seconds", [0.2, -1], ids=["while it ran", "before it began"])
async def test_a_turn_whose_deadline_passes_is_given_up(
    client: aiohttp.ClientSession, rasa: MadeRasa, seconds: float
) -> None:
    rasa.seconds, rasa.says = 30, [{"text": "Too late."}]
    body = body_of(seconds=seconds)
    status, answer = await post(client, body, signed(PRIVATE, body))
    assert (status, answer) == (504, {"replies": []})
    assert rasa.cancelled == bool(rasa.messages)


async def test_a_failure_of_memory_shows_in_the_reply(client: aiohttp.ClientSession, rasa: MadeRasa) -> None:
    rasa.says, rasa.forgets = [{"text": "Hello."}], True
    body = body_of()
    _, answer = await post(client, body, signed(PRIVATE, body))
    assert ["keep track" in reply["text"] for reply in answer["replies"]] == [False, True]


async def test_a_failure_of_memory_does_not_show_in_another_turn(client: aiohttp.ClientSession, rasa: MadeRasa) -> None:
    rasa.says, rasa.forgets = [{"text": "Hello."}], True
    body = body_of()
    await post(client, body, signed(PRIVATE, body))
    rasa.forgets = False
    _, answer = await post(client, body, signed(PRIVATE, body))
    assert len(answer["replies"]) == 1


async def test_a_parse_says_the_intent_and_nothing_of_the_text(client: aiohttp.ClientSession) -> None:
    body = body_of()
    assert await post(client, body, signed(PRIVATE, body), "parse") == (
        200,
        {"intent": {"name": "greet"}, "selection": None},
    )


async def test_the_sign_of_life_needs_no_signature(client: aiohttp.ClientSession) -> None:
    async with client.get("/webhooks/gateway/health") as answer:
        assert (answer.status, await answer.json()) == (200, {"status": "ok"})
