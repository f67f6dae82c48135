"""The console on a real database, with a seat for whoever is needed, and the same console before Chromium."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import BrowserContext

from api.database import open_database
from api.migrations import migrate
from api.people.demo import read_demo_people, seed_demo_people
from api.settings import DEVELOPMENT_TENANT
from bot.gateway.app import create_app
from bot.gateway.keys import make_development_keys
from bot.gateway.settings import Settings as GatewaySettings
from tests.api.databases import empty, make_database
from tests.browser.chromium import browser as browser
from tests.browser.chromium import context as context
from tests.browser.chromium import context_options as context_options
from tests.browser.chromium import kept_page as kept_page
from tests.browser.chromium import narrow_page as narrow_page
from tests.browser.chromium import page as page
from tests.browser.chromium import served
from tests.browser.conftest import ROOT
from tests.console.desk import Desk
from tests.console.stage import set_stage
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
        empty(session)
        seed_demo_people(session, read_demo_people(ROOT / "demo/people.yml"), DEVELOPMENT_TENANT)
    return served_desk


@pytest.fixture
def staged(desk: Desk) -> Desk:
    set_stage(desk)
    return desk


@pytest.fixture
def client(staged: Desk) -> Iterator[httpx.Client]:
    with staged.client("demo-learning") as client:
        yield client


@pytest.fixture
def unit(desk: Desk) -> Iterator[httpx.Client]:
    """Sit at the console as the Health Unit, on a database without training; the time is put right afterwards."""
    with desk.client("demo-health-unit") as client:
        yield client
    desk.clock.ahead = 0


@pytest.fixture(scope="session")
def address(served_desk: Desk) -> str:
    return served_desk.url


@pytest.fixture
def sit(context: BrowserContext, desk: Desk) -> Callable[[str], None]:
    return lambda person: sit_down(context, desk, person)


def sit_down(context: BrowserContext, desk: Desk, person: str) -> None:
    """Give the browser the seat of a demo person, as the way back from sign-in does."""
    name, value = desk.seat(person)
    context.add_cookies([{"name": name, "value": value, "url": desk.url}])
