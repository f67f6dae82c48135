"""A gateway in whose conversation a private question is open, the API behind it, and a Redis server of our own."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from contracts.app_tokens import AppTokens
from tests.gateway.conftest import GatewayClient
from tests.gateway.edge_servers import EdgeServer, serve
from tests.gateway.private.api_edge import DraftApi, ask_privately
from tests.gateway.teams.conftest import redis_address

__all__ = ["redis_address"]


@pytest.fixture(autouse=True)
def app_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AppTokens, "fetch", lambda _: "app-token")


@pytest.fixture
def api() -> Iterator[DraftApi]:
    with serve(DraftApi()) as edge:
        assert isinstance(edge, DraftApi)
        yield edge


@pytest.fixture(autouse=True)
def empty(keys_dir: Path) -> Iterator[None]:
    yield
    for path in keys_dir.glob("private-questions.db*"):
        path.unlink()


@pytest.fixture
async def asked(open_gateway: Callable[..., Any], rasa: EdgeServer, api: DraftApi) -> GatewayClient:
    """Return a gateway in whose conversation a private question is open."""
    gateway: GatewayClient = await open_gateway(api_url=api.url)
    await ask_privately(gateway, rasa)
    return gateway
