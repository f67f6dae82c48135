"""Conversations of the actions with the real API, which runs in the same process, on each database."""

import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from actions.server import make_executor
from actions.staff_api import StaffApi
from contracts.app_tokens import AppTokens
from contracts.assertions import Assertion, sign_assertion
from tests.actions.articles import make_articles
from tests.actions.turning import TENANT, Conversation, Said
from tests.api.conftest import demo_people as demo_people
from tests.api.conftest import demo_rows as demo_rows
from tests.api.conftest import entra as entra
from tests.api.conftest import gateway_key as gateway_key
from tests.api.conftest import migrated_url as migrated_url
from tests.api.conftest import shared_app as shared_app
from tests.api.conftest import templates as templates
from tests.api.conftest import world as world
from tests.api.world import EMPLOYEE, MANAGER, World


@dataclass
class Talk(Conversation):
    """A conversation of one person: what is said, with the intent that Rasa would find in it."""

    person: str = field(default=EMPLOYEE)

    def sign(self, *, key: str = "", seconds: float = 20.0) -> str:
        assertion = Assertion(TENANT, self.person, f"conversation-{self.person}", time.time() + seconds)
        return sign_assertion(key or self.private_key, assertion)

    async def say(self, text: str, intent: str = "inform", **more: Any) -> Said:
        """Say something, as the action of every task hears it."""
        return await self.take("action_do_task", intent, text=text, **more)


Begin = Callable[..., Talk]


@pytest.fixture
async def begin(world: World, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Begin]:
    """Return what begins a conversation with somebody."""
    monkeypatch.setattr(AppTokens, "fetch", lambda _: world.app_token())
    tokens = AppTokens.local("http://api", TENANT, "actions", "made-up", "api")
    transport = httpx.ASGITransport(app=world.app)
    async with httpx.AsyncClient(transport=transport) as client:
        api = StaffApi("http://api", tokens, client)
        public = world.public_key_file.read_text()
        yield lambda person=MANAGER: Talk(make_executor(make_articles(), api, public), world.private_key, person)
