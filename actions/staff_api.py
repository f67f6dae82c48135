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
# So much of the turn is kept for saying what came of it.
KEPT_SECONDS = 0.3
# A count must not hold up the answer: this much of the turn's time at most.
LONGEST_SECONDS = 1.0
# What the directory says of a person is asked again after this: nothing is allowed or refused on it.
KNOWN_SECONDS, MOST_KNOWN = 300.0, 5000
# When it cannot be asked, the next answers do not wait for it again.
UNKNOWN_SECONDS = 20.0


class StaffApiError(Exception):
    """The API did not do what was asked.

    StaffApiError
    ├── RefusedError         it said no, with a stable code
    ├── UnreachableError     it is down or too slow, and nothing was changed
    └── UnknownResultError   no answer came back, so the write may have been done
    """


class RefusedError(StaffApiError):
    """The API said no; `code` is the stable one of its problem, `places` name what was wrong, as "field: rule"."""

    def __init__(self, code: str, places: tuple[str, ...] = ()) -> None:
        """Keep the code and the places."""
        super().__init__(code)
        self.code, self.places = code, places


class UnreachableError(StaffApiError):
    """Nothing was changed: the API could not be asked."""


class UnknownResultError(StaffApiError):
    """The write went out and no answer came back: asking again with the same key tells."""


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

    async def read(self, turn: Turn, path: str, **query: Any) -> dict[str, Any]:
        """Return what is at a path. Raises RefusedError, UnreachableError."""
        given = {name: value for name, value in query.items() if value is not None}
        answer = await self._ask(turn, "GET", path, UnreachableError, params=given)
        return dict(_object(answer))

    async def read_text(self, turn: Turn, path: str) -> str:
        """Return a file. Raises RefusedError, UnreachableError."""
        return str((await self._ask(turn, "GET", path, UnreachableError)).text)

    async def write(
        self, turn: Turn, path: str, body: dict[str, Any], key: str, method: str = "POST"
    ) -> dict[str, Any]:
        """Change something, once for a key. Raises RefusedError, UnreachableError, UnknownResultError."""
        answer = await self._ask(turn, method, path, UnknownResultError, json=body, headers={"Idempotency-Key": key})
        return dict(_object(answer))

    async def _ask(
        self, turn: Turn, method: str, path: str, lost: type[StaffApiError], headers: Any = None, **call: Any
    ) -> httpx.Response:
        if turn.assertion is None:
            raise RefusedError("assertion_invalid")
        try:
            async with asyncio.timeout(max(0.1, turn.assertion.remaining() - KEPT_SECONDS)):
                own = {**await self._headers(turn), **(headers or {})}
                answer = await self._client.request(method, self._url + path, headers=own, timeout=None, **call)
        except (AppTokenError, httpx.ConnectError) as error:
            raise UnreachableError from error
        except (TimeoutError, httpx.HTTPError) as error:
            raise lost from error
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._tokens.forget()
        if answer.is_success:
            return answer
        raise _refusal(answer) or lost

    async def _post(self, path: str, body: dict[str, Any], turn: Turn) -> None:
        headers = {**await self._headers(turn), "Idempotency-Key": turn.key_for(body["article_id"])}
        answer = await self._client.post(self._url + path, json=body, headers=headers)
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._tokens.forget()
        answer.raise_for_status()

    async def _headers(self, turn: Turn) -> dict[str, str]:
        token = await asyncio.to_thread(self._tokens.fetch)
        return {"Authorization": f"Bearer {token}", "X-Person-Assertion": turn.token}


def _object(answer: httpx.Response) -> dict[str, Any]:
    try:
        value = answer.json()
    except ValueError as error:
        raise UnreachableError from error
    if not isinstance(value, dict):
        raise UnreachableError
    return value


def _refusal(answer: httpx.Response) -> RefusedError | None:
    try:
        problem = _object(answer)
    except UnreachableError:
        return None
    code = str(problem.get("code", ""))
    return RefusedError(code, tuple(map(str, problem.get("places") or ()))) if code else None


def make_app_tokens(settings: Settings) -> AppTokens:
    """Return the actions' source of app tokens: the local issuer in development, else Entra."""
    if settings.entra_tenant_id:
        secret = settings.entra_client_secret.get_secret_value()
        return AppTokens.entra(settings.entra_tenant_id, settings.entra_client_id, secret, settings.entra_api_app_id)
    secret = (settings.var_dir / "keys" / "client-secret").read_text(encoding="ascii").strip()
    return AppTokens.local(settings.gateway_url, DEVELOPMENT_TENANT, DEVELOPMENT_CLIENT, secret, DEVELOPMENT_API)
