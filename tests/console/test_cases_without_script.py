"""The Health Unit's pages without JavaScript, and by keyboard alone."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_keyboard import press_until
from tests.console.casework import HEALTH, add_slot, bring_to, state_of
from tests.console.desk import Desk

Sit = Callable[[str], None]


@pytest.fixture
def context_options(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {"java_script_enabled": "without" not in request.node.name}


def test_a_case_is_triaged_and_an_appointment_offered_without_a_script(page: Page, desk: Desk, sit: Sit) -> None:
    case = bring_to(desk, "submitted")
    add_slot(desk)
    sit(HEALTH)
    page.goto("/cases")
    page.get_by_role("link", name="RF-").click()
    page.get_by_label("Triage").check()
    page.get_by_role("button", name="Open the case").click()
    page.get_by_role("button", name="Triage").click()
    page.get_by_label("Note (optional)").fill("Kept when something is missing.")
    page.get_by_role("button", name="Save the triage").click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Choose who should see the person")
    expect(page.get_by_label("Note (optional)")).to_have_value("Kept when something is missing.")
    for choice in ("Nurse", "By telephone", "Routine"):
        page.get_by_label(choice, exact=True).check()
    page.get_by_role("button", name="Save the triage").click()
    expect(page.get_by_role("alert")).to_contain_text("The triage is saved")
    page.get_by_role("button", name="Offer an appointment").click()
    page.get_by_role("radio").first.check()
    page.get_by_role("button", name="Offer this time").click()
    expect(page.get_by_role("alert")).to_contain_text("The appointment is offered")
    assert state_of(desk, case) == "appointment_offered"


def test_a_letter_is_downloaded_without_a_script(page: Page, desk: Desk, sit: Sit) -> None:
    bring_to(desk, "booked")
    sit(HEALTH)
    page.goto("/cases")
    page.get_by_role("link", name="RF-").click()
    page.get_by_label("To arrange an appointment").check()
    page.get_by_role("button", name="Open the case").click()
    with page.expect_download() as started:
        page.get_by_role("link", name="Letter about the appointment").click()
    assert started.value.suggested_filename.endswith("-appointment.pdf")
    assert started.value.path().read_bytes().startswith(b"%PDF-")


def test_a_note_is_written_by_keyboard(page: Page, desk: Desk, sit: Sit) -> None:
    bring_to(desk, "submitted")
    sit(HEALTH)
    page.goto("/cases")
    press_until(page, "RF-")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Open the case of Priya Nair")
    press_until(page, "reason")
    page.keyboard.press("Space")
    press_until(page, "Open the case")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Priya Nair")
    press_until(page, "Write a note")
    # A link that looks like a button is pressed like one.
    page.keyboard.press("Space")
    expect(page.get_by_role("heading", level=1)).to_have_text("Write a note")
    press_until(page, "text")
    page.keyboard.type("Spoken with the person.")
    press_until(page, "Add the note")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The note is added")
    expect(page.locator("#notes ~ article")).to_contain_text("Spoken with the person.")
