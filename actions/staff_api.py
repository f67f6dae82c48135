"""The one client of the API. Knows not what the API does with what it is told."""

import asyncio
import logging
from typing import Any

import httpx

from actions.settings import DEVELOPMENT_API, DEVELOPMENT_CLIENT, DEVELOPMENT_TENANT, Settings
from actions.turns import Turn
from contracts.app_tokens import AppTokenError, AppTokens

logger = logging.getLogger(__name__)
# A count must not hold up the answer: this much of the turn's time at most.
LONGEST_SECONDS = 1.0


class StaffApi:
    """Calls the API with an app token and the person's assertion."""

    def __init__(self, base_url: str, tokens: AppTokens, client: httpx.AsyncClient) -> None:
        """Speak to this address."""
        self._url, self._tokens, self._client = base_url, tokens, client

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
        headers = {
            "Authorization": f"Bearer {await asyncio.to_thread(self._tokens.fetch)}",
            "X-Person-Assertion": turn.token,
            "Idempotency-Key": turn.key_for(body["article_id"]),
        }
        answer = await self._client.post(self._url + path, json=body, headers=headers)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._tokens.forget()
        answer.raise_for_status()


def make_app_tokens(settings: Settings) -> AppTokens:
    """Return the actions' source of app tokens: the local issuer in development, else Entra."""
    if settings.entra_tenant_id:
        secret = settings.entra_client_secret.get_secret_value()
        return AppTokens.entra(settings.entra_tenant_id, settings.entra_client_id, secret, settings.entra_api_app_id)
    secret = (settings.var_dir / "keys" / "client-secret").read_text(encoding="ascii").strip()
    return AppTokens.local(settings.gateway_url, DEVELOPMENT_TENANT, DEVELOPMENT_CLIENT, secret, DEVELOPMENT_API)
