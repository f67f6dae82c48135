"""Records: who was there, what counts until when, what is owed, and the plan that catches up."""

from datetime import date, timedelta

import pytest

from api.people.models import WEEKDAYS, Person
from api.training.records.completing import add_months
from api.training.records.plans import choose_sessions
from api.training.sessions.models import SessionDay, TrainingSession
from tests.api.courses import add_course, add_people, add_session, book, places_taken, set_manager, told, tomorrow_at
from tests.api.world import EMPLOYEE, HR, LEARNING, MANAGER, World

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


def work_on(world: World, days: list[str]) -> None:
    with world.context.database.write() as session:
        person = session.get(Person, "demo-employee")
        assert person is not None
        person.working_days = days


def plan(world: World, days_ahead: int = 60) -> dict[str, object]:
    by = world.context.today() + timedelta(days=days_ahead)
    answer = world.get(f"/v1/people/me/plan?by={by}")
    assert answer.status_code == 200
    body: dict[str, object] = answer.json()
    return body


def sessions_in(proposal: dict[str, object]) -> list[str]:
    return [item["session"]["id"] for item in proposal["items"] if item["session"]]  # type: ignore[attr-defined,index]


def test_a_plan_has_no_clash_and_one_yes_books_it_all(world: World) -> None:
    work_on(world, list(WEEKDAYS))
    for course_id in ("a", "b"):
        add_course(world, course_id, mandatory_for="everyone", title=course_id)
    add_course(world, "c", mandatory_for="everyone", kind="elearning", link="https://x.example/c")
    add_session(world, "a", id="a-1", days=20)
    add_session(world, "a", id="a-2", days=30)
    add_session(world, "b", id="b-1", days=20, hour=10)
    proposal = plan(world)
    assert sorted(sessions_in(proposal)) == ["a-2", "b-1"]
    assert [item["link"] for item in proposal["items"] if not item["session"]] == ["https://x.example/c"]  # type: ignore[attr-defined,index]
    answer = world.post("/v1/people/me/plan", {"session_ids": sessions_in(proposal)})
    assert (answer.status_code, len(answer.json()["items"])) == (201, 2)
    assert sessions_in(plan(world)) == []


def test_a_plan_keeps_to_working_days(world: World) -> None:
    add_course(world, "a", mandatory_for="everyone")
    first, second = tomorrow_at(9, 20), tomorrow_at(9, 21)
    add_session(world, "a", id="a-1", days=20)
    add_session(world, "a", id="a-2", days=21)
    assert second > first
    work_on(world, [WEEKDAYS[second.weekday()]])
    assert sessions_in(plan(world)) == ["a-2"]


def test_what_does_not_fit_is_named(world: World) -> None:
    work_on(world, list(WEEKDAYS))
    add_course(world, "a", mandatory_for="everyone", title="A")
    add_session(world, "a", days=90)
    assert plan(world)["missing"] == [{"id": "a", "title": "A"}]


def test_a_plan_of_which_one_part_is_gone_books_nothing(world: World) -> None:
    for course_id in ("a", "b"):
        add_course(world, course_id, mandatory_for="everyone")
    add_session(world, "a", id="a-1", days=20)
    add_session(world, "b", id="b-1", days=25, capacity=1)
    book(world, "b-1", person=MANAGER)
    answer = world.post("/v1/people/me/plan", {"session_ids": ["a-1", "b-1"]})
    assert answer.json()["code"] == "session_full"
    assert places_taken(world, "a-1") == (0, 0)
    assert world.get("/v1/bookings").json()["items"] == []


def make_session(session_id: str, day: int, hour: int) -> TrainingSession:
    start = tomorrow_at(hour, day)
    return TrainingSession(
        id=session_id, days=[SessionDay(number=1, starts_at=start, ends_at=start + timedelta(hours=3))]
    )


def test_the_choice_gives_up_the_early_date_where_that_makes_room_for_another_course() -> None:
    fitting = {
        "a": [make_session("a-1", 1, 9), make_session("a-2", 2, 9)],
        "b": [make_session("b-1", 1, 9), make_session("b-2", 2, 10)],
        "c": [make_session("c-1", 1, 11)],
    }
    chosen = choose_sessions(fitting)
    assert len(chosen) == 2
    fitting["b"].append(make_session("b-3", 3, 9))
    assert {course: found.id for course, found in choose_sessions(fitting).items()} == {
        "a": "a-2",
        "b": "b-3",
        "c": "c-1",
    }


def test_a_choice_among_many_ends_soon() -> None:
    fitting = {f"c{n}": [make_session(f"s{n}-{k}", k, 9) for k in range(12)] for n in range(14)}
    assert len(choose_sessions(fitting)) == 12


def test_interest_goes_to_the_manager_and_the_word_comes_back(world: World) -> None:
    add_course(world, "mba", kind="interest", title="MBA")
    sent = world.post("/v1/interests", {"course_id": "mba", "reason": "I lead two teams."}).json()
    assert (sent["state"], sent["title"], sent["reference"][:3]) == ("sent", "MBA", "TR-")
    assert world.post("/v1/interests", {"course_id": "mba", "reason": "x"}).json()["code"] == "already_applied"
    waiting = world.get("/v1/approvals", person=MANAGER).json()["applications"]
    assert [(item["id"], item["person"]["name"]) for item in waiting] == [(sent["id"], "Priya Nair")]
    path = f"/v1/applications/{sent['id']}/decision"
    assert world.post(path, {"decision": "approve"}).status_code == 404
    assert world.post(path, {"decision": "decline"}, person=MANAGER).json()["code"] == "reason_needed"
    assert world.post(path, {"decision": "approve"}, person=MANAGER).json()["state"] == "supported"
    assert told(world, "demo-manager") == ["application_wanted"]
    assert told(world, "demo-employee") == ["application_supported"]


def test_only_a_course_of_that_kind_takes_interest(world: World) -> None:
    add_course(world)
    answer = world.post("/v1/interests", {"course_id": "fire-marshal", "reason": "x"})
    assert answer.json()["code"] == "course_not_bookable"


def test_external_training_is_applied_for_and_withdrawn(world: World) -> None:
    body = {"title": "Summer School", "provider": "Somebody", "cost_pence": 45000, "reason": "Because"}
    sent = world.post("/v1/external-training", body).json()
    path = f"/v1/applications/{sent['id']}"
    assert world.post(f"{path}/withdraw", {}).json()["state"] == "withdrawn"
    assert world.post(f"{path}/decision", {"decision": "approve"}, person=MANAGER).json()["code"] == "already_decided"
    assert [item["state"] for item in world.get("/v1/applications").json()["items"]] == ["withdrawn"]


def test_a_manager_of_yesterday_decides_nothing_today(world: World) -> None:
    add_course(world, needs_approval=True)
    booking = book(world, add_session(world), person=EMPLOYEE).json()
    set_manager(world, "demo-employee", "demo-hr")
    path = f"/v1/bookings/{booking['id']}/decision"
    assert world.post(path, {"decision": "approve"}, person=MANAGER).status_code == 404
    assert world.post(path, {"decision": "approve"}, person=HR).json()["state"] == "booked"


def test_who_has_no_manager_is_booked_at_once(world: World) -> None:
    add_course(world, needs_approval=True)
    rival = add_people(world, 1)[0]
    assert book(world, add_session(world), person=rival).json()["state"] == "booked"
