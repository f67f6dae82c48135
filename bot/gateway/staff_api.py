"""The one client of the API: for a person, or for nobody. Knows not what the API does with what it is told."""

import asyncio
import uuid
from typing import Any

import httpx

from bot.gateway.issuer import API_AUDIENCE, GATEWAY_CLIENT
from bot.gateway.settings import DEVELOPMENT_TENANT, Settings
from contracts.app_tokens import AppTokenError, AppTokens
from contracts.assertions import Assertion, sign_assertion


class StaffApiError(Exception):
    """The API is down, too slow, or said no. Its text is a status or the kind of fault.

    StaffApiError
    └── RefusedError    it said no, with a stable code
    """


class RefusedError(StaffApiError):
    """The API said no; `places` name what was wrong, as "field: rule"."""

    def __init__(self, status: int, code: str, places: tuple[str, ...]) -> None:
        """Keep the code and the places."""
        super().__init__(str(status))
        self.code, self.places = code, places


class StaffApi:
    """Calls the API with an app token and the person's assertion."""

    def __init__(self, base_url: str, tokens: AppTokens, signing_key: str, client: httpx.AsyncClient) -> None:
        """Speak to this address, as the gateway."""
        self._url, self._tokens, self._key, self._client = base_url, tokens, signing_key, client

    async def save_feedback(self, reply_id: str, article_id: str, helpful: bool, assertion: Assertion) -> None:
        """Keep whether an answer was helpful. Raises StaffApiError."""
        await self.write("PUT", f"/v1/feedback/{reply_id}", {"article_id": article_id, "helpful": helpful}, assertion)

    async def describe_person(self, assertion: Assertion) -> dict[str, Any]:
        """Return what the directory says of the person. Raises StaffApiError."""
        return await self.read("/v1/people/me", assertion)

    async def read(self, path: str, assertion: Assertion) -> dict[str, Any]:
        """Return what is at a path. Raises StaffApiError."""
        try:
            async with asyncio.timeout(assertion.remaining()):
                value = (await self._call("GET", path, assertion)).json()
        except (TimeoutError, ValueError) as error:
            raise StaffApiError(type(error).__name__) from error
        if not isinstance(value, dict):
            raise StaffApiError("form")
        return value

    async def write(self, method: str, path: str, body: dict[str, Any], assertion: Assertion) -> None:
        """Change something, once. Raises RefusedError, StaffApiError."""
        try:
            async with asyncio.timeout(assertion.remaining()):
                await self._call(method, path, assertion, json=body)
        except TimeoutError as error:
            raise StaffApiError("timeout") from error

    async def exchange(self, path: str, body: dict[str, Any], seconds: float) -> dict[str, Any]:
        """Do what the gateway does for nobody in particular, and return the answer. Raises StaffApiError."""
        try:
            async with asyncio.timeout(seconds):
                value = (await self._send("POST", path, {}, seconds, json=body)).json()
        except (TimeoutError, ValueError) as error:
            raise StaffApiError(type(error).__name__) from error
        if not isinstance(value, dict):
            raise StaffApiError("form")
        return value

    async def _call(self, method: str, path: str, assertion: Assertion, **call: Any) -> httpx.Response:
        headers = {
            "X-Person-Assertion": sign_assertion(self._key, assertion),
            "Idempotency-Key": uuid.uuid4().hex,
        }
        return await self._send(method, path, headers, assertion.remaining(), **call)

    async def _send(
        self, method: str, path: str, headers: dict[str, str], seconds: float, **call: Any
    ) -> httpx.Response:
        try:
            headers["Authorization"] = f"Bearer {await asyncio.to_thread(self._tokens.fetch)}"
            answer = await self._client.request(method, self._url + path, headers=headers, timeout=seconds, **call)
        except (AppTokenError, httpx.HTTPError) as error:
            raise StaffApiError(type(error).__name__) from error
        if answer.status_code == httpx.codes.UNAUTHORIZED:
            self._tokens.forget()
        if not answer.is_success:
            raise _refusal(answer)
        return answer


def _refusal(answer: httpx.Response) -> StaffApiError:
    try:
        problem = answer.json()
        return RefusedError(answer.status_code, str(problem["code"]), tuple(map(str, problem.get("places") or ())))
    except (ValueError, KeyError, TypeError, AttributeError):
        return StaffApiError(str(answer.status_code))


def make_app_tokens(settings: Settings) -> AppTokens:
    """Return the gateway's source of app tokens: the local issuer in development, else Entra."""
    if settings.local_identity:
        secret = settings.client_secret_file.read_text(encoding="ascii").strip()
        return AppTokens.local(settings.gateway_url, DEVELOPMENT_TENANT, GATEWAY_CLIENT, secret, API_AUDIENCE)
    return AppTokens.entra(
        settings.entra_tenant_id,
        settings.entra_client_id,
        settings.entra_client_secret.get_secret_value(),
        settings.entra_api_app_id,
    )
