"""The staff directory: people see themselves, as they are today."""

from pathlib import Path

from sqlalchemy import func, select

from api.people.demo import read_demo_people, seed_demo_people
from api.people.models import Person
from api.settings import DEVELOPMENT_TENANT
from tests.api.world import MANAGER, STRANGER, World


def test_a_person_sees_what_the_directory_says_of_them(world: World) -> None:
    answer = world.client.get("/v1/people/me", headers=world.headers())
    assert answer.status_code == 200
    assert answer.json() == {
        "id": "demo-employee",
        "name": "Priya Nair",
        "first_name": "Priya",
        "email": "priya.nair@sefton.example",
        "job": "Planning Officer",
        "service": "Planning",
        "team": "Development Management",
        "base": "Magdalen House, Bootle",
        "working_days": ["mon", "tue", "wed", "thu", "fri"],
        "roles": ["employee"],
        "is_manager": False,
        "manager": {
            "id": "demo-manager",
            "name": "Angela Whitfield",
            "job": "Development Manager",
            "service": "Planning",
            "team": "Development Management",
        },
        "started_on": "2021-03-01",
    }


def test_a_manager_is_whoever_has_reports_today(world: World) -> None:
    assert world.client.get("/v1/people/me", headers=world.headers(person=MANAGER)).json()["is_manager"]
    with world.context.database.write() as session:
        for person in session.scalars(select(Person)):
            person.manager_id = None
    after = world.client.get("/v1/people/me", headers=world.headers(person=MANAGER))
    assert not after.json()["is_manager"]


def test_a_stranger_is_refused_by_code(world: World) -> None:
    answer = world.client.get("/v1/people/me", headers=world.headers(person=STRANGER))
    assert (answer.status_code, answer.json()["code"]) == (403, "person_unknown")


def test_a_stranger_cannot_write(world: World) -> None:
    assert world.ask(person=STRANGER).json()["code"] == "person_unknown"


def test_seeding_again_changes_nothing(world: World) -> None:
    people = read_demo_people(Path("demo/people.yml"))
    with world.context.database.write() as session:
        seed_demo_people(session, people, DEVELOPMENT_TENANT)
        assert session.scalar(select(func.count()).select_from(Person)) == len(people) == 7


def test_every_manager_of_the_demo_directory_is_in_it() -> None:
    people = read_demo_people(Path("demo/people.yml"))
    assert {person.manager for person in people if person.manager} <= {person.id for person in people}
    assert len({person.oid for person in people}) == len(people)
