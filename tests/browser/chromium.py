"""Chromium for the tests of pages: one browser for all, a fresh profile for each test. Knows no page.

A folder's conftest imports these fixtures, and gives `address`: where its pages are.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.browser.screens import NARROW

CHROMIUM = {
    "executable_path": "/usr/bin/chromium",
    "args": ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
}


@contextmanager
def served(app: Any, port: int) -> Iterator[None]:
    """Serve an application in a thread of its own."""
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield
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
    with opened_context(browser, address, context_options) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Open a page; an error of its scripts fails the test."""
    page = context.new_page()
    faults = watch(page)
    yield page
    assert faults == []


@pytest.fixture(scope="module")
def kept_page(browser: Browser, address: str) -> Iterator[tuple[Page, list[str]]]:
    """Keep one page open for a file: most of the time of a new one goes into what it has already seen."""
    with opened_context(browser, address, {}) as context:
        page = context.new_page()
        yield page, watch(page)


@pytest.fixture
def narrow_page(kept_page: tuple[Page, list[str]]) -> Iterator[Page]:
    """Return the kept page on a narrow screen; it knows nothing of the test before."""
    page, faults = kept_page
    page.set_viewport_size(NARROW)
    page.emulate_media(color_scheme="light")
    yield page
    page.context.set_offline(False)
    page.context.clear_cookies()
    page.evaluate("sessionStorage.clear(); localStorage.clear()")
    page.goto("about:blank")
    found = faults.copy()
    faults.clear()
    assert found == []


@contextmanager
def opened_context(browser: Browser, address: str, options: dict[str, Any]) -> Iterator[BrowserContext]:
    """Open a profile of its own, in which nothing moves."""
    context = browser.new_context(base_url=address, locale="en-GB", reduced_motion="reduce", **options)
    context.set_default_timeout(20_000)
    yield context
    context.close()


def watch(page: Page) -> list[str]:
    """Return a list that takes the errors of the page's scripts as they come."""
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if _is_fault(said) else None)
    return faults


def _is_fault(said: ConsoleMessage) -> bool:
    return said.type == "error" and "Failed to load resource" not in said.text
