"""A world whose database can be taken away and put back, and what runs the commands on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.migrations import migrate
from api.people.demo import DemoPerson, seed_demo_people
from api.settings import DEVELOPMENT_TENANT
from tests.api.databases import ENGINES, make_database
from tests.api.operating import Run, runner
from tests.api.world import World
from tests.contracts.entra import Entra


@pytest.fixture(params=ENGINES)
def own_world(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    gateway_key: tuple[str, Path],
    entra: Entra,
    demo_people: list[DemoPerson],
) -> Iterator[World]:
    """Return a world with a database that no other test uses."""
    with make_database(request.param, tmp_path) as url:
        world = World(url, *gateway_key, entra)
        migrate(world.context.database)
        with world.context.database.write() as session:
            seed_demo_people(session, demo_people, DEVELOPMENT_TENANT)
        with world.client:
            yield world
        world.context.database.close()


@pytest.fixture
def run(own_world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs a command on that database and its ledger."""
    run_main = runner(own_world, tmp_path, monkeypatch, capsys)
    settings = {
        "ERASURE_LEDGER_FILE": str(own_world.context.ledger_file),
        "GATEWAY_PUBLIC_KEY_FILE": str(own_world.public_key_file),
    }
    return lambda main, *arguments, **more: run_main(main, *arguments, **(settings | more))
