"""The actions before the real API, on a database of its own: the demo people, and Callum who starts this week."""

import time
import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from rasa_sdk.executor import ActionExecutor

from actions.server import make_executor
from actions.staff_api import StaffApi
from api.database import open_database
from api.migrations import migrate
from api.people.demo import read_demo_people, seed_demo_people
from api.settings import DEVELOPMENT_TENANT
from contracts.assertions import Assertion, sign_assertion
from contracts.entra_tokens import Issuer
from tests.actions.articles import make_articles
from tests.actions.turning import Said
from tests.api.conftest import gateway_key as gateway_key
from tests.api.databases import make_database
from tests.api.induction.stage import start
from tests.api.world import GATEWAY_URL, MANAGER, NEW_STARTER, World
from tests.contracts.entra import Entra

STARTER = "demo-new-starter"


@dataclass
class Tokens:
    """Hands out the app token of the actions, as the issuer would."""

    world: World

    def fetch(self) -> str:
        return self.world.app_token()

    def forget(self) -> None:
        """Nothing is kept."""


@dataclass
class Chat:
    """The conversation of one person: what is said goes to the actions with what was understood."""

    executor: ActionExecutor
    world: World
    person: str = NEW_STARTER
    slots: dict[str, Any] = field(default_factory=dict)

    async def say(self, intent: str, text: str, **selection: Any) -> Said:
        """Say something; return what came back, and keep the slots."""
        assertion = Assertion(DEVELOPMENT_TENANT, self.person, "conversation", time.time() + 4.5)
        message = {
            "text": text,
            "intent": {"name": intent, "confidence": 1.0},
            "message_id": uuid.uuid4().hex,
            "metadata": {"assertion": sign_assertion(self.world.private_key, assertion)},
            "selection": selection,
        }
        tracker = {"sender_id": "conversation", "slots": self.slots, "latest_message": message, "events": []}
        call = {"next_action": "action_do_task", "domain": {"intents": []}, "tracker": tracker}
        result = await self.executor.run(call)
        assert result is not None
        said = Said(result.responses, result.events)
        self.slots = {**self.slots, **said.slots}
        return said


@pytest.fixture
def world(tmp_path: Path, gateway_key: tuple[str, Path]) -> Iterator[World]:
    entra = Entra(Issuer.local(GATEWAY_URL, DEVELOPMENT_TENANT).name, DEVELOPMENT_TENANT)
    entra.add_key("first")
    with make_database("sqlite", tmp_path) as url:
        database = open_database(url)
        migrate(database)
        database.close()
        world = World(url, *gateway_key, entra)
        with world.context.database.write() as session:
            seed_demo_people(session, read_demo_people(Path("demo/people.yml")), DEVELOPMENT_TENANT)
        yield world
        world.context.database.close()


@pytest.fixture
def monday(world: World) -> date:
    """Return the Monday of this week, on which Callum started."""
    today = world.context.today()
    return today - timedelta(days=today.weekday())


@pytest.fixture
def induction(world: World, monday: date) -> str:
    """Return Callum's induction."""
    return start(world, STARTER, monday)


@pytest.fixture
async def executor(world: World) -> AsyncIterator[ActionExecutor]:
    transport = httpx.ASGITransport(app=world.app)
    async with httpx.AsyncClient(transport=transport) as client:
        api = StaffApi("http://api", Tokens(world), client)  # type: ignore[arg-type] # it is told the token
        yield make_executor(make_articles(), api, world.public_key_file.read_text())


@pytest.fixture
def callum(executor: ActionExecutor, world: World, induction: str) -> Chat:
    return Chat(executor, world)


@pytest.fixture
def angela(executor: ActionExecutor, world: World, induction: str) -> Chat:
    return Chat(executor, world, MANAGER)
