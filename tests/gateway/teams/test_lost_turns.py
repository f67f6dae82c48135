"""A gateway that is killed in the middle of a turn: the person is asked to say it again, once, without a word kept."""

import asyncio
import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.gateway.conftest import ROOT
from tests.gateway.edge_servers import EdgeServer, echo, free_port
from tests.gateway.teams.conftest import Chat, OpenTeams, own_var
from tests.gateway.teams.microsoft import MicrosoftEdge

CANARY = "marmalade canary"
SAY_AGAIN = ("say that again", "got lost")


@pytest.fixture
def start_gateway(
    tmp_path: Path, keys_dir: Path, edge: MicrosoftEdge, rasa: EdgeServer, staff_api: EdgeServer
) -> Iterator[Callable[[], tuple[str, "subprocess.Popen[bytes]"]]]:
    var, running = own_var(tmp_path, keys_dir), []

    def start() -> tuple[str, "subprocess.Popen[bytes]"]:
        port = free_port()
        given: dict[str, Any] = {"edge": edge.url, "port": port, "var": str(var), "rasa_url": rasa.url}
        given |= {"api_url": staff_api.url, "turn_deadline_seconds": 0.5}
        command = [sys.executable, "-m", "tests.gateway.teams.ledger_process", json.dumps(given)]
        process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)
        running.append(process)
        return f"http://127.0.0.1:{port}", process

    yield start
    for process in running:
        process.kill()
        process.wait()


async def wait_until_live(client: httpx.AsyncClient) -> None:
    for _ in range(1200):
        try:
            await client.get("/health/live")
        except httpx.HTTPError:
            await asyncio.sleep(0.05)
        else:
            return
    raise AssertionError("the gateway did not start")


async def wait_until_asked(rasa: EdgeServer, text: str) -> None:
    for _ in range(1000):
        if rasa.texts == [text]:
            return
        await asyncio.sleep(0.02)
    raise AssertionError("Rasa was not asked")


def everything_in(directory: Path) -> bytes:
    return b"".join(path.read_bytes() for path in directory.glob("teams.db*"))


async def test_a_turn_that_was_lost_to_a_kill_is_asked_for_again(
    start_gateway: Callable[[], tuple[str, "subprocess.Popen[bytes]"]],
    open_teams: OpenTeams,
    tmp_path: Path,
    edge: MicrosoftEdge,
    rasa: EdgeServer,
) -> None:
    rasa.hang = True
    url, process = start_gateway()
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
