"""Both stores keep which question is open, give it to every gateway, and say when they cannot be asked."""

import time
import uuid
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.gateway.private.pending import Pending, PendingDownError, PendingStore, Step
from bot.gateway.private.redis_pending import RedisPending
from bot.gateway.private.sqlite_pending import SqlitePending
from tests.gateway.edge_servers import free_port

NOW = float(int(time.time()))
QUESTION = Pending("draft", "management", "situation", NOW)
Make = Callable[[], PendingStore]


@pytest.fixture(params=["sqlite", "redis"])
async def make(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Make]:
    made: list[PendingStore] = []
    url = request.getfixturevalue("redis_address") if request.param == "redis" else ""

    def make_one() -> PendingStore:
        made.append(RedisPending(url) if url else SqlitePending(tmp_path / "private.db"))
        return made[-1]

    yield make_one
    for store in made:
        await store.close()


@pytest.fixture
def conversation() -> str:
    return uuid.uuid4().hex


async def test_another_gateway_knows_the_question(make: Make, conversation: str) -> None:
    await make().keep(conversation, QUESTION)
    assert await make().find(conversation) == QUESTION


async def test_the_last_step_counts(make: Make, conversation: str) -> None:
    store = make()
    await store.keep(conversation, QUESTION)
    await store.keep(conversation, QUESTION.at_step(Step.COACHED, NOW + 60, "weak"))
    found = await make().find(conversation)
    assert found == Pending("draft", "management", "situation", NOW + 60, Step.COACHED, "weak")


async def test_what_is_forgotten_is_gone(make: Make, conversation: str) -> None:
    store = make()
    await store.keep(conversation, QUESTION)
    await store.forget(conversation)
    assert await store.find(conversation) is None


async def test_a_store_that_does_not_answer_says_so(tmp_path: Path, conversation: str) -> None:
    stores: list[PendingStore] = [
        SqlitePending(tmp_path / "missing" / "private.db"),
        RedisPending(f"redis://127.0.0.1:{free_port()}"),
    ]
    for store in stores:
        with pytest.raises(PendingDownError):
            await store.find(conversation)
        await store.close()


def test_a_question_is_old_after_two_hours() -> None:
    assert not QUESTION.is_old(NOW + 7000)
    assert QUESTION.is_old(NOW + 7300)
