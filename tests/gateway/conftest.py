"""A gateway with its own keys and directory, and the servers behind it."""

import subprocess
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.gateway.app import create_app
from bot.gateway.keys import key_files, make_development_keys
from bot.gateway.settings import Settings
from tests.gateway.edge_servers import EdgeServer, free_port, serve
from tests.read_once import COMPILED, read_once
from tools.probes import answers

ROOT = Path(__file__).parents[2]


class GatewayClient(httpx.AsyncClient):
    """Calls the application without a network, as a demo person."""

    async def sign_in(self, person: str = "demo-employee") -> None:
        answer = await self.post("/api/sign-in", json={"person": person})
        self.headers["Authorization"] = f"Bearer {answer.json()['token']}"

    async def ask(self, text: str, conversation: str = "c") -> dict[str, Any]:
        answer = await self.post("/api/chat", json={"text": text, "conversation": conversation})
        assert answer.status_code == 200, answer.text
        return answer.json()  # type: ignore[no-any-return]


@pytest.fixture(scope="session", autouse=True)
def files_are_read_once() -> Iterator[None]:
    with read_once():
        yield


@pytest.fixture(scope="session")
def keys_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("gateway")
    make_development_keys(Settings(var_dir=directory))
    return directory


@pytest.fixture
def rasa(keys_dir: Path) -> Iterator[EdgeServer]:
    public_key = key_files(Settings(var_dir=keys_dir))[1].read_text()
    with serve(EdgeServer(public_key=public_key)) as edge:
        yield edge


@pytest.fixture
def make_settings(keys_dir: Path, rasa: EdgeServer) -> Callable[..., Settings]:
    def make(**changes: Any) -> Settings:
        values = {
            "var_dir": keys_dir,
            "knowledge_dir": ROOT / "knowledge",
            "demo_people_file": ROOT / "demo/people.yml",
            "rasa_url": rasa.url,
            "messages_per_minute": 0,
            "turn_deadline_seconds": 1.0,
        }
        return Settings(**{**values, **changes})

    return make


@pytest.fixture
async def open_gateway(make_settings: Callable[..., Settings]) -> AsyncIterator[Callable[..., Any]]:
    async with AsyncExitStack() as stack:

        async def open_one(person: str | None = "demo-employee", **changes: Any) -> GatewayClient:
            app = create_app(make_settings(**changes))
            await stack.enter_async_context(app.router.lifespan_context(app))
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            client = GatewayClient(transport=transport, base_url="http://gateway.test")
            await stack.enter_async_context(client)
            if person:
                await client.sign_in(person)
            return client

        yield open_one


@pytest.fixture
async def gateway(open_gateway: Callable[..., Any]) -> GatewayClient:
    return await open_gateway()  # type: ignore[no-any-return]


@dataclass
class RunningGateway:
    """The gateway as a process of its own, with nothing behind it."""

    url: str
    log: Path
    seconds_to_start: float

    def read_log(self, until: str) -> str:
        ends_at = time.monotonic() + 5
        while until not in self.log.read_text() and time.monotonic() < ends_at:
            time.sleep(0.02)
        return self.log.read_text()


@pytest.fixture(scope="session")
def gateway_process(keys_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningGateway]:
    port, nobody = free_port(), f"http://127.0.0.1:{free_port()}"
    log = tmp_path_factory.mktemp("process") / "gateway.log"
    settings = {"VAR_DIR": str(keys_dir), "GATEWAY_PORT": str(port), "RASA_URL": nobody}
    started = time.monotonic()
    with log.open("w") as output:
        command = [sys.executable, "-m", "bot.gateway"]
        process = subprocess.Popen(
            command, cwd=ROOT, env={"PATH": "", **COMPILED, **settings}, stdout=output, stderr=output
        )
        url = f"http://127.0.0.1:{port}"
        try:
            _wait_until_live(url, process)
            yield RunningGateway(url, log, time.monotonic() - started)
        finally:
            process.terminate()
            process.wait(10)


@pytest.fixture
def running_gateway(gateway_process: RunningGateway) -> str:
    return gateway_process.url


def _wait_until_live(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(400):
        assert process.poll() is None
        if answers(f"{url}/health/live", timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("the gateway did not start")
