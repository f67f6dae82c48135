"""The Health Unit's pages on every screen, by keyboard and without a script."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete, select, update

from api.referrals.appointments.models import Slot
from api.referrals.audit.ending import note_end
from api.referrals.audit.models import AuditEntry
from tests.browser.screens import SCREENSHOTS, find_faults, screens_of
from tests.browser.test_keyboard import press_until
from tests.console.clinic_stage import add_slot, next_holiday, next_monday, set_clinic
from tests.console.conftest import sit_down
from tests.console.desk import Desk
from tests.console.figures_stage import add_referrals, set_few, set_figures
from tests.console.test_pages import Show, press, show

Sit = Callable[[str], None]
UNIT = "demo-health-unit"
CALENDAR = f"/clinic?week={next_monday()}"


@pytest.fixture
def context_options(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {"java_script_enabled": "without" not in request.node.name}


def fill_day(page: Page, legend: str, day: date) -> None:
    group = page.get_by_role("group", name=legend)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(value))


def fill_series(page: Page, first: date, last: date) -> None:
    page.goto("/clinic/slots/series")
    fill_day(page, "First day", first)
    fill_day(page, "Last day", last)
    for day in ("Monday", "Wednesday", "Friday"):
        page.get_by_label(day).check()
    page.get_by_label("First slot at").fill("9")
    page.get_by_label("Last slot ends by").fill("12:30")
    page.get_by_label("Kind of clinician").select_option("Physician")
    page.get_by_label("Face to face").check()
    page.get_by_label("Where").fill("Room 3, Magdalen House, Bootle")


def preview(page: Page) -> None:
    fill_series(page, next_holiday() - timedelta(days=10), next_holiday() + timedelta(days=10))
    page.get_by_role("button", name="Show what would be made").click()
    page.get_by_role("heading", name="What would be made").wait_for()


def preview_clashes(page: Page) -> None:
    fill_series(page, next_monday(), next_monday() + timedelta(days=7))
    page.get_by_role("button", name="Show what would be made").click()
    page.get_by_role("heading", name="What would be made").wait_for()


def show_few(page: Page) -> None:
    page.goto("/statistics")
    page.get_by_label("Two months").select_option(index=1)
    page.get_by_role("button", name="Show").click()


def show_few_report(page: Page) -> None:
    show_few(page)
    page.get_by_role("link", name="Paragraph for the Cabinet Member report").click()
    page.get_by_label("The paragraph to copy").wait_for()


def prepare_figures(desk: Desk) -> None:
    set_figures(desk)
    before = set_few(desk).year_before
    add_referrals(desk, before, {"Communities": 30, "Planning": 12}, {"stress": 42}, {"phone": 9})


def prepare_trail(desk: Desk) -> None:
    with desk.client(UNIT) as unit:
        for path in (CALENDAR, "/audit/check", "/statistics?period=2025-1", *["/audit"] * 50, CALENDAR):
            unit.get(path)
    note_end(desk.context.database, desk.context.vault.audit_key, desk.context.checkpoint_file)


def prepare_broken(desk: Desk) -> None:
    prepare_trail(desk)
    with desk.context.database.write() as session:
        session.execute(update(AuditEntry).where(AuditEntry.number == 2).values(purpose="routine"))
        session.execute(delete(AuditEntry).where(AuditEntry.number == 5))


PREPARE = {"figures": prepare_figures, "audit": prepare_trail, "broken": prepare_broken}


STATES: dict[str, tuple[str, Show]] = {
    "calendar": (UNIT, show(CALENDAR)),
    "calendar-done": (UNIT, show(f"{CALENDAR}&done=slots-added")),
    "calendar-kind": (UNIT, show(f"{CALENDAR}&clinician=physician")),
    "calendar-holiday": (UNIT, show(f"/clinic?week={next_holiday()}")),
    "calendar-none-chosen": (UNIT, press(CALENDAR, "Withdraw the chosen slots")),
    "slot-new": (UNIT, show("/clinic/slots/new")),
    "slot-new-wrong": (UNIT, press("/clinic/slots/new", "Add the slot")),
    "series-new": (UNIT, show("/clinic/slots/series")),
    "series-wrong": (UNIT, press("/clinic/slots/series", "Show what would be made")),
    "series-preview": (UNIT, preview),
    "series-clashes": (UNIT, preview_clashes),
    "figures": (UNIT, show("/statistics")),
    "figures-hr": ("demo-hr", show("/statistics")),
    "figures-few": (UNIT, show_few),
    "figures-none": (UNIT, show("/statistics?period=2024-1")),
    "figures-running": (UNIT, show("/statistics?period=2099-6")),
    "figures-report": (UNIT, show("/statistics/report")),
    "figures-few-report": (UNIT, show_few_report),
    "audit": (UNIT, show("/audit")),
    "audit-wrong": (UNIT, show("/audit?case=RF-1&person=Zebedee&day=2027-13-01")),
    "audit-none": (UNIT, show("/audit?day=2001-01-01")),
    "audit-choices": ("demo-health-unit", show("/audit?person=a&side=subject_id")),
    "audit-whole": (UNIT, show("/audit/check")),
    "broken-trail": (UNIT, show("/audit/check")),
}


@pytest.mark.parametrize("state", STATES)
def test_a_page_of_the_health_unit_has_no_violation_on_any_screen(
    state: str, narrow_page: Page, desk: Desk, prove: bool
) -> None:
    person, go = STATES[state]
    set_clinic(desk)
    PREPARE.get(state.partition("-")[0], lambda _: None)(desk)
    sit_down(narrow_page.context, desk, person)
    go(narrow_page)
    pictures = f"console-{state}" if prove else ""
    assert find_faults(narrow_page, screens_of(state, prove=prove), pictures=pictures, full_page=True) == []
    desk.context.checkpoint_file.unlink(missing_ok=True)


def count_slots(desk: Desk) -> int:
    with desk.context.database.read() as session:
        return len(session.scalars(select(Slot)).all())


def test_a_series_is_made_without_a_script(page: Page, desk: Desk, sit: Sit) -> None:
    sit(UNIT)
    fill_series(page, next_monday(), next_monday())
    page.get_by_role("button", name="Show what would be made").click()
    page.get_by_role("button", name="Make 4 slots").click()
    expect(page.get_by_role("alert")).to_contain_text("The slots are added")
    assert count_slots(desk) == 4


def test_slots_are_withdrawn_without_a_script(page: Page, desk: Desk, sit: Sit) -> None:
    set_clinic(desk)
    sit(UNIT)
    page.goto(CALENDAR)
    page.get_by_role("checkbox", name="09:45, Nurse").check()
    page.get_by_role("button", name="Withdraw the chosen slots").click()
    expect(page.get_by_role("alert")).to_contain_text("The slot is withdrawn")
    expect(page.get_by_role("rowheader", name="09:45 to 10:30")).to_have_count(0)


def test_the_weeks_are_walked_and_a_slot_withdrawn_by_keyboard(page: Page, desk: Desk, sit: Sit) -> None:
    add_slot(desk, "free", next_monday(), 9)
    sit(UNIT)
    page.goto(f"/clinic?week={next_monday() - timedelta(days=7)}")
    press_until(page, "Next week")
    page.keyboard.press("Enter")
    expect(page.get_by_role("rowheader", name="09:00 to 09:45")).to_be_visible()
    press_until(page, "Next week")
    page.keyboard.press("Tab")
    expect(page.get_by_role("checkbox", name="09:00, Nurse")).to_be_focused()
    page.keyboard.press("Space")
    press_until(page, "Withdraw the chosen slots")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("The slot is withdrawn")
    assert count_slots(desk) == 0


def test_an_error_of_a_series_leads_to_its_field_without_a_script(page: Page, desk: Desk, sit: Sit) -> None:
    sit(UNIT)
    page.goto("/clinic/slots/series")
    page.get_by_role("button", name="Show what would be made").click()
    page.get_by_role("link", name="Choose one weekday or more").click()
    assert page.url.endswith("#weekday-0")


def test_figures_are_chosen_and_copied_by_keyboard(page: Page, desk: Desk, sit: Sit) -> None:
    prepare_figures(desk)
    sit("demo-hr")
    page.goto("/statistics")
    press_until(page, "January and February")
    page.keyboard.press("ArrowDown")
    press_until(page, "Show")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This table is withheld").first).to_be_visible()
    press_until(page, "Paragraph for the Cabinet Member report")
    page.keyboard.press("Enter")
    expect(page.get_by_label("The paragraph to copy")).to_have_value(re.compile("fewer than 8 referrals"))
    page.get_by_label("The paragraph to copy").focus()
    page.keyboard.press("ControlOrMeta+a")
    assert page.evaluate("document.activeElement.selectionEnd") > 200


def test_figures_and_trail_are_read_without_a_script(page: Page, desk: Desk, sit: Sit) -> None:
    prepare_figures(desk)
    sit(UNIT)
    page.goto("/statistics")
    page.get_by_label("Two months").select_option(index=1)
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("This table is withheld").first).to_be_visible()
    page.get_by_role("link", name="Audit trail").click()
    page.get_by_label("Person").fill("Marian")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_role("cell", name="Looked at the figures").first).to_be_visible()
    page.get_by_role("link", name="Check whether the trail is whole").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("The trail is whole")


def test_only_what_belongs_in_a_report_is_printed(page: Page, desk: Desk, sit: Sit, prove: bool) -> None:
    prepare_figures(desk)
    sit(UNIT)
    page.goto("/statistics/report")
    page.emulate_media(media="print", color_scheme="light")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".paragraph")).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(2)
    for hidden in ("#copy", ".menu", ".foot", ".govuk-back-link", ".seat"):
        expect(page.locator(hidden).first).to_be_hidden()
    if prove:
        page.screenshot(path=SCREENSHOTS / "console-report-printed.png", full_page=True)
