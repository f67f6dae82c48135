"""The console on a real database, with a seat for whoever is needed, and the same console before Chromium."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from api.database import open_database
from api.migrations import migrate
from api.models import Base
from api.people.demo import read_demo_people, seed_demo_people
from api.settings import DEVELOPMENT_TENANT
from bot.gateway.app import create_app
from bot.gateway.keys import make_development_keys
from bot.gateway.settings import Settings as GatewaySettings
from tests.api.databases import make_database
from tests.browser.conftest import CHROMIUM, ROOT
from tests.console.desk import Desk
from tests.gateway.edge_servers import free_port


@pytest.fixture(scope="session")
def var_directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("console")
    for name in ("console", "encoder", "urgent"):
        (directory / name).symlink_to(ROOT / "var" / name)
    return directory


@pytest.fixture(scope="session")
def gateway(var_directory: Path) -> Iterator[GatewaySettings]:
    """Serve the gateway, whose local issuer signs people in."""
    settings = GatewaySettings(
        var_dir=var_directory,
        knowledge_dir=ROOT / "knowledge",
        demo_people_file=ROOT / "demo/people.yml",
        gateway_port=free_port(),
        console_url=f"http://127.0.0.1:{free_port()}",
    )
    make_development_keys(settings)
    with served(create_app(settings), settings.gateway_port):
        yield settings


@pytest.fixture(scope="session", params=["sqlite", "postgresql"] if os.environ.get("CONSOLE_ON_BOTH") else ["sqlite"])
def database_url(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with make_database(request.param, tmp_path_factory.mktemp("console-db")) as url:
        database = open_database(url.replace("postgresql://", "postgresql+psycopg://"))
        migrate(database)
        database.close()
        yield url


@pytest.fixture(scope="session")
def served_desk(gateway: GatewaySettings, database_url: str) -> Iterator[Desk]:
    desk = Desk(gateway, database_url)
    with served(desk.app, int(gateway.console_url.rpartition(":")[2])):
        yield desk


@pytest.fixture
def desk(served_desk: Desk) -> Desk:
    """Return the console with the demo people and nothing else."""
    with served_desk.context.database.write() as session:
        for table in reversed(Base.metadata.sorted_tables):
            session.execute(table.delete())
        seed_demo_people(session, read_demo_people(ROOT / "demo/people.yml"), DEVELOPMENT_TENANT)
    return served_desk


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**CHROMIUM)  # type: ignore[arg-type]
        yield browser
        browser.close()


@pytest.fixture
def context_options() -> dict[str, Any]:
    return {}


@pytest.fixture
def context(browser: Browser, desk: Desk, context_options: dict[str, Any]) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=desk.url, locale="en-GB", reduced_motion="reduce", **context_options)
    context.set_default_timeout(8000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield page
    unexpected = [fault for fault in faults if "Failed to load resource" not in fault]
    assert not unexpected


@pytest.fixture
def sit(context: BrowserContext, desk: Desk) -> Callable[[str], None]:
    """Give the browser the seat of a demo person, as the way back from sign-in does."""

    def give(person: str) -> None:
        name, value = desk.seat(person)
        context.add_cookies([{"name": name, "value": value, "url": desk.url}])

    return give


class served:
    """Serve an application in a thread of its own."""

    def __init__(self, app: Any, port: int) -> None:
        self._server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, access_log=False))
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()
        while not self._server.started:
            time.sleep(0.02)

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join(10)
