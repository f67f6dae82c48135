"""Whether the assistant can answer, part by part. `/health/live` speaks for the gateway alone."""

import asyncio
from collections.abc import Awaitable

import httpx
from fastapi import APIRouter
from fastapi.responses import JSONResponse, Response

from bot.gateway.metrics import CONTENT_TYPE, Metrics
from bot.gateway.rasa import Rasa, RasaError

PATIENCE_SECONDS = 3.0


class PartDownError(Exception):
    """A part does not answer as it should."""


def health_routes(rasa: Rasa, client: httpx.AsyncClient, api_url: str, actions_url: str, metrics: Metrics) -> APIRouter:
    """Return the routes for whoever watches over the assistant."""
    router = APIRouter()

    @router.get("/health")
    async def health() -> JSONResponse:
        """Ask every part, Rasa by a real parse."""
        checks = {
            "rasa": rasa.parse(PATIENCE_SECONDS),
            "api": _get(client, f"{api_url}/health/ready"),
            "actions": _get(client, f"{actions_url}/health"),
        }
        states = await asyncio.gather(*(_state(check) for check in checks.values()))
        parts = dict(zip(checks, states, strict=True))
        down = [name for name, state in parts.items() if state != "ok"]
        return JSONResponse({"status": "down" if down else "ok", "parts": parts, "down": down}, 503 if down else 200)

    @router.get("/health/live")
    async def live() -> dict[str, str]:
        """Say that the gateway runs."""
        return {"status": "ok"}

    @router.get("/metrics")
    async def show_metrics() -> Response:
        """Give the counters to Prometheus."""
        return Response(metrics.render(), media_type=CONTENT_TYPE)

    return router


async def _get(client: httpx.AsyncClient, url: str) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        answer = await client.get(url, timeout=PATIENCE_SECONDS)
    if answer.status_code != httpx.codes.OK:
        raise PartDownError


async def _state(check: Awaitable[None]) -> str:
    try:
        await check
    except (RasaError, PartDownError, httpx.HTTPError, TimeoutError):
        return "down"
    return "ok"
