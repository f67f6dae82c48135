"""The forms of courses, requests and messages: what they do and what they refuse."""

import re

import httpx
import pytest

from api.console.fields import Form
from api.notifications.models import PRIVATE_KINDS, Notification, NotificationState
from api.training.courses.models import Course
from tests.api.courses import told
from tests.console.desk import TOKEN, Desk, rows_of
from tests.console.stage import state_of, world_of

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
    assert "the mail server does not know the address" in client.get("/messages").text
    fields = {"form_token": TOKEN, "once": "b" * 32}
    assert client.post("/messages/dead/retry", data=fields).status_code == 303
    with staged.context.database.read() as session:
        message = session.get(Notification, "dead")
    assert message is not None
    assert (message.state, message.attempts) == (NotificationState.PENDING, 0)
    assert client.post("/messages/dead/retry", data=fields | {"once": "c" * 32}).status_code == 409


def test_messages_that_are_nobody_elses_business_are_not_even_counted(staged: Desk, client: httpx.Client) -> None:
    before = client.get("/messages").text
    with staged.context.database.write() as session:
        message = session.get(Notification, "sent")
        assert message is not None
        message.kind, message.state = PRIVATE_KINDS[0], NotificationState.DEAD
    after = client.get("/messages").text
    dead = re.compile(r'state=dead"[^>]*>[^<]*</a> <span class="tag [^"]*">(\d+)')
    assert dead.findall(before) == dead.findall(after) == ["1"]


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
