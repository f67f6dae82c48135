"""The address that Microsoft's connector posts to. Lets in what it may, and answers at once."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog
from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from bot.gateway.bodies import read_object
from bot.gateway.errors import ForbiddenError, MalformedError, NotSignedInError
from bot.gateway.metrics import Metrics
from bot.gateway.teams.activities import (
    Activity,
    ForeignActivityError,
    MalformedActivityError,
    Scope,
    read_activity,
)
from bot.gateway.teams.addresses import ForbiddenAddressError, ServiceAddresses
from bot.gateway.teams.channel import Channel
from bot.gateway.teams.dialogue import FEEDBACK
from bot.gateway.teams.settings import LOOPBACK
from bot.gateway.teams.tokens import ActivityTokens, RefusedTokenError

PATH = "/api/messages"
log = structlog.get_logger()


class Door:
    """Decides who comes in: whoever has the connector's token, or in the playground whoever is on this machine."""

    def __init__(self, tokens: ActivityTokens | None, tenant: str, addresses: ServiceAddresses) -> None:
        """Check with these tokens; with none at all only this machine is let in."""
        self._tokens, self._tenant, self._addresses = tokens, tenant, addresses
        # One thread: a fetch of keys blocks, and whoever came first is served first.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="teams-door")

    async def admit(self, request: Request) -> Activity:
        """Return the checked activity. Raises the error of the first check that it does not pass."""
        if self._tokens is None and (request.client is None or request.client.host not in LOOPBACK):
            raise RefusedTokenError("not this machine")
        body = await read_object(request)
        if self._tokens is not None:
            authorization = request.headers.get("authorization", "")
            await self._in_thread(self._tokens.check, authorization, body.get("serviceUrl"))
        return read_activity(body, self._tenant, self._addresses)

    def close(self) -> None:
        """End the thread."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    async def _in_thread(self, check: Callable[[str, object], None], *arguments: Any) -> None:
        await asyncio.get_running_loop().run_in_executor(self._thread, check, *arguments)


def teams_routes(door: Door, channel: Channel, metrics: Metrics) -> APIRouter:
    """Return the route."""
    router = APIRouter()

    @router.post(PATH)
    async def take_activity(request: Request) -> Response:
        """Acknowledge an activity."""
        try:
            activity = await door.admit(request)
        except RefusedTokenError as error:
            raise _refusal(metrics, "token", error, NotSignedInError) from error
        except ForbiddenAddressError as error:
            raise _refusal(metrics, "address", error, ForbiddenError) from error
        except ForeignActivityError as error:
            raise _refusal(metrics, "stranger", error, ForbiddenError) from error
        except MalformedActivityError as error:
            raise _refusal(metrics, "form", error, MalformedError) from error
        if activity.is_press:
            return JSONResponse(await channel.press(activity))
        await channel.accept(activity)
        return _acknowledge(activity)

    return router


def _acknowledge(activity: Activity) -> Response:
    if activity.kind != "invoke":
        return Response(status_code=200)
    if activity.name == FEEDBACK and activity.scope is Scope.PERSONAL:
        return JSONResponse({})
    return Response(status_code=501)  # what Microsoft's rules say of an invoke that a bot does not know


def _refusal(metrics: Metrics, reason: str, error: Exception, answer: type[Exception]) -> Exception:
    # The reason is one of our own words or a field's name, never what was sent.
    metrics.count_teams(f"refused_{reason}")
    log.warning("teams_activity_refused", cause=f"{reason}: {error}" if str(error) else reason)
    return answer()
