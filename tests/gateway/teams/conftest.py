"""Gateways with the Teams channel, and Microsoft's side of it on this machine.

One gateway serves most tests, each with a conversation of its own; `open_teams` starts more for those that need them.
"""

import asyncio
import ssl
import subprocess
import threading
import time
import uuid
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis
import uvicorn

from bot.gateway.app import create_app
from bot.gateway.keys import key_files
from bot.gateway.settings import Settings
from contracts.app_tokens import AppTokens
from tests.gateway.conftest import ROOT
from tests.gateway.edge_servers import EdgeServer, free_port, serve
from tests.gateway.teams.microsoft import APP_ID, TENANT, MicrosoftEdge, serve_microsoft


@dataclass
class Chat:
    """One conversation of one person with the assistant, at one gateway."""

    client: httpx.AsyncClient
    edge: MicrosoftEdge
    id: str = field(default_factory=lambda: f"a:{uuid.uuid4().hex}")
    delivered: int = 0

    def activity(self, text: str = "hello", **changes: Any) -> dict[str, Any]:
        """Return the conversation's next activity."""
        self.delivered += 1
        return self.edge.activity(text, self.delivered, self.id, **changes)

    async def deliver(self, activity: dict[str, Any] | None = None, token: str | None = None) -> httpx.Response:
        """Hand an activity to the gateway, as the connector does."""
        headers = {"Authorization": f"Bearer {self.edge.sign() if token is None else token}"}
        body = self.activity() if activity is None else activity
        return await self.client.post("/api/messages", json=body, headers=headers)

    async def say(self, text: str) -> httpx.Response:
        return await self.deliver(self.activity(text))

    async def press(self, message: dict[str, Any], title: str, **changes: Any) -> dict[str, Any]:
        """Press a button of a card, as Teams does, and return what Teams is answered; `typed` is in the card's box."""
        activity = self.press_activity(message, title, **changes)
        return (await self.deliver(activity)).json()  # type: ignore[no-any-return]

    def press_activity(self, message: dict[str, Any], title: str, **changes: Any) -> dict[str, Any]:
        card = message["attachments"][0]["content"]
        action = next(action for action in card["actions"] if action["title"] == title)
        data = {**action["data"], **changes.pop("data", {})}
        if "typed" in changes:
            data["answer"] = changes.pop("typed")
        value = {"action": {"type": action["type"], "verb": action["verb"], "data": data}, "trigger": "manual"}
        own = {"type": "invoke", "name": "adaptiveCard/action", "value": value, "replyToId": "sent-1"}
        return self.activity("", **{**own, **changes})

    async def told(self, count: int = 1, seconds: float = 20.0) -> list[dict[str, Any]]:
        """Return what the person was told, when there is so much of it."""
        return await asyncio.to_thread(self.edge.wait_for, self.id, count, seconds)

    async def told_texts(self, count: int = 1) -> list[str]:
        return [message["text"] for message in await self.told(count)]

    async def told_nothing(self) -> bool:
        """Whether nothing came of what was delivered; a last message shows that all before it was dealt with."""
        await self.say("the last word")
        return [message["text"] for message in await self.told()] == ["You said: the last word"]

    async def told_nothing_more(self) -> bool:
        """Whether nothing follows what was told already, until somebody speaks again."""
        before = len(self.edge.messages(self.id))
        await self.say("the last word")
        messages = await self.told(before + 1)
        return [message["text"] for message in messages[before:]] == ["You said: the last word"]

    async def count(self, event: str) -> int:
        """Return the gateway's counter."""
        for line in (await self.client.get("/metrics")).text.splitlines():
            if line.startswith(f'teams_total{{event="{event}"}}'):
                return int(float(line.rsplit(" ", 1)[1]))
        return 0

    async def becomes(self, event: str, number: int) -> bool:
        """Whether the counter comes to this number within some seconds."""
        for _ in range(400):
            if await self.count(event) == number:
                return True
            await asyncio.sleep(0.02)
        return False


OpenTeams = Callable[..., Awaitable[Chat]]


@pytest.fixture(scope="session")
def edge() -> Iterator[MicrosoftEdge]:
    with serve_microsoft(MicrosoftEdge()) as edge:
        yield edge


@pytest.fixture(scope="session")
def staff_api() -> Iterator[EdgeServer]:
    with serve(EdgeServer(answer=lambda _: (200, b"{}"))) as api:
        yield api


@pytest.fixture(scope="session")
def shared_rasa() -> Iterator[EdgeServer]:
    with serve(EdgeServer()) as edge:
        yield edge


@pytest.fixture(scope="session")
def redis_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a Redis of our own, so that nobody else's data is touched."""
    port, directory = free_port(), tmp_path_factory.mktemp("redis")
    command = ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(directory)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    with redis.Redis(port=port) as client:
        for _ in range(400):
            try:
                client.ping()
            except redis.ConnectionError:
                time.sleep(0.02)
            else:
                break
    yield f"redis://127.0.0.1:{port}"
    process.terminate()
    process.wait(10)


@pytest.fixture
def redis_url(redis_address: str) -> str:
    with redis.Redis.from_url(redis_address) as client:
        client.flushall()
    return redis_address


@pytest.fixture(autouse=True)
def app_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AppTokens, "fetch", lambda _: "app-token")


def teams_settings(var: Path, **changes: Any) -> Settings:
    values = {
        "var_dir": var,
        "knowledge_dir": ROOT / "knowledge",
        "demo_people_file": ROOT / "demo/people.yml",
        "messages_per_minute": 0,
        "turn_deadline_seconds": 10.0,
        "teams_app_id": APP_ID,
        "teams_tenant_id": TENANT,
        "teams_client_secret": "long enough",
        "teams_notice_seconds": 0,
    }
    return Settings(**{**values, **changes})


@pytest.fixture(scope="session")
def shared_address(
    tmp_path_factory: pytest.TempPathFactory,
    keys_dir: Path,
    edge: MicrosoftEdge,
    shared_rasa: EdgeServer,
    staff_api: EdgeServer,
) -> Iterator[str]:
    settings = teams_settings(
        own_var(tmp_path_factory.mktemp("teams"), keys_dir), rasa_url=shared_rasa.url, api_url=staff_api.url
    )
    port = free_port()
    app = create_app(settings, edge.place())
    # With Python's own loop an audit hook sees whom it calls (test_addresses.py).
    config = uvicorn.Config(app, port=port, log_config=None, access_log=False, loop="asyncio")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
def no_certificates() -> ssl.SSLContext:
    """Return what an HTTP client need not make anew for each test: nothing here is https."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


@pytest.fixture
async def chat(shared_address: str, edge: MicrosoftEdge, no_certificates: ssl.SSLContext) -> AsyncIterator[Chat]:
    async with httpx.AsyncClient(
        base_url=shared_address, verify=no_certificates, trust_env=False, timeout=30
    ) as client:
        yield Chat(client, edge)


@pytest.fixture
async def open_teams(
    tmp_path: Path, keys_dir: Path, edge: MicrosoftEdge, rasa: EdgeServer, staff_api: EdgeServer
) -> AsyncIterator[OpenTeams]:
    """Return a function that starts one more gateway, with one ledger for all of the test."""
    var = own_var(tmp_path, keys_dir)
    async with AsyncExitStack() as stack:

        async def open_one(**changes: Any) -> Chat:
            settings = teams_settings(var, **{"rasa_url": rasa.url, "api_url": staff_api.url, **changes})
            app = create_app(settings, edge.place())
            await stack.enter_async_context(app.router.lifespan_context(app))
            transport = httpx.ASGITransport(app, raise_app_exceptions=False)
            client = httpx.AsyncClient(transport=transport, base_url="http://gateway.test")
            return Chat(await stack.enter_async_context(client), edge)

        yield open_one


def own_var(directory: Path, keys_dir: Path) -> Path:
    """Return a directory of generated files with everybody's keys."""
    if not (directory / "keys").exists():
        (directory / "keys").symlink_to(keys_dir / "keys")
    return directory


@pytest.fixture(scope="session")
def signing_key(keys_dir: Path) -> str:
    return key_files(Settings(var_dir=keys_dir))[0].read_text()
