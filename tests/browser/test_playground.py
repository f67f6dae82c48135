"""The assistant in Microsoft's Agents Playground, as a line manager sees it, with the real API behind it."""

import json
from pathlib import Path

from playwright.sync_api import Page
from sqlalchemy import select

from api.feedback.models import Feedback
from tests.api.courses import add_session, book, places_taken
from tests.api.world import EMPLOYEE, MANAGER
from tests.browser.playground_page import address as address
from tests.browser.playground_page import cards_in, press, recorded, records, say, sees
from tests.browser.playground_page import gateway as gateway
from tests.browser.playground_page import script as script
from tests.browser.playground_page import scripted_rasa as scripted_rasa
from tests.browser.playground_page import staff as staff
from tests.browser.playground_page import teams as teams
from tests.browser.playground_page import var as var
from tests.browser.screens import SCREENSHOTS
from tests.browser.teams_script import TeamsScript
from tests.gateway.teams.card_linter import CardLinter
from tests.gateway.teams.staff import Staff
from tools.node import bring_node
from tools.teams.packages import bring_packages

HOPE = "That somebody looks at my chair, since my back hurts."


def feedback(staff: Staff) -> list[tuple[str, bool]]:
    with staff.world.context.database.read() as session:
        return [(row.article_id, row.helpful) for row in session.scalars(select(Feedback))]


def test_a_person_is_welcomed_asks_and_rates(teams: Page, var: Path, staff: Staff) -> None:
    teams.screenshot(path=SCREENSHOTS / "teams-welcome.png")
    say(teams, "what is a pdr?")
    sees(teams, "Source: Transformation Programme Plan", "answer")
    press(teams, "Like")
    teams.get_by_role("button", name="Submit").last.click()
    for _ in range(300):
        if feedback(staff):
            break
        teams.wait_for_timeout(50)
    assert feedback(staff) == [("pdr-what", True)]
    press(teams, "Close")
    record = recorded(var)
    assert all(
        word in record for word in ('"installationUpdate"', '"message/submitAction"', '"Claim"', '"feedbackLoop"')
    )
    assert [person for person, _, _ in staff.chats()] == ["demo-manager"]
    # It was started there, and leaves nothing outside its own directory.
    assert not (var / "devTools").exists()


def test_choices_can_be_pressed(teams: Page) -> None:
    say(teams, "training")
    teams.get_by_role("button", name="Book a training course").last.wait_for()
    teams.screenshot(path=SCREENSHOTS / "teams-choices.png")
    teams.get_by_role("button", name="Book a training course").last.click()
    teams.get_by_text("Which course would you like to book?").last.wait_for()


def test_training_is_booked_by_card(teams: Page, var: Path, staff: Staff, script: TeamsScript) -> None:
    say(teams, "book fire marshal")
    sees(teams, "Which one suits you?", "dates")
    press(teams, "Date 1")
    sees(teams, "You chose: Date 1")
    sees(teams, "Shall I book it?", "summary")
    press(teams, "Yes, book it")
    sees(teams, f"Reference {script.booking.get('reference', 'TR-')}", "booked")
    # The confirmation stands where the question was, and is not said again unasked.
    assert teams.get_by_text("Shall I book it?").count() == 0
    staff.let_the_morning_come()
    assert places_taken(staff.world, script.sessions[0]) == (1, 1)
    assert '"adaptiveCard/action"' in recorded(var)
    assert staff.notices() == []


def test_a_booking_is_cancelled_in_text(teams: Page, staff: Staff, script: TeamsScript) -> None:
    say(teams, "cancel my booking")
    sees(teams, "Cancelled", "cancelled")
    assert places_taken(staff.world, script.sessions[0]) == (0, 0)


def test_an_old_card_says_that_it_is_old(teams: Page, script: TeamsScript) -> None:
    say(teams, "book fire marshal")
    sees(teams, "Which one suits you?")
    say(teams, "hello")
    sees(teams, "You said: hello")
    before = len(script.heard)
    press(teams, "Date 2")
    sees(teams, "That button doesn't work any more", "old-card")
    assert len(script.heard) == before


def test_a_private_question_is_answered_on_its_card(teams: Page, var: Path, staff: Staff, script: TeamsScript) -> None:
    say(teams, "refer me")
    sees(teams, "What do you hope for?", "private-question")
    teams.get_by_label("Your answer").last.fill(HOPE)
    press(teams, "Send to the form")
    sees(teams, "Noted on the form.", "private-answered")
    draft = staff.world.get(f"/v1/referral-drafts/{script.draft}", person=MANAGER).json()
    assert draft["answers"]["hopes"] == HOPE
    assert HOPE not in str(script.heard)
    assert teams.get_by_text(HOPE).count() == 0
    # Only the click itself holds it, as Teams hands it over.
    holding = [one["activityName"] for one in records(var) if HOPE in json.dumps(one)]
    assert holding == ["invoke"]
    assert HOPE not in json.dumps([one.get("response") for one in records(var)])


def test_a_request_is_approved_where_it_is_told(teams: Page, staff: Staff, script: TeamsScript) -> None:
    session_id = add_session(staff.world, "first-aid", days=35)
    booking = book(staff.world, session_id, person=EMPLOYEE).json()
    assert booking["state"] == "requested"
    staff.let_the_morning_come()
    sees(teams, "Priya Nair asks for a place: First Aid", "approval-wanted")
    press(teams, "Approve")
    sees(teams, "Priya Nair has the place", "approved")
    shown = staff.world.get(f"/v1/bookings/{booking['id']}", person=EMPLOYEE).json()
    assert shown["state"] == "booked"
    assert script.heard[-1] == "Approve the request of Priya Nair for First Aid"


def test_a_reminder_comes_unasked_and_reminders_can_be_switched_off(teams: Page, staff: Staff) -> None:
    staff.remind(book(staff.world, add_session(staff.world, days=50), person=MANAGER).json()["id"])
    sees(teams, "Very soon: Fire Marshal", "reminder")
    press(teams, "Stop reminders")
    sees(teams, "Switched off:", "reminders-off")
    assert staff.refused("demo-manager") == ["reminders"]
    say(teams, "settings")
    sees(teams, "What I tell you here unasked:", "settings")


def test_hostile_words_are_shown_as_they_are(teams: Page) -> None:
    say(teams, "html")
    teams.get_by_text("<img src=x onerror=alert(1)>").last.wait_for()
    assert teams.locator("a[href^='javascript'], img[src='x']").count() == 0
    teams.screenshot(path=SCREENSHOTS / "teams-hostile.png")


def test_every_card_that_was_sent_keeps_to_the_rules(var: Path, teams: Page) -> None:
    linter = CardLinter.start(list(bring_node().node), bring_packages())
    sent = [card for one in records(var) for card in cards_in(one)]
    faults = [fault for card in sent for fault in linter.faults(card)]
    linter.close()
    assert len(sent) >= 8
    assert faults == []
