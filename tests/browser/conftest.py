"""A gateway in a process thread of its own, a scripted Rasa behind it, and Chromium before it."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bot.gateway.app import create_app
from bot.gateway.keys import make_development_keys
from bot.gateway.settings import Settings
from tests.browser.scripted_rasa import answer
from tests.gateway.edge_servers import Answer, EdgeServer, free_port, serve

ROOT = Path(__file__).parents[2]
CHROMIUM = {
    "executable_path": "/usr/bin/chromium",
    "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
}
SCREENSHOTS = ROOT / "var/screenshots"


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
    server = uvicorn.Server(uvicorn.Config(create_app(settings), port=port, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield settings.gateway_url
    server.should_exit = True
    thread.join(10)


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
def context(browser: Browser, address: str, context_options: dict[str, Any]) -> Iterator[BrowserContext]:
    context = browser.new_context(base_url=address, locale="en-GB", reduced_motion="reduce", **context_options)
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
