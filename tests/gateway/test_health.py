"""Health: 200 only when every part answers, and which part does not."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.gateway.conftest import GatewayClient
from tests.gateway.edge_servers import EdgeServer, free_port, serve


@pytest.fixture
def part() -> Iterator[EdgeServer]:
    with serve(EdgeServer(answer=lambda _: (200, b"{}"))) as edge:
        yield edge


@pytest.fixture
async def healthy(open_gateway: Callable[..., Any], rasa: EdgeServer, part: EdgeServer) -> GatewayClient:
    rasa.answer = lambda _: (200, b'{"intent": "greet"}')
    return await open_gateway(api_url=part.url, actions_url=part.url)  # type: ignore[no-any-return]


async def test_all_is_well_when_every_part_answers(healthy: GatewayClient, rasa: EdgeServer) -> None:
    answer = await healthy.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")
    assert rasa.paths == ["/webhooks/gateway/parse"]
    assert rasa.messages == [{"conversation": "health", "text": "hello"}]


@pytest.mark.parametrize("body", [b"{}", b"[]", b"no"])
async def test_a_rasa_that_does_not_parse_is_down(body: bytes, healthy: GatewayClient, rasa: EdgeServer) -> None:
    rasa.answer = lambda _: (200, body)
    answer = await healthy.get("/health")
    assert (answer.status_code, answer.json()["down"]) == (503, ["rasa"])


@pytest.mark.parametrize("name", ["rasa", "api", "actions"])
async def test_a_part_that_is_down_is_named(
    name: str, open_gateway: Callable[..., Any], rasa: EdgeServer, part: EdgeServer
) -> None:
    rasa.answer = lambda _: (200, b'{"intent": "greet"}')
    urls = {"api_url": part.url, "actions_url": part.url, f"{name}_url": f"http://127.0.0.1:{free_port()}"}
    gateway = await open_gateway(**urls)
    answer = await gateway.get("/health")
    assert (answer.status_code, answer.json()["down"]) == (503, [name])


async def test_a_part_that_answers_with_an_error_is_down(healthy: GatewayClient, part: EdgeServer) -> None:
    part.answer = lambda _: (503, b"")
    assert (await healthy.get("/health")).json()["down"] == ["api", "actions"]


async def test_the_gateway_lives_while_the_others_are_down(gateway: GatewayClient) -> None:
    assert (await gateway.get("/health/live")).status_code == 200
