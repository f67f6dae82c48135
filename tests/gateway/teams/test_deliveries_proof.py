"""Rounds of chance: activities delivered one to five times, to two gateways, one of which starts anew or is killed.

The short form plays some rounds; `--prove` plays 300 of each, and prints what became of them.
"""

import asyncio
import random
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis

from bot.gateway.teams.redis_ledger import PREFIX
from tests.gateway.edge_servers import EdgeServer
from tests.gateway.teams.conftest import Chat, OpenTeams
from tests.gateway.teams.gateway_processes import StartGateway, wait_until_live
from tests.gateway.teams.gateway_processes import start_gateway as start_gateway
from tests.gateway.teams.microsoft import MicrosoftEdge

ROUNDS, SHORT = 300, 10
RESTART_EVERY = 25
# So many conversations are under way whenever a gateway is killed.
AT_ONCE = 10
SAY_AGAIN = ("say that again", "got lost")
DEADLINE = 1.0
ANSWERED, TOO_LATE, ASKED_AGAIN = "answered", "told that it took too long", "asked to say it again"
INTERRUPTED = "interrupted while it was said"
# Too late is what a busy machine is, not what a kill does.
PROMISED = {ANSWERED, TOO_LATE, ASKED_AGAIN, INTERRUPTED}


@pytest.fixture(params=["one file", "redis"])
def store(request: pytest.FixtureRequest) -> dict[str, Any]:
    return {"redis_url": request.getfixturevalue("redis_url")} if request.param == "redis" else {}


async def test_every_activity_has_one_effect_and_one_reply_in_its_order(
    store: dict[str, Any], open_teams: OpenTeams, rasa: EdgeServer, prove: bool
) -> None:
    chance = random.Random(6)
    gateways, delivered = [await open_teams(**store), await open_teams(**store)], 0
    for number in range(ROUNDS if prove else SHORT):
        rasa.messages.clear()
        rasa.delay = chance.choice([0.0, 0.0, 0.02])
        chat = Chat(gateways[0].client, gateways[0].edge)
        texts = [f"round {number}, {part}" for part in range(chance.randint(1, 3))]
        again = []
        for text in texts:
            activity = chat.activity(text)
            # The first delivery says in which order they come; the others come whenever they like.
            await deliver(chat, activity, chance.choice(gateways))
            again += [activity] * chance.randint(0, 4)
            delivered += 1
        chance.shuffle(again)
        await asyncio.gather(*(deliver(chat, activity, chance.choice(gateways)) for activity in again))
        if number % RESTART_EVERY == RESTART_EVERY - 1:
            gateways[chance.randrange(2)] = await open_teams(**store)
            await asyncio.gather(*(deliver(chat, activity, chance.choice(gateways)) for activity in again))
        delivered += len(again)
        assert await chat.told_texts(len(texts)) == [f"You said: {text}" for text in texts]
        assert sorted(rasa.texts) == texts
    print(f"\n{delivered} deliveries in {number + 1} rounds: one effect and one reply each")


async def deliver(chat: Chat, activity: dict[str, Any], gateway: Chat) -> None:
    answer = await Chat(gateway.client, chat.edge, chat.id).deliver(activity)
    assert answer.status_code == 200


async def test_what_a_kill_interrupts_has_at_most_one_effect_and_one_reply(
    store: dict[str, Any],
    start_gateway: StartGateway,
    tmp_path: Path,
    edge: MicrosoftEdge,
    rasa: EdgeServer,
    prove: bool,
) -> None:
    chance, fates = random.Random(7), Counter[str]()
    rasa.delay = 0.15
    async with AsyncExitStack() as stack:
        gateways = [await stack.enter_async_context(running(start_gateway, store)) for _ in range(2)]
        for _ in range(-(-ROUNDS // AT_ONCE) if prove else 2):
            rasa.messages.clear()
            killed = gateways.pop(0)
            chats = [Chat(killed.client, edge) for _ in range(AT_ONCE)]
            activities = {chat.id: chat.activity(f"in {chat.id}") for chat in chats}
            for chat in chats:
                await chat.deliver(activities[chat.id])
                await asyncio.sleep(chance.uniform(0, 0.06))
            await killed.kill()
            gateways.append(await stack.enter_async_context(running(start_gateway, store)))
            again = [chat for chat in chats for _ in range(chance.randint(1, 4))]
            await asyncio.gather(*(deliver(chat, activities[chat.id], chance.choice(gateways)) for chat in again))
            states = await settled(tmp_path, store, set(activities))
            fates.update(fate_of(chat, rasa, states[chat.id]) for chat in chats)
    assert set(fates) <= PROMISED, fates
    assert fates[ANSWERED]
    assert fates[ASKED_AGAIN]
    print(f"\n{sum(fates.values())} turns around a kill: {dict(fates)}")


def fate_of(chat: Chat, rasa: EdgeServer, state: str) -> str:
    """Return what became of a conversation's only turn; whatever is not as promised names itself."""
    said = [str(message["text"]) for message in chat.edge.messages(chat.id)]
    effects = rasa.texts.count(f"in {chat.id}")
    if effects > 1 or len(said) > 1:
        return f"{effects} effects, {len(said)} replies"
    if state == "answering":
        return INTERRUPTED
    if state == "lost" and said and any(words in said[0] for words in SAY_AGAIN):
        return ASKED_AGAIN
    if state == "done" and effects == 1 and said == [f"You said: in {chat.id}"]:
        return ANSWERED
    return TOO_LATE if state == "done" and said and "took too long" in said[0] else f"{state}: {said}"


class Running(Chat):
    """A gateway as a process of its own."""

    process: Any

    async def kill(self) -> None:
        self.process.kill()
        await asyncio.to_thread(self.process.wait)


@asynccontextmanager
async def running(start_gateway: StartGateway, store: dict[str, Any]) -> AsyncIterator[Running]:
    url, process = start_gateway(turn_deadline_seconds=DEADLINE, **store)
    async with AsyncExitStack() as stack:
        stack.callback(process.wait)
        stack.callback(process.kill)
        client = await stack.enter_async_context(httpx.AsyncClient(base_url=url, trust_env=False, timeout=30))
        await wait_until_live(client)
        gateway = Running(client, MicrosoftEdge())
        gateway.process = process
        yield gateway


async def settled(directory: Path, store: dict[str, Any], conversations: set[str]) -> dict[str, str]:
    """Return the state of each conversation's turn, when none is waited for and the states have come to rest."""
    before: dict[str, str] = {}
    for _ in range(100):
        states = {name: state for name, state in read_states(directory, store).items() if name in conversations}
        if states == before and "begun" not in states.values() and set(states) == conversations:
            return states
        before = states
        await asyncio.sleep(0.6)
    raise AssertionError(before)


def read_states(directory: Path, store: dict[str, Any]) -> dict[str, str]:
    if not store:
        with sqlite3.connect(directory / "teams.db", timeout=10) as ledger:
            return dict(ledger.execute("SELECT conversation, state FROM deliveries"))
    with redis.Redis.from_url(store["redis_url"], decode_responses=True) as client:
        rows = [client.hgetall(name) for name in client.scan_iter(f"{PREFIX}delivery:*")]
        return {str(row["line"]): str(row["state"]) for row in rows}  # type: ignore[index,union-attr]
