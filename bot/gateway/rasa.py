"""The one client of Rasa's signed channel. Knows not what the replies are about."""

import asyncio
import json
from typing import Any

import httpx

from bot.gateway.prepared_replies import Cause
from contracts.assertions import Assertion, sign_assertion, sign_request
from contracts.replies import Reply

CHANNEL = "/webhooks/gateway"


class RasaError(Exception):
    """Rasa gave nothing that can be shown."""

    def __init__(self, cause: Cause) -> None:
        """Keep the cause, which says what the person is told."""
        super().__init__(cause.value)
        self.cause = cause


class Rasa:
    """Sends one message and reads the replies."""

    def __init__(self, base_url: str, signing_key: str, client: httpx.AsyncClient) -> None:
        """Speak to this address, signing with this PEM key."""
        self._url, self._key, self._client = base_url + CHANNEL, signing_key, client

    async def say(self, text: str, assertion: Assertion, longest: float) -> list[Reply]:
        """Return Rasa's replies. Waits up to `longest` seconds, also past the deadline. Raises RasaError."""
        message = {
            "conversation": assertion.conversation,
            "text": text,
            "assertion": sign_assertion(self._key, assertion),
            "deadline": assertion.deadline,
        }
        answer = await self._post("/webhook", assertion.conversation, message, longest)
        try:
            replies = [Reply.from_json(reply) for reply in answer["replies"]]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise RasaError(Cause.RASA_INVALID) from error
        shown = [reply for reply in replies if reply.text.strip()]
        if not shown:
            raise RasaError(Cause.RASA_EMPTY)
        return shown

    async def parse(self, seconds: float) -> None:
        """Let Rasa understand a word, to see that it can. Raises RasaError."""
        answer = await self._post("/parse", "health", {"conversation": "health", "text": "hello"}, seconds)
        if "intent" not in answer:
            raise RasaError(Cause.RASA_INVALID)

    async def forget(self, assertion: Assertion, longest: float) -> None:
        """Clear what Rasa keeps of a conversation. Raises RasaError."""
        try:
            await self.say("/restart_conversation", assertion, longest)
        except RasaError as error:
            # Rasa need not say anything to this.
            if error.cause is not Cause.RASA_EMPTY:
                raise

    async def _post(self, path: str, conversation: str, message: dict[str, Any], seconds: float) -> dict[str, Any]:
        body = json.dumps(message).encode()
        token = sign_request(self._key, conversation, body, seconds=seconds)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        try:
            async with asyncio.timeout(seconds):
                answer = await self._client.post(self._url + path, content=body, headers=headers, timeout=seconds)
        except TimeoutError as error:
            raise RasaError(Cause.RASA_SLOW) from error
        except httpx.ConnectError as error:
            raise RasaError(Cause.RASA_DOWN) from error
        except httpx.TimeoutException as error:
            raise RasaError(Cause.RASA_SLOW) from error
        except httpx.HTTPError as error:
            raise RasaError(Cause.RASA_DOWN) from error
        return _read(answer)


def _read(answer: httpx.Response) -> dict[str, Any]:
    if answer.status_code == httpx.codes.UNAUTHORIZED:
        raise RasaError(Cause.RASA_REFUSED)
    if answer.status_code == httpx.codes.GATEWAY_TIMEOUT:
        raise RasaError(Cause.RASA_SLOW)
    if not answer.is_success:
        raise RasaError(Cause.RASA_ERROR)
    try:
        value = answer.json()
    except ValueError as error:
        raise RasaError(Cause.RASA_INVALID) from error
    if not isinstance(value, dict):
        raise RasaError(Cause.RASA_INVALID)
    return value
