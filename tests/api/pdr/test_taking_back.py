"""What a manager noted of a PDR is taken back, with what the record itself booked; nothing else goes with it."""

from typing import Any

import pytest
from sqlalchemy import select

from api.pdr.models import Pdr, PdrTraining
from api.training.applications.models import Application
from tests.api.courses import add_course, add_session, book, told
from tests.api.pdr.subjects import add_pdr, year_of
from tests.api.world import MANAGER, World

PRIYA, MINE = "/v1/people/demo-employee/pdr", "/v1/people/me/pdr"


def take_back(world: World, *, was_held: bool) -> Any:
    return world.post(f"{PRIYA}/taking-back", {"was_held": was_held}, person=MANAGER)


def record(world: World, *courses: str, session: str | None = None) -> None:
    training = [{"course_id": course, "session_id": session} for course in courses]
    answer = world.post(f"{PRIYA}/record", {"needs": ["Excel"], "training": training}, person=MANAGER)
    assert answer.status_code == 200


def stored(world: World) -> Pdr:
    with world.context.database.read() as session:
        return session.scalars(select(Pdr)).one()


def places(world: World) -> list[str]:
    return [one["state"] for one in world.get("/v1/bookings").json()["items"]]


def test_a_record_is_taken_back_and_the_person_is_told(world: World) -> None:
    record(world)
    assert take_back(world, was_held=True).json()["state"] == "held"
    pdr = stored(world)
    assert (pdr.state, pdr.needs, pdr.recorded_at) == ("held", [], None)
    assert pdr.held_on == world.context.today()
    assert told(world, "demo-employee") == ["pdr_recorded", "pdr_taken_back"]
    assert world.post(f"{MINE}/agreement", {"agrees": True}).json()["code"] == "pdr_step_not_possible"


def test_one_that_was_not_held_is_due_again_and_can_be_booked(world: World) -> None:
    add_pdr(world, "demo-employee", "held")
    assert take_back(world, was_held=False).json()["state"] == "due"
    pdr = stored(world)
    assert (pdr.state, pdr.held_on, pdr.starts_at) == ("due", None, None)
    # The person was told of nothing, so there is nothing to take back for them.
    assert told(world) == []
    body = {"starts_at": "2080-03-05T14:00:00Z"}
    assert world.post(f"{PRIYA}/booking", body, person=MANAGER).json()["state"] == "booked"


def test_a_meeting_that_was_booked_leaves_both_calendars(world: World) -> None:
    world.post(f"{PRIYA}/booking", {"starts_at": "2080-03-05T14:00:00Z"}, person=MANAGER)
    world.post(f"{PRIYA}/held", {"held_on": str(world.context.today())}, person=MANAGER)
    take_back(world, was_held=False)
    assert told(world, "demo-employee") == ["pdr_booked", "pdr_cancelled"]
    assert told(world, "demo-manager") == ["pdr_booked_team", "pdr_cancelled_team"]


@pytest.mark.parametrize("was_held", [True, False])
def test_the_place_that_the_record_booked_is_given_back(world: World, was_held: bool) -> None:
    add_course(world, "excel")
    record(world, "excel", session=add_session(world, "excel"))
    assert places(world) == ["booked"]
    take_back(world, was_held=was_held)
    assert "booked" not in places(world)
    with world.context.database.read() as session:
        assert session.scalars(select(PdrTraining)).all() == []


def test_a_place_that_the_person_had_before_stays(world: World) -> None:
    add_course(world, "excel")
    session_id = add_session(world, "excel")
    book(world, session_id)
    record(world, "excel", session=session_id)
    take_back(world, was_held=True)
    assert places(world) == ["booked"]


def test_the_interest_that_the_record_noted_is_withdrawn(world: World) -> None:
    add_course(world, "mba", title="MBA", kind="interest")
    record(world, "mba")
    take_back(world, was_held=True)
    with world.context.database.read() as session:
        assert session.scalars(select(Application)).one().state == "withdrawn"


def test_an_interest_that_the_person_had_sent_waits_again(world: World) -> None:
    add_course(world, "mba", title="MBA", kind="interest")
    world.post("/v1/interests", {"course_id": "mba", "reason": "For the next step."})
    record(world, "mba")
    take_back(world, was_held=True)
    with world.context.database.read() as session:
        application = session.scalars(select(Application)).one()
    assert (application.state, application.decided_by, application.decided_at) == ("sent", None, None)


@pytest.mark.parametrize(("state", "was_held"), [("due", False), ("booked", False), ("held", True), ("agreed", False)])
def test_what_was_not_noted_or_is_agreed_is_not_taken_back(world: World, state: str, was_held: bool) -> None:
    add_pdr(world, "demo-employee", state)
    answer = take_back(world, was_held=was_held)
    assert (answer.status_code, answer.json()["code"]) == (409, "pdr_step_not_possible")
    assert stored(world).state == state


def test_a_record_of_the_year_before_that_waits_is_taken_back_too(world: World) -> None:
    add_pdr(world, "demo-employee", "recorded", year=year_of(world) - 1)
    take_back(world, was_held=True)
    assert (stored(world).state, stored(world).year) == ("held", year_of(world) - 1)
