"""PDRs by the API: booked, moved, held, recorded, agreed; what is illegal is refused, and both sides are told."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from api.acts import LONDON
from api.notifications.models import Notification
from api.pdr.models import Pdr, PdrTraining
from api.people.models import Person
from api.training.applications.models import Application
from tests.api.courses import add_course, add_session, book, set_manager, told
from tests.api.pdr.subjects import add_pdr, make_new, year_of
from tests.api.world import HR, MANAGER, World

PRIYA = "/v1/people/demo-employee/pdr"
MINE = "/v1/people/me/pdr"


def at(days: int, hour: int = 14) -> datetime:
    return datetime.now(LONDON).replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=days)


def book_at(world: World, starts_at: datetime, person: str = MANAGER, **more: Any) -> Any:
    return world.post(f"{PRIYA}/booking", {"starts_at": starts_at.isoformat(), **more}, person=person)


def rows(world: World) -> list[Pdr]:
    with world.context.database.read() as session:
        return list(session.scalars(select(Pdr)))


def test_it_is_due_until_somebody_does_something(world: World) -> None:
    pdr = world.get(MINE).json()
    assert (pdr["state"], pdr["is_complete"], pdr["starts_at"], pdr["invite"]) == ("due", False, None, None)
    assert pdr["due_on"] == f"{year_of(world)}-12-31"
    assert rows(world) == []


def test_both_are_invited_and_each_has_an_invitation_of_their_own(world: World) -> None:
    booked = book_at(world, at(7), place="Room 2").json()
    assert (booked["state"], booked["place"]) == ("booked", "Room 2")
    with world.context.database.read() as session:
        mails = {row.person_id: row for row in session.scalars(select(Notification))}
    assert set(mails) == {"demo-employee", "demo-manager"}
    for person_id, mail in mails.items():
        assert f"-{person_id}@" in str(mail.calendar).replace("\r\n ", "")
        assert "DTSTART;TZID=Europe/London" in str(mail.calendar)
    assert "Priya Nair" not in str(mails["demo-employee"].subject)


def test_a_move_keeps_the_invitation_and_raises_its_sequence(world: World) -> None:
    book_at(world, at(7))
    book_at(world, at(8))
    (pdr,) = rows(world)
    assert pdr.sequence == 2
    invite = world.get(f"{MINE}/invite").text
    assert "SEQUENCE:2" in invite
    assert told(world, "demo-employee") == ["pdr_booked", "pdr_booked"]


def test_a_cancelled_one_is_due_again_and_both_calendars_are_told(world: World) -> None:
    book_at(world, at(7))
    assert world.post(f"{PRIYA}/cancel", {}, person=MANAGER).json()["state"] == "due"
    with world.context.database.read() as session:
        cancelled = [row.person_id for row in session.scalars(select(Notification)) if row.method == "CANCEL"]
    assert sorted(cancelled) == ["demo-employee", "demo-manager"]
    assert world.get(f"{MINE}/invite").status_code == 404


@pytest.mark.parametrize(
    ("state", "path", "body", "code"),
    [
        ("due", "/cancel", {}, "pdr_step_not_possible"),
        ("held", "/cancel", {}, "pdr_step_not_possible"),
        ("booked", "/held", {}, "pdr_not_held_yet"),
        ("booked", "/record", {}, "pdr_not_held_yet"),
        ("held", "/booking", None, "pdr_step_not_possible"),
        ("recorded", "/booking", None, "pdr_step_not_possible"),
        ("agreed", "/record", {}, "pdr_step_not_possible"),
        ("agreed", "/held", {}, "pdr_step_not_possible"),
        ("recorded", "/held", {}, "pdr_step_not_possible"),
    ],
)
def test_an_illegal_step_is_refused_and_changes_nothing(
    world: World, state: str, path: str, body: Any, code: str
) -> None:
    add_pdr(world, "demo-employee", state)
    before = [(row.state, row.sequence) for row in rows(world)]
    answer = world.post(
        f"{PRIYA}{path}", body if body is not None else {"starts_at": at(5).isoformat()}, person=MANAGER
    )
    assert (answer.status_code, answer.json()["code"]) == (409, code)
    assert [(row.state, row.sequence) for row in rows(world)] == before
    assert told(world) == []


@pytest.mark.parametrize("state", ["due", "booked", "held", "agreed"])
def test_only_what_is_recorded_is_agreed_to(world: World, state: str) -> None:
    add_pdr(world, "demo-employee", state)
    answer = world.post(f"{MINE}/agreement", {"agrees": True})
    assert (answer.status_code, answer.json()["code"]) == (409, "pdr_step_not_possible")


def test_a_time_that_is_over_or_taken_is_refused(world: World) -> None:
    assert book_at(world, at(-1)).json()["code"] == "pdr_in_the_past"
    add_course(world)
    session_id = add_session(world, days=30, hour=9)
    book(world, session_id)
    starts_at = datetime.now(UTC).replace(hour=10, minute=0, second=0, microsecond=0) + timedelta(days=30)
    assert book_at(world, starts_at).json()["code"] == "pdr_time_clash"
    book_at(world, at(7))
    other = world.post("/v1/people/demo-new-starter/pdr/booking", {"starts_at": at(7).isoformat()}, person=MANAGER)
    assert other.json()["code"] == "pdr_time_clash"
    assert len(rows(world)) == 1


def test_the_record_keeps_needs_and_training_and_the_person_agrees(world: World) -> None:
    add_course(world, "excel", title="Excel")
    add_course(world, "mba", title="MBA", kind="interest")
    add_course(world, "climate", title="Climate", kind="elearning")
    add_course(world, "later", title="Later")
    session_id = add_session(world, "excel")
    training = [{"course_id": "excel", "session_id": session_id}, {"course_id": "mba"}]
    training += [{"course_id": "climate"}, {"course_id": "later"}]
    body = {"needs": ["Speaking in public"], "training": training}
    pdr = world.post(f"{PRIYA}/record", body, person=MANAGER).json()
    assert (pdr["state"], pdr["needs"], pdr["held_on"]) == (
        "recorded",
        ["Speaking in public"],
        str(world.context.today()),
    )
    outcomes = {one["course"]["id"]: one["outcome"] for one in pdr["training"]}
    assert outcomes == {"excel": "booked", "mba": "interest", "climate": "elearning", "later": "wanted"}
    assert [one["state"] for one in world.get("/v1/bookings").json()["items"]] == ["booked"]
    with world.context.database.read() as session:
        (application,) = session.scalars(select(Application))
    assert (application.state, application.person_id, application.decided_by) == (
        "supported",
        "demo-employee",
        "demo-manager",
    )
    assert world.post(f"{MINE}/agreement", {"agrees": True}).json()["state"] == "agreed"
    assert told(world, "demo-manager") == ["pdr_agreed_team"]


def test_when_a_place_cannot_be_had_nothing_is_recorded(world: World) -> None:
    add_course(world, "excel")
    session_id = add_session(world, "excel", capacity=1)
    book(world, session_id, person=HR)
    body = {"training": [{"course_id": "excel", "session_id": session_id}]}
    assert world.post(f"{PRIYA}/record", body, person=MANAGER).json()["code"] == "session_full"
    assert rows(world) == []


def test_who_does_not_agree_gives_it_back_and_it_is_recorded_again(world: World) -> None:
    add_course(world, "excel")
    world.post(f"{PRIYA}/record", {"training": [{"course_id": "excel"}]}, person=MANAGER)
    assert world.post(f"{MINE}/agreement", {"agrees": False}).json()["state"] == "held"
    again = world.post(f"{PRIYA}/record", {"needs": ["Excel"]}, person=MANAGER).json()
    assert (again["state"], again["training"]) == ("recorded", [])
    with world.context.database.read() as session:
        assert session.scalars(select(PdrTraining)).all() == []


def test_a_manager_of_yesterday_does_nothing_today_and_the_new_one_takes_over(world: World) -> None:
    book_at(world, at(7))
    set_manager(world, "demo-employee", "demo-hr")
    assert book_at(world, at(8)).status_code == 404
    assert book_at(world, at(9), person=HR).json()["state"] == "booked"
    with world.context.database.read() as session:
        sent = [(row.person_id, row.method) for row in session.scalars(select(Notification))]
    assert ("demo-manager", "CANCEL") in sent
    assert ("demo-hr", "REQUEST") in sent


def test_who_left_has_no_pdr(world: World) -> None:
    with world.context.database.write() as session:
        session.get_one(Person, "demo-employee").left_on = world.context.today()
    assert world.get(PRIYA, person=MANAGER).status_code == 404
    assert [one["person"]["id"] for one in team(world)] == ["demo-new-starter"]


def test_the_last_one_is_named_and_a_new_year_begins_as_due(world: World) -> None:
    year = year_of(world)
    add_pdr(world, "demo-employee", "agreed", year=year - 1, held_on=datetime(year, 1, 20, tzinfo=UTC).date())
    pdr = world.get(MINE).json()
    assert (pdr["state"], pdr["held_before_on"]) == ("due", f"{year}-01-20")


def test_one_that_is_moved_into_the_next_year_counts_there(world: World) -> None:
    year = year_of(world)
    book_at(world, datetime(year + 1, 5, 5, 9, tzinfo=LONDON))
    (pdr,) = rows(world)
    assert pdr.year == year + 1


def test_a_need_is_a_few_words(world: World) -> None:
    assert world.post(f"{PRIYA}/record", {"needs": ["x" * 81]}, person=MANAGER).status_code == 422
    assert world.post(f"{PRIYA}/record", {"needs": ["two\nlines"]}, person=MANAGER).status_code == 422


def team(world: World) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = world.get("/v1/people/me/team/pdrs", person=MANAGER).json()["items"]
    return found


def test_the_team_comes_by_the_day_on_which_it_is_due(world: World) -> None:
    make_new(world)
    assert [one["person"]["id"] for one in team(world)] == ["demo-employee", "demo-new-starter"]
