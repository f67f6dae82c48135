"""Courses and sessions are found as people ask for them, and changed by the learning team only."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from api.training.courses.catalogue import read_catalogue, seed_catalogue
from api.training.courses.models import Course
from api.training.courses.search import search_words
from api.training.sessions.models import TrainingSession
from tests.api.courses import add_course, add_session, book, tomorrow_at
from tests.api.subjects import COURSE
from tests.api.world import LEARNING, MANAGER, World


@pytest.fixture
def catalogue(world: World) -> World:
    with world.context.database.write() as session:
        seed_catalogue(session, read_catalogue(Path("demo/courses.yml")), world.context.today())
    return world


def found(world: World, query: str) -> list[str]:
    return [item["id"] for item in world.get(f"/v1/courses?{query}").json()["items"]]


@pytest.mark.parametrize(
    ("search", "first"),
    [
        ("MHFA", "mental-health-first-aid"),
        ("anything on data protection?", "information-compliance"),
        ("gdpr", "information-compliance"),
        ("grievances", "managing-disciplinary"),
        ("MBA", "level-7-senior-leader"),
        ("induction", "corporate-induction"),
        ("courses about race", "race-equality"),
        ("recruiting", "recruitment-and-selection"),
    ],
)
def test_a_course_is_found_by_the_words_people_use(catalogue: World, search: str, first: str) -> None:
    assert found(catalogue, f"search={search}")[0] == first


def test_when_no_course_holds_all_words_those_with_most_come_first(catalogue: World) -> None:
    assert found(catalogue, "search=zebra mental health")[0] == "mental-health-first-aid"
    assert found(catalogue, "search=zebra") == []


def test_all_the_courses_of_the_documents_are_there(catalogue: World) -> None:
    with catalogue.context.database.read() as session:
        kinds = session.execute(select(Course.mandatory_for, func.count()).group_by(Course.mandatory_for)).all()
    assert dict(kinds) | {"nobody": 0} == {"everyone": 6, "managers": 5, "nobody": 0}  # type: ignore[arg-type]


def test_seeding_again_changes_nothing_that_the_learning_team_changed(catalogue: World) -> None:
    world = catalogue
    world.put("/v1/courses/race-equality", {**COURSE, "title": "Another name"}, person=LEARNING)
    with world.context.database.write() as session:
        before = session.scalar(select(func.count()).select_from(TrainingSession))
        seed_catalogue(session, read_catalogue(Path("demo/courses.yml")), world.context.today())
        assert session.scalar(select(func.count()).select_from(TrainingSession)) == before
    assert world.get("/v1/courses/race-equality").json()["title"] == "Another name"


def test_filters_and_pages_go_together(catalogue: World) -> None:
    seen, cursor = [], ""
    while True:
        page = catalogue.get(f"/v1/courses?kind=interest&limit=4{cursor}").json()
        seen += [item["id"] for item in page["items"]]
        if not page["next_cursor"]:
            break
        cursor = f"&cursor={page['next_cursor']}"
    assert len(seen) == len(set(seen)) == 11
    assert found(catalogue, "topic=pdr") == ["pdr"]


@pytest.mark.parametrize("cursor", ["abc", "W10=", "WzEsMl0=", "WyJhIl0=", "bnVsbA=="], ids=str)
def test_a_cursor_that_is_none_of_ours_is_refused(world: World, cursor: str) -> None:
    assert world.get(f"/v1/courses?cursor={cursor}").json()["code"] == "cursor_invalid"


def test_fillers_and_plurals_do_not_count() -> None:
    assert search_words("Are there any courses on First Aid, or policies?") == ["first", "aid", "polic"]


def test_sessions_are_found_by_place_days_and_places_left(world: World) -> None:
    add_course(world)
    add_course(world, "mhfa", title="MHFA", search_text=" mhfa mental health", topic="health")
    add_session(world, id="bootle", days=20)
    add_session(world, "mhfa", id="southport", days=25, place="Southport Town Hall")
    add_session(world, id="online", days=40, place="Online", is_online=True, capacity=1)
    add_session(world, id="past", days=-3)
    add_session(world, id="cancelled", days=22, state="cancelled")
    book(world, "online", person=MANAGER)
    day = tomorrow_at(9, 25).date()

    def ids(query: str) -> list[str]:
        return [item["id"] for item in world.get(f"/v1/sessions?{query}").json()["items"]]

    assert ids("") == ["bootle", "southport", "online"]
    assert ids("place=SOUTHPORT") == ["southport"]
    assert ids("is_online=true") == ["online"]
    assert ids("search=mental health") == ids("topic=health") == ids("course_id=mhfa") == ["southport"]
    assert ids(f"first_day={day}") == ["southport", "online"]
    assert ids(f"last_day={day}") == ["bootle", "southport"]
    assert ids(f"last_day={day - timedelta(days=1)}") == ["bootle"]
    assert ids("with_places=true") == ["bootle", "southport"]
    assert ids("place=100%25") == []


def test_the_link_to_join_is_for_those_who_are_booked(world: World) -> None:
    add_course(world)
    session_id = add_session(world, is_online=True, link="https://join.example/1")
    assert "link" not in world.get(f"/v1/sessions/{session_id}").json()
    assert book(world, session_id).json()["link"] == "https://join.example/1"


def test_the_learning_team_adds_a_course_and_a_session(world: World) -> None:
    answer = world.post("/v1/courses", {**COURSE, "id": "excel", "title": "Excel"}, person=LEARNING)
    assert answer.status_code == 201
    assert world.post("/v1/courses", {**COURSE, "id": "excel"}, person=LEARNING).json()["code"] == "course_exists"
    start = tomorrow_at(9, 20)
    day = {"starts_at": start.isoformat(), "ends_at": (start + timedelta(hours=2)).isoformat()}
    body = {"course_id": "excel", "place": "Online", "trainer": "Somebody", "capacity": 3, "days": [day]}
    session = world.post("/v1/sessions", body, person=LEARNING).json()
    assert (session["places_left"], session["course"]["title"]) == (3, "Excel")
    assert book(world, session["id"]).status_code == 201
    wrong = {**body, "days": [{"starts_at": day["ends_at"], "ends_at": day["starts_at"]}]}
    assert world.post("/v1/sessions", wrong, person=LEARNING).json()["code"] == "invalid_request"


def test_a_course_that_is_off_is_not_found(world: World) -> None:
    add_course(world, is_active=False)
    assert found(world, "") == []
    assert world.get("/v1/courses/fire-marshal").status_code == 404
