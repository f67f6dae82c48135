"""A gateway that is killed in the middle of a turn: the person is asked to say it again, once, without a word kept."""

import asyncio
import sqlite3
import time
from pathlib import Path

import httpx
import pytest

from bot.gateway.teams.ledger import SECONDS_TO_FINISH, Delivery, State
from bot.gateway.teams.mounting import make_ledger
from tests.gateway.edge_servers import EdgeServer, echo
from tests.gateway.teams.conftest import Chat, OpenTeams, teams_settings
from tests.gateway.teams.gateway_processes import StartGateway, wait_until_live
from tests.gateway.teams.gateway_processes import start_gateway as start_gateway
from tests.gateway.teams.microsoft import MicrosoftEdge

CANARY = "marmalade canary"
SAY_AGAIN = ("say that again", "got lost")


async def wait_until_asked(rasa: EdgeServer, text: str) -> None:
    for _ in range(1000):
        if rasa.texts == [text]:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("Rasa was not asked")


def everything_in(directory: Path) -> bytes:
    return b"".join(path.read_bytes() for path in directory.glob("teams.db*"))


async def test_a_turn_that_was_lost_to_a_kill_is_asked_for_again(
    start_gateway: StartGateway,
    open_teams: OpenTeams,
    tmp_path: Path,
    edge: MicrosoftEdge,
    rasa: EdgeServer,
) -> None:
    rasa.hang = True
    url, process = start_gateway(turn_deadline_seconds=0.5)
    async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=30) as client:
        await wait_until_live(client)
        chat = Chat(client, edge)
        activity = chat.activity(CANARY)
        await chat.deliver(activity)
        await wait_until_asked(rasa, CANARY)
        process.kill()
        process.wait()
    assert CANARY.encode() not in everything_in(tmp_path)
    rasa.hang, rasa.answer = False, echo

    chat.client = (await open_teams(turn_deadline_seconds=0.5)).client
    await chat.deliver(activity)
    told = (await chat.told_texts())[0]
    assert any(words in told for words in SAY_AGAIN)
    await chat.say("the last word")
    assert (await chat.told_texts(2))[1] == "You said: the last word"


async def test_two_gateways_do_not_both_apologise(open_teams: OpenTeams, tmp_path: Path, rasa: EdgeServer) -> None:
    chat = await open_teams(turn_deadline_seconds=0.2)
    await chat.say("hello")
    await chat.told()
    with sqlite3.connect(tmp_path / "teams.db") as ledger:
        ledger.execute(
            "INSERT INTO deliveries (key, conversation, service_address, activity, is_turn, state, begun_at)"
            " VALUES ('k', ?, ?, 'activity-0', 1, 'begun', 0)",
            (chat.id, chat.edge.service_url),
        )
    other = await open_teams(turn_deadline_seconds=0.2)
    await chat.told(2)
    await chat.say("the last word")
    assert (await chat.told_texts(3))[2] == "You said: the last word"
    assert await chat.count("lost") + await other.count("lost") == 1


async def test_an_answer_that_comes_after_the_apology_is_not_given(
    open_teams: OpenTeams, tmp_path: Path, rasa: EdgeServer
) -> None:
    chat = await open_teams(turn_deadline_seconds=5)
    rasa.delay = 1.0
    await chat.say("hello")
    with sqlite3.connect(tmp_path / "teams.db") as ledger:
        ledger.execute("UPDATE deliveries SET state = 'lost'")
    rasa.delay = 0.0
    await chat.say("the last word")
    assert await chat.told_texts() == ["You said: the last word"]


@pytest.mark.parametrize("store", ["file", "redis"])
async def test_an_answer_that_its_gateway_never_finished_is_counted_and_listed(
    store: str, open_teams: OpenTeams, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    where = {"redis_url": request.getfixturevalue("redis_url")} if store == "redis" else {}
    settings = teams_settings(tmp_path, **where)
    ledger = make_ledger(settings)
    long_ago = time.time() - SECONDS_TO_FINISH - 1
    for number, begun_at in enumerate((long_ago, time.time())):
        ticket = await ledger.begin(Delivery(f"k{number}", "a:1", "https://x", f"activity-{number}", True), begun_at)
        assert await ledger.step(ticket or 0, State.BEGUN, State.ANSWERING)
    chat = await open_teams(turn_deadline_seconds=0.2, **where)
    assert await chat.becomes("undelivered", 1)
    assert [(one.activity, one.cause) for one in await ledger.undelivered()] == [("activity-0", "interrupted")]
    await ledger.close()
