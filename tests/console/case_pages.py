"""The states of the Health Unit's pages that are checked on every screen, and the cases that stand on them.

Cases have ids of their own, and are found on the page by where they are.
"""

from collections.abc import Callable

from playwright.sync_api import Page

from api.referrals.agreements.models import AgreementKind
from api.referrals.form.specification import FormKind
from tests.console.casework import HEALTH, add_slot, agree, bring_to, refer
from tests.console.desk import Desk

Show = Callable[[Page], None]
DAY = 24 * 3600
# Where each case is, by the state that the inbox is asked for.
ON_STAGE = ("submitted", "triaged", "booked", "attended", "report_offered", "released", "closed")


def set_cases(desk: Desk) -> None:
    """Store a case in each of some states; two are late."""
    desk.clock.ahead = -20 * DAY
    refer(desk)
    bring_to(desk, "triaged", FormKind.SELF)
    desk.clock.ahead = 0
    for state in ON_STAGE:
        case = bring_to(desk, state)
        if state == "report_offered":
            agree(desk, case, AgreementKind.RELEASE)
    for hour in (9, 11, 14):
        add_slot(desk, days=6, hour=hour)


def go_to(address: str) -> Show:
    def go(page: Page) -> None:
        page.goto(address)

    return go


def open_case(state: str, rest: str = "", button: str = "") -> Show:
    """Open the newest case of a state, then a page of it, and press a button there when one is named."""

    def go(page: Page) -> None:
        page.goto(f"/cases?state={state}")
        page.locator("tbody a").last.click()
        page.get_by_label("To write or send a report").check()
        page.get_by_role("button", name="Open the case").click()
        page.get_by_role("heading", name="What you can do now").wait_for()
        if rest:
            page.goto(page.url + rest)
        if button:
            page.get_by_role("button", name=button).click()
            page.wait_for_load_state()

    return go


def ask_reason(page: Page) -> None:
    page.goto("/cases?state=triaged")
    page.locator("tbody a").last.click()


def choose_no_reason(page: Page) -> None:
    ask_reason(page)
    page.get_by_role("button", name="Open the case").click()
    page.wait_for_load_state()


CASE_STATES: dict[str, tuple[str, Show]] = {
    name: (HEALTH, go)
    for name, go in {
        "cases": go_to("/cases"),
        "cases-none": go_to("/cases?state=withdrawn"),
        "case-reason": ask_reason,
        "case-reason-wrong": choose_no_reason,
        "case-new": open_case("submitted"),
        "case-released": open_case("released"),
        "case-triage": open_case("submitted", "/triage"),
        "case-triage-wrong": open_case("submitted", "/triage", "Save the triage"),
        "case-triage-late": open_case("booked", "/triage"),
        "case-offer": open_case("triaged", "/offer"),
        "case-offer-wrong": open_case("triaged", "/offer", "Offer this time"),
        "case-attendance-early": open_case("booked", "/attendance"),
        "case-cancel": open_case("booked", "/steps/cancel"),
        "case-cancelled": open_case("booked", "/steps/cancel", "Cancel the appointment"),
        "case-note-wrong": open_case("attended", "/note", "Add the note"),
        "case-report": open_case("attended", "/report"),
        "case-report-again": open_case("report_offered", "/report"),
        "case-release": open_case("report_offered", "/steps/release-report"),
        "case-close": open_case("released", "/steps/close"),
    }.items()
}
