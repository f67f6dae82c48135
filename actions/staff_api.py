"""The one client of the API. Knows not what the API does with what it is told."""

import asyncio
import logging
import time
from datetime import UTC, datetime
from typing import Any

import httpx

from actions.audiences import Asker
from actions.settings import DEVELOPMENT_API, DEVELOPMENT_CLIENT, DEVELOPMENT_TENANT, Settings
from actions.turns import Turn
from contracts.app_tokens import AppTokenError, AppTokens

logger = logging.getLogger(__name__)
# A count must not hold up the answer: this much of the turn's time at most.
LONGEST_SECONDS = 1.0
# What the directory says of a person is asked again after this: nothing is allowed or refused on it.
KNOWN_SECONDS, MOST_KNOWN = 300.0, 5000
# When it cannot be asked, the next answers do not wait for it again.
UNKNOWN_SECONDS = 20.0


class StaffApi:
    """Calls the API with an app token and the person's assertion."""

    def __init__(self, base_url: str, tokens: AppTokens, client: httpx.AsyncClient) -> None:
        """Speak to this address."""
        self._url, self._tokens, self._client = base_url, tokens, client
        # By tenant and person: until when it is good, and what the directory said.
        self._askers: dict[tuple[str, str], tuple[float, Asker]] = {}

    async def who_asks(self, turn: Turn) -> Asker:
        """Return what the directory says of who asks; nothing in particular when it cannot be asked in time."""
        if turn.assertion is None:
            return Asker()
        key = (turn.assertion.tenant, turn.assertion.person)
        good_until, asker = self._askers.get(key, (0.0, Asker()))
        if good_until > time.monotonic():
            return asker
        asker, seconds = Asker(), UNKNOWN_SECONDS
        try:
            async with asyncio.timeout(min(LONGEST_SECONDS, turn.assertion.remaining() / 2)):
                answer = await self._client.get(f"{self._url}/v1/people/me", headers=await self._headers(turn))
            answer.raise_for_status()
            asker, seconds = Asker.of(answer.json(), datetime.now(UTC).date()), KNOWN_SECONDS
        except (TimeoutError, AppTokenError, httpx.HTTPError, KeyError, TypeError, ValueError) as error:
            logger.warning("The answer does not depend on who asks: %s", type(error).__name__)
        if len(self._askers) >= MOST_KNOWN:
            self._askers.clear()
        self._askers[key] = (time.monotonic() + seconds, asker)
        return asker

    async def record_unanswered(self, turn: Turn, *, article_id: str | None, topic: str | None) -> None:
        """Count a question that found no answer; its text goes along only when it could be anybody's.

        When the API cannot take it, the person still gets the reply; one count is lost, and the log says so.
        """
        if turn.assertion is None:
            logger.warning("An unanswered question was not counted: no valid assertion")
            return
        body = {
            "article_id": article_id,
            "topic": topic,
            "text": turn.text if turn.keepable and not article_id else None,
        }
        seconds = min(LONGEST_SECONDS, turn.assertion.remaining() / 2)
        try:
            async with asyncio.timeout(seconds):
                await self._post("/v1/unanswered-questions", body, turn)
        except (TimeoutError, AppTokenError, httpx.HTTPError) as error:
            logger.warning("An unanswered question was not counted: %s", type(error).__name__)

    async def _post(self, path: str, body: dict[str, Any], turn: Turn) -> None:
        headers = {**await self._headers(turn), "Idempotency-Key": turn.key_for(body["article_id"])}
        answer = await self._client.post(self._url + path, json=body, headers=headers)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._tokens.forget()
        answer.raise_for_status()

    async def _headers(self, turn: Turn) -> dict[str, str]:
        token = await asyncio.to_thread(self._tokens.fetch)
        return {"Authorization": f"Bearer {token}", "X-Person-Assertion": turn.token}


def make_app_tokens(settings: Settings) -> AppTokens:
    """Return the actions' source of app tokens: the local issuer in development, else Entra."""
    if settings.entra_tenant_id:
        secret = settings.entra_client_secret.get_secret_value()
        return AppTokens.entra(settings.entra_tenant_id, settings.entra_client_id, secret, settings.entra_api_app_id)
    secret = (settings.var_dir / "keys" / "client-secret").read_text(encoding="ascii").strip()
    return AppTokens.local(settings.gateway_url, DEVELOPMENT_TENANT, DEVELOPMENT_CLIENT, secret, DEVELOPMENT_API)
