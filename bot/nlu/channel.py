"""The one door into Rasa: a synchronous channel that opens only to requests which the gateway signed."""

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import InputChannel, OutputChannel, UserMessage
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse
from sanic.response import json as json_response

from bot.nlu.replies import reply_from
from bot.nlu.settings import Settings
from bot.nlu.tracker_store import MEMORY_FAILED, memory_failures
from contracts.assertions import InvalidAssertionError, verify_request

Handler = Callable[[UserMessage], Awaitable[Any]]


class Replies(OutputChannel):
    """Collects what is said in a turn, in the shape that the gateway reads."""

    def __init__(self) -> None:
        """Keep what is handed in."""
        self.replies: list[dict[str, Any]] = []

    @classmethod
    def name(cls) -> str:
        """Return the channel's name."""
        return "gateway"

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Take one utterance as one reply."""
        self.replies.append(reply_from(message).to_json())


class GatewayChannel(InputChannel):
    """Rasa's input channel for the gateway."""

    def __init__(self, public_key: str) -> None:
        """Keep what is handed in."""
        self._public_key = public_key

    @classmethod
    def name(cls) -> str:
        """Return the channel's name, which is part of its address."""
        return "gateway"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> "GatewayChannel":
        """Build the channel with the gateway's public key. Raises OSError when the key is missing."""
        return cls(Settings.from_environment().public_key_file.read_text())

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """Return the routes: a turn, a parse, and a sign of life."""
        blueprint = Blueprint("gateway_webhook")

        @blueprint.get("/health")
        async def health(request: Request) -> HTTPResponse:
            return json_response({"status": "ok"})

        @blueprint.post("/webhook")
        async def webhook(request: Request) -> HTTPResponse:
            if not self._is_signed(request):
                return json_response({"error": "unsigned"}, status=401)
            try:
                turn = _Turn.read(request.body)
            except (ValueError, KeyError, TypeError):
                return json_response({"error": "malformed"}, status=400)
            return await _answer(turn, on_new_message)

        @blueprint.post("/parse")
        async def parse(request: Request) -> HTTPResponse:
            if not self._is_signed(request):
                return json_response({"error": "unsigned"}, status=401)
            message = UserMessage(str(request.json["text"]))
            parsed = await request.app.ctx.agent.processor.parse_message(message)
            return json_response({"intent": parsed["intent"], "selection": parsed.get("selection")})

        return blueprint

    def _is_signed(self, request: Request) -> bool:
        """Say whether the gateway signed this very body, for the conversation that it names."""
        try:
            conversation = verify_request(self._public_key, request.token or "", request.body)
            return bool(json.loads(request.body)["conversation"] == conversation)
        except (InvalidAssertionError, ValueError, KeyError, TypeError):
            return False


@dataclass(frozen=True, slots=True)
class _Turn:
    """One message of a person; `deadline` in seconds since the epoch."""

    conversation: str
    text: str
    assertion: str
    deadline: float

    @classmethod
    def read(cls, body: bytes) -> "_Turn":
        """Read the body. Raises ValueError, KeyError or TypeError when it is not of the agreed shape."""
        value = json.loads(body)
        return cls(
            str(value["conversation"]), str(value["text"]), str(value.get("assertion", "")), float(value["deadline"])
        )


async def _answer(turn: _Turn, on_new_message: Handler) -> HTTPResponse:
    output = Replies()
    message = UserMessage(
        text=turn.text,
        output_channel=output,
        sender_id=turn.conversation,
        input_channel=GatewayChannel.name(),
        metadata={"assertion": turn.assertion},
    )
    failures = memory_failures.set([])
    try:
        # Rasa itself would wait five minutes for an action, holding the conversation's lock. Cancelled here, nothing
        # of the turn is kept and the lock is free for the next message.
        async with asyncio.timeout(max(0.0, turn.deadline - time.time())):
            await on_new_message(message)
        if memory_failures.get():
            output.replies.append(MEMORY_FAILED.to_json())
    except TimeoutError:
        return json_response({"replies": []}, status=504)
    finally:
        with contextlib.suppress(ValueError):
            memory_failures.reset(failures)
    return json_response({"replies": output.replies})
