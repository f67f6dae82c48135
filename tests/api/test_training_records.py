"""Records: who was there, what counts until when, and what is owed."""

from datetime import date, timedelta

import pytest

from api.training.records.completing import add_months
from tests.api.courses import add_course, add_session, book, places_taken, set_manager, told, tomorrow_at
from tests.api.world import HR, LEARNING, MANAGER, World

DAY = 86_400


def obligations(world: World, **who: str) -> dict[str, str]:
    record = world.get("/v1/people/me/training", **who).json()
    return {item["course"]["id"]: item["state"] for item in record["obligations"]}


def mark(world: World, session_id: str, booking_id: str, *, was_there: bool = True) -> object:
    body = {"marks": [{"booking_id": booking_id, "was_there": was_there}]}
    headers = world.headers_now(person=LEARNING, application="staff-assistant-console")
    return world.client.put(f"/v1/sessions/{session_id}/attendance", json=body, headers=headers).json()


def test_attendance_completes_the_course_for_as_long_as_it_says(world: World) -> None:
    add_course(world, valid_months=36)
    session_id = add_session(world)
    booking = book(world, session_id).json()
    world.clock.ahead = 31 * DAY
    sheet = mark(world, session_id, booking["id"])
    assert [item["state"] for item in sheet["items"]] == ["attended"]  # type: ignore[index]
    headers = world.headers_now()
    record = world.client.get("/v1/people/me/training", headers=headers).json()
    done = date.fromisoformat(record["completions"][0]["completed_on"])
    assert done == tomorrow_at(9).date()
    assert record["completions"][0]["valid_until"] == add_months(done, 36).isoformat()


def test_a_wrong_mark_is_corrected_with_what_follows_from_it(world: World) -> None:
    add_course(world)
    session_id = add_session(world)
    booking = book(world, session_id).json()
    world.clock.ahead = 31 * DAY
    mark(world, session_id, booking["id"])
    mark(world, session_id, booking["id"], was_there=False)
    record = world.client.get("/v1/people/me/training", headers=world.headers_now()).json()
    assert record["completions"] == []
    assert told(world)[-1] == "absent"
    assert places_taken(world, session_id) == (1, 1)


def test_nobody_was_at_a_session_that_has_not_begun(world: World) -> None:
    add_course(world)
    session_id = add_session(world)
    booking = book(world, session_id).json()
    assert mark(world, session_id, booking["id"])["code"] == "session_not_started"  # type: ignore[index]


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 15), 36, date(2029, 12, 15)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
    ids=str,
)
def test_months_end_where_a_month_ends(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


def test_managers_owe_more_than_others(world: World) -> None:
    add_course(world, "for-all", mandatory_for="everyone", kind="elearning")
    add_course(world, "for-managers", mandatory_for="managers", kind="elearning")
    add_course(world, "for-nobody", kind="elearning")
    assert set(obligations(world)) == {"for-all"}
    assert set(obligations(world, person=MANAGER)) == {"for-all", "for-managers"}
    set_manager(world, "demo-manager", "demo-employee")
    assert set(obligations(world)) == {"for-all", "for-managers"}


@pytest.mark.parametrize(
    ("due_days", "done_days_ago", "state"),
    [
        pytest.param(None, None, "due", id="no date"),
        pytest.param(30, None, "overdue", id="long here"),
        pytest.param(9000, None, "due", id="time left"),
        pytest.param(30, 10, "done", id="done"),
        pytest.param(30, 340, "renew", id="nearly out of date"),
        pytest.param(30, 400, "overdue", id="out of date"),
    ],
)
def test_how_it_stands_with_a_course(world: World, due_days: int | None, done_days_ago: int | None, state: str) -> None:
    add_course(world, "c", mandatory_for="everyone", kind="elearning", due_days=due_days, valid_months=12)
    if done_days_ago is not None:
        done = (world.context.today() - timedelta(days=done_days_ago)).isoformat()
        body = {"course_id": "c", "person_id": "demo-employee", "completed_on": done}
        assert world.post("/v1/completions", body, person=LEARNING).status_code == 201
    assert obligations(world) == {"c": state}


def test_people_record_only_what_the_course_lets_them(world: World) -> None:
    add_course(world, "own", kind="elearning", is_self_certified=True)
    add_course(world, "not-own", kind="elearning")
    add_course(world, "dated")
    codes = [world.post("/v1/completions", {"course_id": c}).status_code for c in ("own", "not-own", "dated")]
    assert codes == [201, 409, 409]
    ahead = (world.context.today() + timedelta(days=2)).isoformat()
    answer = world.post("/v1/completions", {"course_id": "own", "completed_on": ahead})
    assert answer.json()["code"] == "invalid_request"


def test_a_manager_sees_who_in_the_team_is_overdue(world: World) -> None:
    add_course(world, "c", mandatory_for="everyone", kind="elearning", due_days=30)
    body = {"course_id": "c", "person_id": "demo-new-starter", "completed_on": "2026-11-20"}
    world.post("/v1/completions", body, person=LEARNING)
    everybody = world.get("/v1/people/me/team/training", person=MANAGER).json()["items"]
    overdue = world.get("/v1/people/me/team/training?overdue_only=true", person=MANAGER).json()["items"]
    assert [item["person"]["name"] for item in everybody] == ["Callum Doyle", "Priya Nair"]
    assert [item["person"]["name"] for item in overdue] == ["Priya Nair"]


def test_compliance_is_counted_by_service_and_course(world: World) -> None:
    add_course(world, "c", mandatory_for="everyone", kind="elearning", title="C")
    world.post("/v1/completions", {"course_id": "c", "person_id": "demo-employee"}, person=LEARNING)
    report = world.get("/v1/compliance", person=HR, application="staff-assistant-console").json()
    planning = next(row for row in report["rows"] if row["service"] == "Planning")
    assert (planning["required"], planning["done"], planning["percent"]) == (3, 1, 33.3)
    assert (report["target_percent"], report["percent"]) == (90, 14.3)
