"""The pages of where the council stands in a browser: on any screen, by keyboard, and on paper."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.screens import find_faults, screens_of
from tests.browser.test_keyboard import press_until
from tests.console.conftest import sit_down
from tests.console.desk import Desk
from tests.console.standing_stage import set_reviews

STATES: dict[str, Callable[[Page], Any]] = {
    "standing": lambda page: page.goto("/standing"),
    "standing-service": lambda page: page.goto("/standing?service=Highways"),
    "standing-none": lambda page: page.goto("/standing?service=Nowhere"),
    "standing-report": lambda page: page.goto("/standing/report"),
}


@pytest.mark.parametrize("state", STATES)
def test_a_page_has_no_violation_on_any_screen(state: str, narrow_page: Page, desk: Desk, prove: bool) -> None:
    set_reviews(desk)
    sit_down(narrow_page.context, desk, "demo-hr")
    STATES[state](narrow_page)
    pictures = f"console-{state}" if prove else ""
    assert find_faults(narrow_page, screens_of(state, prove=prove), pictures=pictures, full_page=True) == []


def test_by_keyboard_a_service_is_chosen_and_the_report_opened(page: Page, desk: Desk) -> None:
    set_reviews(desk)
    sit_down(page.context, desk, "demo-hr")
    page.goto("/standing")
    page.get_by_label("Over time, show").focus()
    page.keyboard.press("H")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/standing?service=Highways")
    press_until(page, "Monthly report")
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="PDRs and mandatory training").wait_for()


def test_on_paper_there_are_only_heading_sentences_and_tables(page: Page, desk: Desk) -> None:
    set_reviews(desk)
    sit_down(page.context, desk, "demo-hr")
    page.goto("/standing/report")
    page.emulate_media(media="print")
    assert page.get_by_role("heading", level=1).is_visible()
    assert page.get_by_role("table").first.is_visible()
    assert not page.get_by_label("Month", exact=True).is_visible()
    assert not page.get_by_role("navigation").is_visible()
