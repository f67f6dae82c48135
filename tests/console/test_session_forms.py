"""The forms of a session: added, changed, cancelled, and who was there."""

from datetime import date, timedelta

import httpx
import pytest

from api.console.sessions.session_forms import fill
from api.training.sessions.models import TrainingSession
from tests.api.courses import told
from tests.console.desk import TOKEN, Desk
from tests.console.stage import find_session, state_of, world_of

LATER = date.today() + timedelta(days=60)  # noqa: DTZ011 any day to come


SESSION = {
    "course_id": "fire-marshal",
    "days": "1",
    "day-1-day": str(LATER.day),
    "day-1-month": str(LATER.month),
    "day-1-year": str(LATER.year),
    "day-1-start": "9.30",
    "day-1-end": "4pm",
    "place": "Bootle Town Hall",
    "trainer": "Somebody",
    "capacity": "12",
}


def current(desk: Desk, session_id: str) -> dict[str, str]:
    """Return the form of a session as its page shows it."""
    with desk.context.database.read() as session:
        found = session.get(TrainingSession, session_id)
        assert found is not None
        return fill(found).values


def test_a_session_is_added_in_the_councils_own_time(staged: Desk, client: httpx.Client) -> None:
    answer = staged.send(client, "/sessions/new", SESSION)
    session = find_session(staged, answer.headers["location"].split("/")[2].partition("?")[0])
    assert (session.capacity, session.place) == (12, "Bootle Town Hall")
    assert client.get(answer.headers["location"]).text.count("09:30 to 16:00") == 1


def test_a_form_that_comes_twice_adds_one_session(staged: Desk, client: httpx.Client) -> None:
    fields = {"form_token": TOKEN, "once": "a" * 32, **SESSION}
    answers = [client.post("/sessions/new", data=fields) for _ in range(2)]
    assert len({answer.headers["location"] for answer in answers}) == 1


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"course_id": ""}, "Choose a course"),
        ({"day-1-day": "31", "day-1-month": "2"}, "The date must be a real date"),
        ({"day-1-day": "", "day-1-month": "", "day-1-year": ""}, "The date is missing"),
        ({"day-1-start": "25:00"}, "The start must be a time"),
        ({"day-1-end": "9:00"}, "The end must be after its start"),
        ({"capacity": "many"}, "Places must be a whole number from 1 to 1,000"),
        ({"place": ""}, "Enter where the session is held"),
        ({"link": "http://somewhere"}, "The link must begin with https://"),
        ({"course_id": "safety"}, "not of the kind"),
        ({"place": "x" * 201}, "Use 200 characters or fewer"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_field_is_named_and_everything_typed_is_kept(
    changes: dict[str, str], message: str, staged: Desk, client: httpx.Client
) -> None:
    answer = staged.send(client, "/sessions/new", {**SESSION, "trainer": "<b>A “trainer” & co</b>", **changes})
    assert answer.status_code == 422
    assert message in answer.text
    assert "<title>Error: " in answer.text
    assert "&lt;b&gt;A “trainer” &amp; co&lt;/b&gt;" in answer.text


def test_a_day_more_keeps_what_was_typed(staged: Desk, client: httpx.Client) -> None:
    answer = staged.send(client, "/sessions/new", {**SESSION, "action": "add-day"})
    assert answer.status_code == 200
    assert 'name="day-2-start"' in answer.text
    assert 'value="9.30"' in answer.text


def test_a_change_is_shown_before_it_is_made(staged: Desk, client: httpx.Client) -> None:
    fields = {**current(staged, "full"), "place": "Southport Town Hall"}
    shown = staged.send(client, "/sessions/full/edit", fields)
    assert "What your change means" in shown.text
    assert "3 people are told by e-mail" in shown.text
    assert "Rival 2" in shown.text
    assert find_session(staged, "full").place == "Bootle Town Hall"
    made = staged.send(client, "/sessions/full/edit", {**fields, "seen": "yes"})
    assert made.headers["location"].endswith("done=session-changed-told")
    assert find_session(staged, "full").place == "Southport Town Hall"
    assert told(world_of(staged)).count("session_changed") == 3


def test_a_change_that_nobody_sees_is_made_at_once(staged: Desk, client: httpx.Client) -> None:
    fields = {**current(staged, "free"), "place": "Southport Town Hall"}
    assert staged.send(client, "/sessions/free/edit", fields).status_code == 303
    assert find_session(staged, "free").place == "Southport Town Hall"


def test_new_places_are_offered_to_who_waits(staged: Desk, client: httpx.Client) -> None:
    fields = {**current(staged, "full"), "capacity": "3"}
    assert "1 person from the waiting list" in staged.send(client, "/sessions/full/edit", fields).text
    staged.send(client, "/sessions/full/edit", {**fields, "seen": "yes"})
    assert state_of(staged, "full-rival-2") == "offered"


def test_fewer_places_than_are_taken_are_refused_beside_the_field(staged: Desk, client: httpx.Client) -> None:
    answer = staged.send(client, "/sessions/full/edit", {**current(staged, "full"), "capacity": "1"})
    assert answer.status_code == 422
    assert 'href="#capacity"' in answer.text


def test_going_back_from_the_effect_keeps_the_form(staged: Desk, client: httpx.Client) -> None:
    fields = {**current(staged, "full"), "place": "Southport Town Hall", "action": "back"}
    answer = staged.send(client, "/sessions/full/edit", fields)
    assert 'value="Southport Town Hall"' in answer.text
    assert "Change the session" in answer.text


def test_cancelling_shows_the_people_and_then_tells_them(staged: Desk, client: httpx.Client) -> None:
    shown = client.get("/sessions/full/cancel").text
    assert "3 people lose their place or their turn" in shown
    assert "Rival 0" in shown
    staged.send(client, "/sessions/full/cancel")
    assert find_session(staged, "full").state == "cancelled"
    assert told(world_of(staged)).count("session_cancelled") == 3


def test_attendance_completes_the_course_and_can_be_corrected(staged: Desk, client: httpx.Client) -> None:
    marks = {"mark-held-rival-3": "there", "mark-held-rival-4": "away"}
    assert staged.send(client, "/sessions/held/attendance", marks).status_code == 303
    assert (state_of(staged, "held-rival-3"), state_of(staged, "held-rival-4")) == ("attended", "absent")
    staged.send(client, "/sessions/held/attendance", {"mark-held-rival-4": "there"})
    assert state_of(staged, "held-rival-4") == "attended"


def test_attendance_of_a_session_to_come_is_refused(staged: Desk, client: httpx.Client) -> None:
    answer = staged.send(client, "/sessions/full/attendance", {"mark-full-rival-0": "there"})
    assert answer.status_code == 409
    assert "has not begun" in answer.text
    assert state_of(staged, "full-rival-0") == "booked"
