"""The demo has an induction that is under way on any day, and a second start of the API changes nothing."""

from datetime import timedelta
from pathlib import Path

from api.acts import begin_work
from api.induction.demo import seed_inductions
from api.people.models import Person
from tests.api.induction.stage import inductions_of, steps_of
from tests.api.world import World

FILE = Path("demo/people.yml")
STARTER = "demo-new-starter"


def seed(world: World, days_ahead: int = 0) -> None:
    world.clock.ahead = days_ahead * 86_400
    with world.context.database.write() as session:
        seed_inductions(begin_work(world.context, session), FILE)
    world.clock.ahead = 0


def test_the_new_starter_has_a_live_plan(world: World) -> None:
    seed(world)
    (found,) = inductions_of(world, STARTER)
    states = {step: row.state for step, row in steps_of(world, found.id).items()}
    assert (states["order-kit"], states["local-induction"], states["shadowing"]) == ("done", "said", "open")
    assert found.person.manager_id == "demo-manager"


def test_a_second_start_changes_nothing(world: World) -> None:
    seed(world)
    before = inductions_of(world, STARTER)[0].started_on
    with world.context.database.write() as session:
        person = session.get(Person, STARTER)
        assert person is not None
        person.started_on -= timedelta(days=5)
    seed(world, 3)
    (found,) = inductions_of(world, STARTER)
    assert found.started_on == found.person.started_on == before


def test_after_ninety_days_there_is_another_one(world: World) -> None:
    seed(world)
    seed(world, 100)
    assert [one.state for one in inductions_of(world, STARTER)] == ["ended", "open"]
