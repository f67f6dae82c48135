"""No axe violation on any page or state, wide and narrow, light and dark.

What leads to a state is done on the narrow screen. In `make test` each state is checked on two of the four screens;
`--prove` checks it on all, and keeps screenshots of them.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import ask
from tests.browser.screens import find_faults, screens_of


def show_sign_in(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Priya Nair").wait_for()


def show_chat(page: Page) -> None:
    show_sign_in(page)
    page.get_by_role("button", name="Priya Nair").click()
    page.get_by_label("Your question").wait_for()


def show_answer(page: Page) -> None:
    show_chat(page)
    ask(page, "What is a PDR?")
    page.get_by_text("Where this comes from").click()


def show_rated_answer(page: Page) -> None:
    show_answer(page)
    page.get_by_role("button", name="Not helpful").click()
    page.get_by_role("button", name="Not helpful").wait_for(state="detached")


def show_choices(page: Page) -> None:
    show_chat(page)
    ask(page, "training")


def show_failure(page: Page) -> None:
    show_chat(page)
    ask(page, "fail")


def show_urgent_answer(page: Page) -> None:
    show_chat(page)
    ask(page, "I want to kill myself")


def show_urgent_dialog(page: Page) -> None:
    show_chat(page)
    page.get_by_role("banner").get_by_role("link", name="Urgent help").click()
    page.get_by_role("dialog").wait_for()


def show_unsent_message(page: Page) -> None:
    show_chat(page)
    page.context.set_offline(True)
    ask(page, "What is a PDR?")


def show_too_many_characters(page: Page) -> None:
    show_chat(page)
    page.get_by_label("Your question").fill("x" * 1001)


def show(path: str) -> Callable[[Page], None]:
    def go(page: Page) -> None:
        page.goto(path)

    return go


def show_article(page: Page) -> None:
    page.goto("/topics")
    page.locator(".card a").first.click()
    page.locator(".articles a").first.click()
    page.get_by_text("About this article").wait_for()


def show_urgent_help_without_a_dialog(page: Page) -> None:
    page.goto("/topics#urgent-help")


STATES: dict[str, Callable[[Page], None]] = {
    "sign-in": show_sign_in,
    "chat": show_chat,
    "answer": show_answer,
    "rated": show_rated_answer,
    "choices": show_choices,
    "failure": show_failure,
    "urgent-answer": show_urgent_answer,
    "urgent-dialog": show_urgent_dialog,
    "unsent": show_unsent_message,
    "too-long": show_too_many_characters,
    "topics": show("/topics"),
    "topic": show("/topics/pdr"),
    "article": show_article,
    "missing": show("/nothing"),
    "urgent-in-page": show_urgent_help_without_a_dialog,
}


@pytest.mark.parametrize("state", STATES)
def test_a_page_has_no_violation_and_no_sideways_scroll_on_any_screen(
    state: str, narrow_page: Page, prove: bool
) -> None:
    STATES[state](narrow_page)
    assert find_faults(narrow_page, screens_of(state, prove=prove), pictures=state if prove else "") == []
