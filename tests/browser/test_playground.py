"""The assistant in Microsoft's Agents Playground: welcome, an answer with source, a thumb, choices, hostile words."""

import json
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from bot.gateway.app import create_app
from bot.gateway.keys import make_development_keys
from bot.gateway.settings import Settings
from tests.browser.conftest import ROOT
from tests.browser.screens import SCREENSHOTS
from tests.gateway.edge_servers import Answer, EdgeServer, free_port, serve
from tools.teams.playground import playground

DIRECTORY = {"first_name": "Priya", "is_manager": False, "started_on": "2021-03-01"}
PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def directory() -> Iterator[EdgeServer]:
    def answer(message: dict[str, Any]) -> Answer:
        return 200, json.dumps(DIRECTORY).encode()

    with serve(EdgeServer(answer=answer)) as edge:
        yield edge


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("playground")


@pytest.fixture(scope="module")
def gateway(var: Path, rasa: EdgeServer, directory: EdgeServer) -> Iterator[Settings]:
    settings = Settings(
        var_dir=var,
        knowledge_dir=ROOT / "knowledge",
        demo_people_file=ROOT / "demo/people.yml",
        gateway_port=free_port(),
        rasa_url=rasa.url,
        api_url=directory.url,
        messages_per_minute=0,
        teams_playground=f"http://127.0.0.1:{free_port()}",
    )
    make_development_keys(settings)
    config = uvicorn.Config(create_app(settings), port=settings.gateway_port, log_config=None, access_log=False)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield settings
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def address(gateway: Settings, var: Path) -> Iterator[str]:
    part = playground(var, int(gateway.teams_playground.rsplit(":", 1)[1]), gateway.gateway_url, "demo-employee")
    process = subprocess.Popen(part.command, cwd=var, env=dict(part.settings), stdout=subprocess.DEVNULL)
    for _ in range(1200):
        try:
            httpx.get(part.url, trust_env=False)
        except httpx.HTTPError:
            assert process.poll() is None
            time.sleep(0.1)
        else:
            break
    yield part.url
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="module")
def teams(browser: Browser, address: str) -> Iterator[Page]:
    page = browser.new_page(viewport={"width": 1200, "height": 1000})
    page.set_default_timeout(PATIENCE_MS)
    # It asks for fonts elsewhere, in vain.
    page.route("**/*", lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort())
    page.goto(address, wait_until="domcontentloaded")
    page.get_by_text("Hello, Priya. I'm the Staff Assistant.").first.wait_for()
    yield page
    page.close()


def say(page: Page, text: str) -> None:
    page.locator("[contenteditable=true]").first.click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def recorded(var: Path) -> str:
    return (var / "teams/playground.log").read_text(encoding="utf-8")


def test_a_person_is_welcomed_asks_and_rates(teams: Page, var: Path, directory: EdgeServer) -> None:
    teams.screenshot(path=SCREENSHOTS / "teams-welcome.png")
    say(teams, "what is a pdr?")
    teams.get_by_text("Source: Transformation Programme Plan").last.wait_for()
    teams.screenshot(path=SCREENSHOTS / "teams-answer.png")
    teams.get_by_role("button", name="Like", exact=True).last.click()
    teams.get_by_role("button", name="Submit").last.click()
    for _ in range(300):
        if directory.messages and "helpful" in directory.messages[-1]:
            break
        teams.wait_for_timeout(50)
    assert directory.messages[-1] == {"article_id": "pdr-what", "helpful": True}
    teams.get_by_role("button", name="Close").last.click()
    record = recorded(var)
    assert all(
        word in record for word in ('"installationUpdate"', '"message/submitAction"', '"Claim"', '"feedbackLoop"')
    )


def test_choices_can_be_pressed(teams: Page) -> None:
    say(teams, "training")
    teams.get_by_role("button", name="Book a training course").last.wait_for()
    teams.screenshot(path=SCREENSHOTS / "teams-choices.png")
    teams.get_by_role("button", name="Book a training course").last.click()
    teams.get_by_text("Which course would you like to book?").last.wait_for()


def test_hostile_words_are_shown_as_they_are(teams: Page) -> None:
    say(teams, "html")
    teams.get_by_text("<img src=x onerror=alert(1)>").last.wait_for()
    assert teams.locator("a[href^='javascript'], img[src='x']").count() == 0
    teams.screenshot(path=SCREENSHOTS / "teams-hostile.png")
