"""No axe violation in any state of any page, wide and narrow, light and dark.

What leads to a state is done on the narrow screen. In `make test` each state is checked on two of the four screens;
`--prove` checks it on all, and keeps screenshots of them.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.screens import find_faults, screens_of
from tests.console.case_pages import CASE_STATES, set_cases
from tests.console.conftest import sit_down
from tests.console.desk import Desk
from tests.console.inductions_stage import set_inductions
from tests.console.stage import set_stage

Show = Callable[[Page], None]


def show(path: str) -> Show:
    return lambda page: void(page.goto(path))


def press(path: str, button: str) -> Show:
    def go(page: Page) -> None:
        page.goto(path)
        page.get_by_role("button", name=button).click()
        page.wait_for_load_state()

    return go


def show_effect(page: Page) -> None:
    page.goto("/sessions/full/edit")
    page.get_by_label("Where").fill("Southport Town Hall")
    page.get_by_label("Places").fill("3")
    page.get_by_role("button", name="Save the changes").click()
    page.get_by_role("heading", name="What your change means").wait_for()


def check_table(content: str) -> Show:
    def go(page: Page) -> None:
        page.goto("/sessions/import")
        file: Any = {"name": "sessions.csv", "mimeType": "text/csv", "buffer": content.encode()}
        page.get_by_label("Table").set_input_files(file)
        page.get_by_role("button", name="Check the table").click()
        page.get_by_role("heading", name="What the table would do").wait_for()

    return go


def choose_person(page: Page) -> None:
    page.context.clear_cookies()
    page.goto("/sessions")
    page.get_by_role("heading", name="Choose who you are").wait_for()


def void(_: object) -> None:
    """Forget a value."""


COLUMNS = "course_id,place,online,link,trainer,capacity,days"
GOOD = f"{COLUMNS}\nfire-marshal,Bootle,no,,A trainer,12,2027-06-01 09:30-12:30\n"
WRONG = f"{COLUMNS}\nno-such-course,Bootle,no,,A trainer,12,2027-06-01 09:30-12:30\nfire-marshal,,maybe,,,0,soon\n"

STATES: dict[str, tuple[str, Show]] = {
    "choose-person": ("demo-learning", choose_person),
    "sessions": ("demo-learning", show("/sessions")),
    "sessions-held": ("demo-learning", show("/sessions?when=held")),
    "sessions-none": ("demo-learning", show("/sessions?search=zebra")),
    "session": ("demo-learning", show("/sessions/full?done=session-changed-told")),
    "session-new": ("demo-learning", show("/sessions/new")),
    "session-new-days": ("demo-learning", press("/sessions/new", "Add a day")),
    "session-new-wrong": ("demo-learning", press("/sessions/new", "Add the session")),
    "session-edit": ("demo-learning", show("/sessions/two-days/edit")),
    "session-effect": ("demo-learning", show_effect),
    "session-cancel": ("demo-learning", show("/sessions/full/cancel")),
    "session-cancelled": ("demo-learning", press("/sessions/full/cancel", "Cancel the session")),
    "attendance": ("demo-learning", show("/sessions/held/attendance")),
    "attendance-early": ("demo-learning", show("/sessions/full/attendance")),
    "attendance-wrong": ("demo-learning", press("/sessions/held/attendance", "Save the attendance")),
    "import": ("demo-learning", show("/sessions/import")),
    "import-missing": ("demo-learning", press("/sessions/import", "Check the table")),
    "import-good": ("demo-learning", check_table(GOOD)),
    "import-wrong": ("demo-learning", check_table(WRONG)),
    "courses": ("demo-learning", show("/courses")),
    "course-new-wrong": ("demo-learning", press("/courses/new", "Add the course")),
    "course-edit": ("demo-learning", show("/courses/mhfa/edit")),
    "requests": ("demo-manager", show("/requests")),
    "requests-none": ("demo-learning", show("/requests")),
    "request": ("demo-manager", show("/requests/bookings/two-days-demo-employee")),
    "request-wrong": ("demo-manager", press("/requests/bookings/two-days-demo-employee", "Send the answer")),
    "application": ("demo-manager", show("/requests/applications/application")),
    "compliance": ("demo-hr", show("/compliance")),
    "compliance-course": ("demo-hr", show("/compliance?by=course")),
    "inductions": ("demo-hr", show("/inductions")),
    "messages": ("demo-learning", show("/messages")),
    "messages-sent": ("demo-learning", show("/messages?state=sent")),
    "messages-again": ("demo-learning", press("/messages", "Try again")),
    "undelivered": ("demo-learning", show("/undelivered")),
    "undelivered-failed": ("demo-learning", show("/undelivered?state=failed")),
    "undelivered-none": ("demo-health-unit", show("/undelivered")),
    "refused": ("demo-manager", show("/sessions")),
    "missing": ("demo-learning", show("/nowhere")),
    "signed-out": ("demo-learning", press("/sessions", "Sign out")),
    **CASE_STATES,
}


@pytest.mark.parametrize("state", STATES)
def test_a_page_has_no_violation_and_no_sideways_scroll_on_any_screen(
    state: str, narrow_page: Page, desk: Desk, prove: bool
) -> None:
    person, go = STATES[state]
    set_stage(desk)
    set_inductions(desk)
    if state in CASE_STATES:
        set_cases(desk, state)
    sit_down(narrow_page.context, desk, person)
    go(narrow_page)
    pictures = f"console-{state}" if prove else ""
    assert find_faults(narrow_page, screens_of(state, prove=prove), pictures=pictures, full_page=True) == []
