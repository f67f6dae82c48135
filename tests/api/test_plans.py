"""A plan of what somebody owes: without a clash, on working days, booked with one yes."""

from datetime import timedelta

from api.people.models import WEEKDAYS, Person
from api.training.records.plans import choose_sessions
from api.training.sessions.models import SessionDay, TrainingSession
from tests.api.courses import add_course, add_session, book, places_taken, tomorrow_at
from tests.api.world import MANAGER, World


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
