"""Microsoft's Agents Playground before Chromium, as a line manager sees it, with the real API behind it.

A test file imports these fixtures, and what is done and read there.
"""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page

from bot.gateway.app import create_app
from bot.gateway.keys import make_development_keys
from bot.gateway.settings import Settings
from contracts.app_tokens import AppTokens
from tests.api.courses import add_course, add_session
from tests.browser.chromium import served
from tests.browser.conftest import ROOT
from tests.browser.screens import SCREENSHOTS
from tests.browser.teams_script import TeamsScript
from tests.gateway.edge_servers import Answer, EdgeServer, free_port, serve
from tests.gateway.teams.staff import Staff, open_staff
from tools.teams.playground import playground

PATIENCE_MS = 60_000
# About as many seconds as the real one takes in company: a reply that is there before the page has shown what was typed
# stands above it, and its choices are gone.
THINKS_FOR = 0.2


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("playground")
    make_development_keys(Settings(var_dir=directory))
    return directory


@pytest.fixture(scope="module")
def staff(var: Path) -> Iterator[Staff]:
    with open_staff(var, var) as staff, pytest.MonkeyPatch.context() as patch:
        patch.setattr(AppTokens, "fetch", lambda _: staff.app_token())
        yield staff


@pytest.fixture(scope="module")
def script(staff: Staff) -> TeamsScript:
    add_course(staff.world)
    add_course(staff.world, "first-aid", title="First Aid", needs_approval=True)
    sessions = [add_session(staff.world), add_session(staff.world, days=40)]
    return TeamsScript(staff, sessions)


@pytest.fixture(scope="module")
def scripted_rasa(script: TeamsScript) -> Iterator[EdgeServer]:
    def answer(message: dict[str, Any]) -> Answer:
        time.sleep(THINKS_FOR)
        return script.answer(message)

    with serve(EdgeServer(answer=answer)) as edge:
        yield edge


@pytest.fixture(scope="module")
def gateway(var: Path, scripted_rasa: EdgeServer, staff: Staff) -> Iterator[Settings]:
    settings = Settings(
        var_dir=var,
        knowledge_dir=ROOT / "knowledge",
        demo_people_file=ROOT / "demo/people.yml",
        gateway_port=free_port(),
        rasa_url=scripted_rasa.url,
        api_url=staff.url,
        messages_per_minute=0,
        teams_notice_seconds=0.2,
        teams_playground=f"http://127.0.0.1:{free_port()}",
    )
    with served(create_app(settings), settings.gateway_port):
        yield settings


@pytest.fixture(scope="module")
def address(gateway: Settings, var: Path) -> Iterator[str]:
    with started_playground(var, gateway.teams_playground, gateway.gateway_url) as url:
        yield url


@contextmanager
def started_playground(var: Path, address: str, gateway_url: str, person: str = "demo-manager") -> Iterator[str]:
    """Start it at an address for a person, and wait until it is there."""
    part = playground(var, int(address.rsplit(":", 1)[1]), gateway_url, person)
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
    with opened_teams(browser, address) as page:
        yield page


@contextmanager
def opened_teams(browser: Browser, address: str) -> Iterator[Page]:
    """Open it, as a person who installs the app and is welcomed."""
    page = browser.new_page(viewport={"width": 1200, "height": 1000})
    page.set_default_timeout(PATIENCE_MS)
    # It asks for fonts elsewhere, in vain.
    page.route("**/*", lambda route: route.continue_() if "127.0.0.1" in route.request.url else route.abort())
    page.goto(address, wait_until="domcontentloaded")
    page.get_by_text("Hello, Angela. I'm the Staff Assistant.").first.wait_for()
    yield page
    page.close()


def say(page: Page, text: str) -> None:
    page.locator("[contenteditable=true]").first.click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).last.click()


def sees(page: Page, text: str, picture: str = "") -> None:
    page.get_by_text(text).last.wait_for()
    if picture:
        page.screenshot(path=SCREENSHOTS / f"teams-{picture}.png")


def recorded(var: Path) -> str:
    return (var / "teams/playground.log").read_text(encoding="utf-8")


def records(var: Path) -> list[dict[str, Any]]:
    """Return every activity that went either way, with what it was answered."""
    return [json.loads(one) for one in recorded(var).split("\n---\n") if one.strip()]


def cards_in(value: Any) -> list[dict[str, Any]]:
    """Return the cards anywhere in a recorded activity."""
    if isinstance(value, list):
        return [card for one in value for card in cards_in(one)]
    if not isinstance(value, dict):
        return []
    own = [value] if value.get("type") == "AdaptiveCard" else []
    return own + cards_in(list(value.values()))
