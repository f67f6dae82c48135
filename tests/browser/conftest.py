"""A gateway in a process thread of its own, a scripted Rasa behind it, and Chromium before it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from bot.gateway.app import create_app
from bot.gateway.keys import make_development_keys
from bot.gateway.settings import Settings
from tests.browser.chromium import browser as browser
from tests.browser.chromium import context as context
from tests.browser.chromium import context_options as context_options
from tests.browser.chromium import kept_page as kept_page
from tests.browser.chromium import narrow_page as narrow_page
from tests.browser.chromium import page as page
from tests.browser.chromium import served
from tests.browser.scripted_rasa import answer
from tests.gateway.edge_servers import Answer, EdgeServer, free_port, serve

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def rasa() -> Iterator[EdgeServer]:
    with serve(EdgeServer(answer=answer)) as edge:
        yield edge


@pytest.fixture(scope="session")
def api() -> Iterator[EdgeServer]:
    with serve(EdgeServer(answer=accept)) as edge:
        yield edge


@pytest.fixture(autouse=True)
def mended(rasa: EdgeServer, api: EdgeServer) -> None:
    rasa.answer, rasa.delay, api.answer = answer, 0.0, accept


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory, rasa: EdgeServer, api: EdgeServer) -> Iterator[str]:
    port = free_port()
    settings = Settings(
        var_dir=tmp_path_factory.mktemp("browser"),
        knowledge_dir=ROOT / "knowledge",
        demo_people_file=ROOT / "demo/people.yml",
        gateway_port=port,
        rasa_url=rasa.url,
        api_url=api.url,
        messages_per_minute=0,
        turn_deadline_seconds=3.0,
    )
    make_development_keys(settings)
    with served(create_app(settings), port):
        yield settings.gateway_url


@pytest.fixture
def chat(page: Page) -> Page:
    page.goto("/")
    page.get_by_role("button", name="Priya Nair").click()
    page.get_by_label("Your question").wait_for()
    return page


def accept(_: dict[str, Any]) -> Answer:
    return 200, b"{}"


def ask(page: Page, text: str) -> None:
    """Type a question, send it, and wait until there is a reply or a note."""
    before = page.locator(".theirs").count()
    page.get_by_label("Your question").fill(text)
    page.keyboard.press("Enter")
    page.locator(".theirs").nth(before).wait_for()
