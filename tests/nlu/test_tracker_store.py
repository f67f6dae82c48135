"""The tracker store on real SQLite and real PostgreSQL: nothing said is stored, and nothing grows."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from rasa.shared.core.domain import Domain

from bot.nlu.conversations import KEPT_EVENTS
from bot.nlu.tracker_store import RETENTION_SECONDS, ConversationStore, conversations, memory_failures
from tests.nlu.conftest import ROOT
from tests.nlu.databases import ENGINES, make_database
from tests.nlu.made_trackers import CANARY, make_tracker, one_turn

MakeStore = Callable[[], ConversationStore]


@pytest.fixture(scope="module")
def domain() -> Domain:
    return Domain.load(str(ROOT / "domain.yml"))


@pytest.fixture(params=ENGINES)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    with make_database(request.param, tmp_path) as address:
        yield address


@pytest.fixture
def make_store(url: str, domain: Domain) -> Iterator[MakeStore]:
    made: list[ConversationStore] = []

    def make() -> ConversationStore:
        made.append(ConversationStore(domain, host=url))
        return made[-1]

    yield make
    for store in made:
        store._engine.dispose()


@pytest.fixture
def noted() -> Iterator[list[str]]:
    """Return what the store tells the channel in this turn."""
    failures: list[str] = []
    token = memory_failures.set(failures)
    yield failures
    memory_failures.reset(token)


def rows_of(store: ConversationStore) -> list[Any]:
    with store._engine.connect() as connection:
        return connection.execute(sa.select(conversations)).all()


def bytes_in(directory: Path) -> bytes:
    """Return what stands in the database and in its write-ahead log."""
    return b"".join(file.read_bytes() for file in directory.iterdir())


async def test_nothing_that_a_person_said_is_in_the_row(make_store: MakeStore, domain: Domain) -> None:
    store = make_store()
    await store.save(make_tracker(domain, one_turn() * 3))
    assert len(rows_of(store)) == 1
    assert CANARY not in repr(rows_of(store))


async def test_nothing_that_a_person_said_is_in_the_files(tmp_path: Path, domain: Domain) -> None:
    store = ConversationStore(domain, host=f"sqlite:///{tmp_path}/conversations.db")
    await store.save(make_tracker(domain, one_turn() * 3))
    written = bytes_in(tmp_path)
    store._engine.dispose()
    written += bytes_in(tmp_path)
    assert b"pay-day" in written
    assert CANARY.encode() not in written


async def test_a_conversation_comes_back(make_store: MakeStore, domain: Domain) -> None:
    store = make_store()
    await store.save(make_tracker(domain, one_turn(article="pdr-what")))
    tracker = await store.retrieve("conversation")
    assert tracker is not None
    assert (tracker.get_slot("last_article"), tracker.latest_action_name) == ("pdr-what", "action_listen")


async def test_an_unknown_conversation_is_none(make_store: MakeStore) -> None:
    assert await make_store().retrieve("nobody") is None


async def test_a_conversation_goes_on_after_a_restart(make_store: MakeStore, domain: Domain) -> None:
    await make_store().save(make_tracker(domain, one_turn(article="pdr-what")))
    tracker = await make_store().retrieve("conversation")
    assert tracker is not None
    assert tracker.get_slot("last_article") == "pdr-what"


async def test_two_stores_share_one_database(make_store: MakeStore, domain: Domain) -> None:
    one, two = make_store(), make_store()
    await one.save(make_tracker(domain, one_turn(), "a"))
    await two.save(make_tracker(domain, one_turn(), "b"))
    await two.save(make_tracker(domain, one_turn(article="later"), "a"))
    tracker = await one.retrieve("a")
    assert sorted(await one.keys()) == ["a", "b"]
    assert tracker is not None
    assert tracker.get_slot("last_article") == "later"


async def test_four_hundred_turns_leave_a_row_no_larger_than_twenty(make_store: MakeStore, domain: Domain) -> None:
    store = make_store()
    sizes, events = [], []
    for _ in range(400):
        tracker = await store.retrieve("conversation") or make_tracker(domain, [])
        for event in one_turn():
            tracker.update(event)
        await store.save(tracker)
        sizes.append(len(rows_of(store)[0].state))
        events.append(len(tracker.events))
    # A time is written with one digit more or less.
    assert max(sizes[20:]) <= max(sizes[:20]) + 2 * KEPT_EVENTS
    assert max(events) <= KEPT_EVENTS + len(one_turn()) + 10


@pytest.mark.parametrize("late", [True, False], ids=["long ago", "recently"])
async def test_a_conversation_is_deleted_when_nobody_went_on_with_it(
    make_store: MakeStore, domain: Domain, late: bool
) -> None:
    store = make_store()
    await store.save(make_tracker(domain, one_turn()))
    with store._engine.begin() as connection:
        past = time.time() - RETENTION_SECONDS + (-60 if late else 60)
        connection.execute(conversations.update().values(updated_at=past))
    assert len(list(await make_store().keys())) == (0 if late else 1)


async def test_a_failing_database_is_noted_for_the_channel_and_never_raises(
    make_store: MakeStore, domain: Domain, noted: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    store = make_store()
    with store._engine.begin() as connection:
        conversations.drop(connection)
    await store.save(make_tracker(domain, one_turn()))
    assert await store.retrieve("conversation") is None
    assert noted == ["save", "retrieve"]
    assert CANARY not in caplog.text


async def test_a_failure_outside_a_turn_is_only_logged(make_store: MakeStore, domain: Domain) -> None:
    store = make_store()
    with store._engine.begin() as connection:
        conversations.drop(connection)
    await store.save(make_tracker(domain, one_turn()))
    assert memory_failures.get() is None


async def test_a_row_that_cannot_be_read_is_noted_and_never_raises(
    make_store: MakeStore, domain: Domain, noted: list[str]
) -> None:
    store = make_store()
    await store.save(make_tracker(domain, one_turn()))
    with store._engine.begin() as connection:
        connection.execute(conversations.update().values(state="{"))
    assert await store.retrieve("conversation") is None
    assert noted == ["retrieve"]
