"""The console without JavaScript, and by keyboard alone."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from tests.browser.test_keyboard import press_until
from tests.console.desk import Desk
from tests.console.stage import find_session, set_stage, state_of

Sit = Callable[[str], None]


@pytest.fixture
def context_options(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {"java_script_enabled": "without" not in request.node.name}


def test_a_session_is_changed_and_cancelled_without_a_script(page: Page, desk: Desk, sit: Sit) -> None:
    set_stage(desk)
    sit("demo-learning")
    page.goto("/sessions")
    page.get_by_role("link", name="Fire Marshal").nth(1).click()
    page.get_by_role("button", name="Change the session").click()
    page.get_by_label("Where").fill("Southport Town Hall")
    page.get_by_role("button", name="Save the changes").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("What your change means")
    page.get_by_role("button", name="Make the change").click()
    expect(page.get_by_role("alert")).to_contain_text("Everybody who is booked or waits is told")
    assert find_session(desk, "full").place == "Southport Town Hall"
    page.get_by_role("button", name="Cancel the session").click()
    page.get_by_role("button", name="Cancel the session").click()
    expect(page.get_by_role("alert")).to_contain_text("The session is cancelled")
    assert find_session(desk, "full").state == "cancelled"


def test_an_error_leads_to_its_field_without_a_script(page: Page, desk: Desk, sit: Sit) -> None:
    set_stage(desk)
    sit("demo-learning")
    page.goto("/sessions/new")
    page.get_by_role("button", name="Add the session").click()
    page.get_by_role("link", name="Enter who holds the session").click()
    assert page.url.endswith("#trainer")
    expect(page.get_by_label("Trainer")).to_be_visible()


def test_errors_take_the_focus_where_there_is_a_script(page: Page, desk: Desk, sit: Sit) -> None:
    set_stage(desk)
    sit("demo-learning")
    page.goto("/sessions/new")
    page.get_by_role("button", name="Add the session").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    press_until(page, "Enter who holds the session")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Trainer")).to_be_focused()
    assert Axe().run(page).violations_count == 0


def test_a_request_is_approved_by_keyboard(page: Page, desk: Desk, sit: Sit) -> None:
    set_stage(desk)
    sit("demo-manager")
    page.goto("/requests")
    press_until(page, "Skip to main content")
    press_until(page, "Priya Nair")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Priya Nair asks for a place")
    press_until(page, "decision")
    page.keyboard.press("Space")
    press_until(page, "Send the answer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The request is approved")
    assert state_of(desk, "two-days-demo-employee") == "booked"


def test_what_did_not_arrive_is_found_by_keyboard(page: Page, desk: Desk, sit: Sit) -> None:
    set_stage(desk)
    sit("demo-learning")
    page.goto("/messages")
    press_until(page, "Not delivered in Teams")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Not delivered in Teams")
    press_until(page, "Skip to main content")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    press_until(page, "It did not arrive", most=2)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=2)).to_have_text("It did not arrive")
    expect(page.get_by_role("row")).to_contain_text(["Why", "The person took the app away"])


def test_enter_in_a_field_saves_and_adds_no_day(page: Page, desk: Desk, sit: Sit) -> None:
    set_stage(desk)
    sit("demo-learning")
    page.goto("/sessions/free/edit")
    page.get_by_label("Trainer").fill("Another trainer")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The session is changed")
    assert find_session(desk, "free").trainer == "Another trainer"
