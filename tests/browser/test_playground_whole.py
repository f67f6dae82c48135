"""The whole assistant in Microsoft's Agents Playground: between the screen and the database nothing is scripted."""

import re
import sqlite3
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.playground_page import cards_in, opened_teams, press, records, say, sees, started_playground
from tests.browser.screens import SCREENSHOTS
from tests.gateway.edge_servers import free_port
from tests.gateway.teams.card_linter import CardLinter
from tests.stack.running import Stack
from tools.node import bring_node
from tools.paths import ROOT
from tools.teams.packages import bring_packages

LATEST = "SELECT state FROM bookings WHERE person_id = 'demo-manager' ORDER BY created_at DESC LIMIT 1"


@pytest.fixture(scope="module")
def whole() -> Iterator[Stack]:
    playground = f"http://127.0.0.1:{free_port()}"
    stack = Stack(ROOT / "var/test/playground", ROOT / "var", {"TEAMS_PLAYGROUND": playground})
    try:
        stack.start_all()
        with started_playground(stack.var, playground, stack.url):
            yield stack
    finally:
        stack.stop_all()


@pytest.fixture(scope="module")
def person(whole: Stack, browser: Browser) -> Iterator[Page]:
    address = dict(whole.parts["gateway"].settings)["TEAMS_PLAYGROUND"]
    with opened_teams(browser, address) as page:
        yield page


def latest_booking(stack: Stack) -> str:
    """Return the state of the manager's own last booking."""
    with sqlite3.connect(stack.var / "api.db", timeout=10) as database:
        return str((database.execute(LATEST).fetchone() or ("none",))[0])


def becomes(stack: Stack, page: Page, state: str) -> bool:
    for _ in range(200):
        if latest_booking(stack) == state:
            return True
        page.wait_for_timeout(50)
    return False


def test_a_question_is_answered_with_its_source(person: Page, whole: Stack) -> None:
    say(person, "what is a pdr?")
    sees(person, "Source: Transformation Programme Plan", "whole-answer")
    assert any('"Claim"' in str(one).replace("'", '"') for one in records(whole.var))


def test_a_course_is_chosen_and_booked_by_card(person: Page, whole: Stack) -> None:
    say(person, "Book a training course")
    sees(person, "Which course", "whole-courses")
    before = latest_booking(whole)
    assert before != "booked"
    press(person, "Race Equality")
    person.get_by_role("button", name=re.compile(r"Yes, book it|^(Mon|Tue|Wed|Thu|Fri)")).last.wait_for()
    person.screenshot(path=SCREENSHOTS / "teams-whole-dates.png")
    if not person.get_by_role("button", name="Yes, book it", exact=True).count():
        person.get_by_role("button", name=re.compile(r"^(Mon|Tue|Wed|Thu|Fri)")).last.click()
    press(person, "Yes, book it")
    sees(person, "Reference TR-", "whole-booked")
    assert becomes(whole, person, "booked")


def test_the_booking_is_cancelled_in_text(person: Page, whole: Stack) -> None:
    say(person, "cancel my booking on race equality")
    person.get_by_role("button", name=re.compile("^Yes")).last.wait_for()
    say(person, "yes")
    assert becomes(whole, person, "cancelled")
    sees(person, "ancelled", "whole-cancelled")


@pytest.mark.parametrize(
    ("said", "told", "picture"),
    [
        ("what needs me?", "Callum Doyle", "needs"),
        ("who still needs a PDR?", "Priya Nair", "pdrs"),
        ("settings", "What I tell you here unasked:", "settings"),
    ],
)
def test_what_a_manager_asks_is_a_card(said: str, told: str, picture: str, person: Page) -> None:
    say(person, said)
    sees(person, told, f"whole-{picture}")


def test_every_card_of_the_whole_assistant_keeps_to_the_rules(person: Page, whole: Stack) -> None:
    linter = CardLinter.start(list(bring_node().node), bring_packages())
    sent = [card for one in records(whole.var) for card in cards_in(one)]
    faults = [fault for card in sent for fault in linter.faults(card)]
    linter.close()
    assert len(sent) >= 6
    assert faults == []
