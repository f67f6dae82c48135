"""Booking: places are taken, given back and moved, and everybody concerned is told."""

import pytest

from tests.api.courses import add_course, add_people, add_session, book, places_taken, told
from tests.api.world import EMPLOYEE, LEARNING, MANAGER, NEW_STARTER, World


def test_a_place_is_booked_with_a_reference(world: World) -> None:
    add_course(world)
    session_id = add_session(world)
    answer = book(world, session_id)
    body = answer.json()
    assert (answer.status_code, body["state"], body["person"]["name"]) == (201, "booked", "Priya Nair")
    assert body["reference"].startswith("TR-")
    assert body["session"]["places_left"] == 1
    assert places_taken(world, session_id) == (1, 1)
    assert told(world) == ["booked"]


def test_a_full_session_refuses_a_booking(world: World) -> None:
    add_course(world)
    session_id = add_session(world, capacity=1)
    book(world, session_id)
    answer = book(world, session_id, person=MANAGER)
    assert (answer.status_code, answer.json()["code"]) == (409, "session_full")
    assert "Retry-After" not in answer.headers


def test_nobody_is_booked_twice_on_a_course(world: World) -> None:
    add_course(world)
    book(world, add_session(world))
    assert book(world, add_session(world, days=40)).json()["code"] == "already_booked"


def test_two_sessions_at_one_time_clash(world: World) -> None:
    add_course(world)
    add_course(world, "first-aid")
    book(world, add_session(world, hour=9))
    overlapping = add_session(world, "first-aid", hour=11)
    assert book(world, overlapping).json()["code"] == "time_clash"
    assert places_taken(world, overlapping) == (0, 0)


def test_sessions_that_touch_do_not_clash(world: World) -> None:
    add_course(world)
    add_course(world, "first-aid")
    book(world, add_session(world, hour=9))
    assert book(world, add_session(world, "first-aid", hour=12)).status_code == 201


def test_the_second_day_of_a_session_clashes_too(world: World) -> None:
    add_course(world)
    add_course(world, "first-aid")
    book(world, add_session(world, length=2))
    assert book(world, add_session(world, "first-aid", days=31)).json()["code"] == "time_clash"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"days": 1}, "booking_closed", id="after the cut-off"),
        pytest.param({"days": -1}, "session_started", id="after the start"),
        pytest.param({"state": "cancelled"}, "session_cancelled", id="cancelled"),
    ],
)
def test_a_session_that_cannot_be_had_says_why(world: World, changes: dict[str, object], code: str) -> None:
    add_course(world)
    assert book(world, add_session(world, **changes)).json()["code"] == code  # type: ignore[arg-type]


def test_a_session_that_is_none_is_not_found(world: World) -> None:
    assert book(world, "nowhere").json()["code"] == "not_found"


def test_a_cancelled_place_is_free_again(world: World) -> None:
    add_course(world)
    session_id = add_session(world, capacity=1)
    booking = book(world, session_id).json()
    answer = world.post(f"/v1/bookings/{booking['id']}/cancel", {})
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    assert places_taken(world, session_id) == (0, 0)
    assert told(world) == ["booked", "cancelled"]
    assert book(world, session_id, person=MANAGER).status_code == 201


def test_a_booking_is_cancelled_once(world: World) -> None:
    add_course(world)
    booking = book(world, add_session(world)).json()
    world.post(f"/v1/bookings/{booking['id']}/cancel", {})
    assert world.post(f"/v1/bookings/{booking['id']}/cancel", {}).json()["code"] == "booking_over"


def test_a_late_cancellation_wants_a_yes_and_the_manager_is_told(world: World) -> None:
    add_course(world)
    booking = book(world, add_session(world, days=4)).json()
    path = f"/v1/bookings/{booking['id']}/cancel"
    assert world.post(path, {}).json()["code"] == "late_cancellation"
    assert world.post(path, {"accept_late": True}).json()["is_late"] is True
    assert told(world, "demo-manager") == ["late_cancelled"]


def test_a_booking_moves_with_its_reference(world: World) -> None:
    add_course(world)
    early, late = add_session(world), add_session(world, days=40)
    booking = book(world, early).json()
    moved = world.post(f"/v1/bookings/{booking['id']}/move", {"session_id": late}).json()
    assert (moved["state"], moved["session"]["id"], moved["reference"]) == ("booked", late, booking["reference"])
    assert places_taken(world, early) == (0, 0)
    assert places_taken(world, late) == (1, 1)
    assert told(world) == ["booked", "moved"]


def test_a_move_to_a_full_session_changes_nothing(world: World) -> None:
    add_course(world)
    early, late = add_session(world), add_session(world, days=40, capacity=1)
    booking = book(world, early).json()
    book(world, late, person=MANAGER)
    assert world.post(f"/v1/bookings/{booking['id']}/move", {"session_id": late}).json()["code"] == "session_full"
    assert world.get(f"/v1/bookings/{booking['id']}").json()["session"]["id"] == early


def test_a_manager_books_for_a_team_member_who_is_told(world: World) -> None:
    add_course(world, needs_approval=True)
    answer = book(world, add_session(world), for_id="demo-employee", person=MANAGER)
    assert (answer.status_code, answer.json()["state"]) == (201, "booked")
    assert told(world, "demo-employee") == ["booked_for_you"]


def test_nobody_books_for_somebody_elses_team(world: World) -> None:
    add_course(world)
    answer = book(world, add_session(world), for_id="demo-editor", person=MANAGER)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_course_that_asks_for_it_waits_for_the_manager(world: World) -> None:
    add_course(world, needs_approval=True)
    session_id = add_session(world)
    booking = book(world, session_id).json()
    assert booking["state"] == "requested"
    assert places_taken(world, session_id) == (1, 1)
    assert told(world, "demo-manager") == ["approval_wanted"]
    waiting = world.get("/v1/approvals", person=MANAGER).json()
    assert [item["id"] for item in waiting["bookings"]] == [booking["id"]]
    path = f"/v1/bookings/{booking['id']}/decision"
    assert world.post(path, {"decision": "approve"}).json()["code"] == "not_found"
    assert world.post(path, {"decision": "approve"}, person=NEW_STARTER).json()["code"] == "not_found"
    assert world.post(path, {"decision": "approve"}, person=MANAGER).json()["state"] == "booked"
    assert world.post(path, {"decision": "approve"}, person=MANAGER).json()["code"] == "already_decided"


def test_a_no_has_a_reason_and_frees_the_place(world: World) -> None:
    add_course(world, needs_approval=True)
    session_id = add_session(world)
    booking = book(world, session_id).json()
    path = f"/v1/bookings/{booking['id']}/decision"
    assert world.post(path, {"decision": "decline"}, person=MANAGER).json()["code"] == "reason_needed"
    declined = world.post(path, {"decision": "decline", "reason": "Inspection week"}, person=MANAGER).json()
    assert (declined["state"], declined["decision_reason"]) == ("declined", "Inspection week")
    assert places_taken(world, session_id) == (0, 0)


def test_a_cancelled_session_cancels_every_booking(world: World) -> None:
    add_course(world)
    session_id = add_session(world, capacity=1)
    book(world, session_id)
    book(world, session_id, wait=True, person=MANAGER)
    answer = world.post(f"/v1/sessions/{session_id}/cancel", {}, person=LEARNING)
    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    assert places_taken(world, session_id) == (0, 0)
    assert told(world, "demo-employee")[-1] == told(world, "demo-manager")[-1] == "session_cancelled"


def test_own_bookings_are_listed_by_time(world: World) -> None:
    add_course(world)
    add_course(world, "first-aid")
    later = book(world, add_session(world, days=40)).json()["id"]
    sooner = book(world, add_session(world, "first-aid")).json()["id"]
    listed = world.get("/v1/bookings").json()["items"]
    assert [item["id"] for item in listed] == [sooner, later]
    page = world.get("/v1/bookings?limit=1").json()
    rest = world.get(f"/v1/bookings?limit=1&cursor={page['next_cursor']}").json()
    assert [page["items"][0]["id"], rest["items"][0]["id"], rest["next_cursor"]] == [sooner, later, None]
    assert world.get("/v1/bookings?person_id=demo-employee", person=MANAGER).json()["items"] == listed
    assert world.get("/v1/bookings?person_id=demo-manager", person=EMPLOYEE).status_code == 404


def test_who_has_no_manager_is_booked_at_once(world: World) -> None:
    add_course(world, needs_approval=True)
    rival = add_people(world, 1)[0]
    assert book(world, add_session(world), person=rival).json()["state"] == "booked"
