"""The states of the Health Unit's pages that are checked on every screen, each with the cases that it needs."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from api.referrals.agreements.models import AgreementKind
from api.referrals.form.specification import FormKind
from tests.console.casework import HEALTH, add_draft_file, add_files, add_slot, agree, bring_to, refer
from tests.console.desk import Desk

Show = Callable[[Page], None]
DAY = 24 * 3600


@dataclass(frozen=True)
class Wanted:
    """Where the case is, how its page is reached and what is done there, and by whom."""

    states: tuple[str, ...]
    go: Show
    person: str = HEALTH


def go_to(address: str) -> Show:
    def go(page: Page) -> None:
        page.goto(address)

    return go


def open_case(rest: str = "", *buttons: str) -> Show:
    """Open the case that is there, then a page of it, and press buttons."""

    def go(page: Page) -> None:
        ask_reason(page)
        page.get_by_label("To write or send a report").check()
        page.get_by_role("button", name="Open the case").click()
        page.get_by_role("heading", name="What you can do now").wait_for()
        if rest:
            page.goto(page.url + rest)
        for button in buttons:
            page.get_by_role("button", name=button).click()
            page.wait_for_load_state()

    return go


def open_first(button: str = "") -> Show:
    """Open what lies first among one's own files, and press a button."""

    def go(page: Page) -> None:
        page.goto("/files")
        page.locator("tbody a").first.click()
        page.wait_for_load_state()
        if button:
            page.get_by_role("button", name=button).first.click()
            page.wait_for_load_state()

    return go


def ask_reason(page: Page) -> None:
    page.goto("/cases")
    page.locator("tbody a").last.click()


def choose_no_reason(page: Page) -> None:
    ask_reason(page)
    page.get_by_role("button", name="Open the case").click()
    page.wait_for_load_state()


def cancel_twice(page: Page) -> None:
    """Cancel in one window what was cancelled in another meanwhile."""
    open_case("/steps/cancel")(page)
    other = page.context.new_page()
    other.goto(page.url)
    for window in (other, page):
        window.get_by_role("button", name="Cancel the appointment").click()
        window.wait_for_load_state()
    other.close()
    page.get_by_role("heading", name="There is a problem").wait_for()


def set_cases(desk: Desk, name: str) -> None:
    """Store the cases of a page; where there are several, two of them are late."""
    states = WANTED[name].states
    if len(states) > 1:
        desk.clock.ahead = -20 * DAY
        refer(desk)
        bring_to(desk, "triaged", FormKind.SELF)
        desk.clock.ahead = 0
    for state in states:
        case = bring_to(desk, state)
        if state == "report_offered":
            agree(desk, case, AgreementKind.RELEASE, comment="Thank you. The date in the second line is wrong.")
    if name in ("case-files", "files-case"):
        add_files(desk, case)
    if name.startswith("files-draft"):
        add_draft_file(desk)
    if "offer" in name or "move" in name:
        for hour in (9, 11, 14):
            add_slot(desk, days=6, hour=hour)


SEVERAL = ("submitted", "triaged", "booked", "attended", "report_offered", "released")
WANTED = {
    "cases": Wanted(SEVERAL, go_to("/cases")),
    "cases-paged": Wanted(SEVERAL, go_to("/cases?limit=3")),
    "cases-none": Wanted((), go_to("/cases?state=withdrawn")),
    "case-reason": Wanted(("triaged",), ask_reason),
    "case-reason-wrong": Wanted(("triaged",), choose_no_reason),
    "case-new": Wanted(("submitted",), open_case()),
    "case-released": Wanted(("released",), open_case()),
    "case-triage": Wanted(("submitted",), open_case("/triage")),
    "case-triage-wrong": Wanted(("submitted",), open_case("/triage", "Save the triage")),
    "case-triage-late": Wanted(("booked",), open_case("/triage")),
    "case-offer": Wanted(("triaged",), open_case("/offer")),
    "case-offer-wrong": Wanted(("triaged",), open_case("/offer", "Offer this time")),
    "case-no-times": Wanted(("triaged",), open_case("/offer")),
    "case-move": Wanted(("booked",), open_case("/move")),
    "case-move-offer": Wanted(("appointment_offered",), open_case("/move")),
    "case-files": Wanted(("submitted",), open_case("/files")),
    "case-files-none": Wanted(("submitted",), open_case("/files")),
    "case-attendance-early": Wanted(("booked",), open_case("/attendance")),
    "case-correction": Wanted(("attended",), open_case("/correction")),
    "case-correction-wrong": Wanted(("attended",), open_case("/correction", "Note that they missed it")),
    "case-cancel": Wanted(("booked",), open_case("/steps/cancel")),
    "case-cancelled": Wanted(("booked",), open_case("/steps/cancel", "Cancel the appointment")),
    "case-cancelled-twice": Wanted(("booked",), cancel_twice),
    "case-note-wrong": Wanted(("attended",), open_case("/note", "Add the note")),
    "case-report": Wanted(("attended",), open_case("/report")),
    "case-report-again": Wanted(("report_offered",), open_case("/report")),
    "case-report-offer": Wanted(("report_written",), open_case("/steps/offer-report")),
    "case-release": Wanted(("report_offered",), open_case("/steps/release-report")),
    "case-close": Wanted(("released",), open_case("/steps/close")),
    "files": Wanted(("submitted", "triaged"), go_to("/files"), "demo-employee"),
    "files-none": Wanted((), go_to("/files"), "demo-learning"),
    "files-case": Wanted(("submitted",), open_first(), "demo-employee"),
    "files-case-over": Wanted(("closed",), open_first(), "demo-employee"),
    "files-draft": Wanted((), open_first(), "demo-manager"),
    "files-draft-wrong": Wanted((), open_first("Add the file"), "demo-manager"),
    "files-draft-removed": Wanted((), open_first("Take back"), "demo-manager"),
}
CASE_STATES: dict[str, tuple[str, Show]] = {name: (wanted.person, wanted.go) for name, wanted in WANTED.items()}
