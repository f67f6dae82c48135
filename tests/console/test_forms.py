"""What forms of the console do, what they refuse, and that nothing typed is lost."""

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import httpx
import pytest

from api.console.exports import neutralise, restore
from api.console.fields import Form
from api.console.sessions.session_forms import fill
from api.notifications.models import Notification, NotificationState
from api.people.models import Person
from api.training.courses.models import Course
from api.training.sessions.models import TrainingSession
from tests.api.courses import told
from tests.console.desk import TOKEN, Desk
from tests.console.stage import find_session, set_stage, state_of, world_of

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
COURSE = {
    "id": "first-aid",
    "title": "First Aid",
    "summary": "What to do until help comes.",
    "topic": "safety",
    "kind": "dated",
    "mandatory_for": "nobody",
    "cut_off_days": "2",
    "late_days": "5",
    "is_active": "yes",
}


@pytest.fixture
def staged(desk: Desk) -> Desk:
    set_stage(desk)
    return desk


@pytest.fixture
def client(staged: Desk) -> Iterator[httpx.Client]:
    with staged.client("demo-learning") as client:
        yield client


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


def test_a_course_is_added_changed_and_taken_off(staged: Desk, client: httpx.Client) -> None:
    assert staged.send(client, "/courses/new", COURSE).status_code == 303
    changed = {**COURSE, "title": "First Aid at Work", "is_active": "", "names": "FAW\nfirst aider"}
    assert staged.send(client, "/courses/first-aid/edit", changed).status_code == 303
    with staged.context.database.read() as session:
        course = session.get(Course, "first-aid")
    assert course is not None
    assert (course.title, course.is_active, course.names) == ("First Aid at Work", False, ["FAW", "first aider"])
    assert "First Aid at Work" in client.get("/courses").text


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": "fire-marshal"}, "There is a course with this id"),
        ({"id": "First Aid"}, "Use small letters, digits and hyphens only"),
        ({"topic": "Health & Safety"}, "Use small letters, digits and hyphens only"),
        ({"kind": "lecture"}, "Choose how the course is taken"),
        ({"valid_months": "0"}, "Months that it counts must be a whole number from 1 to 120"),
        ({"summary": "x" * 501}, "Use 500 characters or fewer; there are 501"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_course_is_refused(changes: dict[str, str], message: str, staged: Desk, client: httpx.Client) -> None:
    answer = staged.send(client, "/courses/new", COURSE | changes)
    assert (answer.status_code, message in answer.text) == (422, True)


def test_a_manager_approves_a_request(staged: Desk) -> None:
    path = "/requests/bookings/two-days-demo-employee"
    with staged.client("demo-manager") as manager:
        assert "Priya Nair" in manager.get("/requests").text
        assert staged.send(manager, path, {"decision": "approve"}).status_code == 303
        assert "nothing left to decide" in manager.get(path).text
    assert state_of(staged, "two-days-demo-employee") == "booked"


def test_a_no_needs_a_reason_and_an_application_is_answered_too(staged: Desk) -> None:
    path = "/requests/applications/application"
    with staged.client("demo-manager") as manager:
        refused = staged.send(manager, path, {"decision": "decline", "reason": " "})
        assert "Enter why, because the person is told" in refused.text
        assert staged.send(manager, path, {"decision": "decline", "reason": "No money."}).status_code == 303
    assert told(world_of(staged)).count("application_declined") == 1


def test_a_dead_letter_is_tried_again(staged: Desk, client: httpx.Client) -> None:
    assert "SMTPRecipientsRefused" in client.get("/messages").text
    fields = {"form_token": TOKEN, "once": "b" * 32}
    assert client.post("/messages/dead/retry", data=fields).status_code == 303
    with staged.context.database.read() as session:
        message = session.get(Notification, "dead")
    assert message is not None
    assert (message.state, message.attempts) == (NotificationState.PENDING, 0)
    assert client.post("/messages/dead/retry", data=fields | {"once": "c" * 32}).status_code == 409


def test_what_is_exported_can_be_imported(staged: Desk, client: httpx.Client) -> None:
    table = client.get("/sessions/export").content
    checked = send_table(staged, client, table)
    assert "All 3 rows can be added" in checked.text
    assert len(rows_of(client.get("/sessions/export").content)) == 3
    fields = {"content": table.decode("utf-8-sig"), "seen": "yes"}
    assert staged.send(client, "/sessions/import", fields).status_code == 303
    assert len(rows_of(client.get("/sessions/export").content)) == 6


def test_one_wrong_row_stops_the_whole_import(staged: Desk, client: httpx.Client) -> None:
    table = (
        "course_id,place,online,link,trainer,capacity,days\n"
        f"fire-marshal,Bootle,no,,Somebody,12,{LATER} 09:30-12:30\n"
        f"no-such-course,Bootle,no,,Somebody,12,{LATER} 09:30-12:30\n"
    )
    checked = send_table(staged, client, table.encode())
    assert "1 of 2 rows cannot be added" in checked.text
    assert "There is no such course" in checked.text
    forced = staged.send(client, "/sessions/import", {"content": table, "seen": "yes"})
    assert forced.status_code == 422
    assert len(rows_of(client.get("/sessions/export").content)) == 3


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"\xff\xfe\x00", "CSV UTF-8"),
        (b"a,b\n1,2\n", "The first line must name the columns"),
        (b"course_id,place,online,link,trainer,capacity,days\n", "The table has no rows"),
        (b'course_id,place,online,link,trainer,capacity,days\n"a', "not a table"),
    ],
    ids=["not text", "other columns", "no rows", "broken"],
)
def test_a_file_that_is_no_such_table_is_refused(
    content: bytes, message: str, staged: Desk, client: httpx.Client
) -> None:
    answer = send_table(staged, client, content)
    assert (answer.status_code, message in answer.text) == (422, True)


@pytest.mark.parametrize("cell", ["=1+1", "+44 151", "-3", "@here", "\tx", "\rx"])
def test_a_cell_that_a_spreadsheet_would_calculate_leaves_as_text_and_comes_back(cell: str) -> None:
    assert neutralise(cell) == f"'{cell}"
    assert restore(neutralise(cell)) == cell


def test_a_name_that_is_a_formula_is_exported_as_text(staged: Desk, client: httpx.Client) -> None:
    with staged.context.database.write() as session:
        person = session.get(Person, "rival-0")
        assert person is not None
        person.name = "=HYPERLINK(1)"
    rows = rows_of(client.get("/sessions/full/attendees/export").content)
    assert "'=HYPERLINK(1)" in {row["name"] for row in rows}


def test_compliance_counts_services_and_courses(staged: Desk) -> None:
    with staged.client("demo-hr") as hr:
        rows = rows_of(hr.get("/compliance/export").content)
        page = hr.get("/compliance?by=course").text
    planning = {row["course"]: row for row in rows if row["service"] == "Planning"}
    assert (planning["Health and Safety"]["done"], planning["Climate Change"]["done"]) == ("6", "1")
    assert page.count("chart-bar-below") == 6
    assert "Target 90 %" in page


def test_a_form_of_more_than_we_take_is_refused(staged: Desk, client: httpx.Client) -> None:
    answer = client.post("/courses/new", data={"form_token": TOKEN, "summary": "x" * 300_000})
    assert answer.status_code == 413


def test_a_notice_says_only_what_is_on_our_list(client: httpx.Client) -> None:
    assert "You won" not in client.get("/sessions?done=You%20won").text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("9:30", "09:30"), ("09.30", "09:30"), ("2pm", "14:00"), ("12am", "00:00"), ("12 PM", "12:00"), ("14", "14:00")],
)
def test_a_time_is_read_as_people_write_it(typed: str, meant: str) -> None:
    found = Form({"at": typed}).time("at", "It")
    assert found is not None
    assert f"{found:%H:%M}" == meant


@pytest.mark.parametrize("typed", ["", "24:00", "9:60", "13pm", "0am", "half nine", "９:30"])
def test_what_is_no_time_is_refused(typed: str) -> None:
    form = Form({"at": typed})
    form.time("at", "It")
    assert form.error("at")


def send_table(desk: Desk, client: httpx.Client, content: bytes) -> httpx.Response:
    files: dict[str, Any] = {"table": ("sessions.csv", content, "text/csv")}
    return desk.send(client, "/sessions/import", files=files)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
