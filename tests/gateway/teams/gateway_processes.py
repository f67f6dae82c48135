"""Gateways as processes of their own, to be killed. A test file imports the fixture."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import httpx
import pytest

from tests.gateway.conftest import ROOT
from tests.gateway.edge_servers import EdgeServer, free_port
from tests.gateway.teams.conftest import own_var
from tests.gateway.teams.microsoft import MicrosoftEdge


class StartGateway(Protocol):
    """Starts one more gateway with these settings; returns its address and its process."""

    def __call__(self, **settings: Any) -> tuple[str, "subprocess.Popen[bytes]"]: ...


@pytest.fixture
def start_gateway(
    tmp_path: Path, keys_dir: Path, edge: MicrosoftEdge, rasa: EdgeServer, staff_api: EdgeServer
) -> Iterator[StartGateway]:
    var, running = own_var(tmp_path, keys_dir), []

    def start(**settings: Any) -> tuple[str, "subprocess.Popen[bytes]"]:
        port = free_port()
        given: dict[str, Any] = {"edge": edge.url, "port": port, "var": str(var), "rasa_url": rasa.url}
        command = [sys.executable, "-m", "tests.gateway.teams.ledger_process"]
        command.append(json.dumps({**given, "api_url": staff_api.url, **settings}))
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        running.append(process)
        return f"http://127.0.0.1:{port}", process

    yield start
    for process in running:
        process.kill()
        process.wait()


async def wait_until_live(client: httpx.AsyncClient) -> None:
    for _ in range(1200):
        try:
            await client.get("/health/live")
        except httpx.HTTPError:
            await asyncio.sleep(0.05)
        else:
            return
    raise AssertionError("the gateway did not start")
