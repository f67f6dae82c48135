"""The action server as a process: it answers Rasa's webhook on this machine only, and its log quotes nobody."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psutil
import pytest

from actions.server import ACTIONS
from tests.actions.conftest import make_keys
from tests.read_once import COMPILED
from tools.ports import free_port
from tools.probes import answers

ROOT = Path(__file__).parents[2]
CANARY = "zebrafinch"
ARTICLE = """---
title: Bikes at work
owner: Wellbeing team
contact: your line manager
reviewed_on: 2026-03-02
review_every_months: 12
---
You can borrow a bike.
"""


@dataclass(frozen=True, slots=True)
class Server:
    process: "subprocess.Popen[bytes]"
    url: str
    log: Path

    def call(self, action: str, message: object) -> httpx.Response:
        tracker = {"sender_id": "c", "slots": {}, "latest_message": message, "events": []}
        body = {"next_action": action, "tracker": tracker, "domain": {"intents": []}}
        return httpx.post(f"{self.url}/webhook", json=body, timeout=10, trust_env=False)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    var = tmp_path_factory.mktemp("actions")
    (var / "keys").mkdir()
    (var / "keys/gateway.pub.pem").write_text(make_keys()[1])
    (var / "keys/client-secret").write_text("made-up")
    (var / "knowledge/travel").mkdir(parents=True)
    (var / "knowledge/travel/bikes.md").write_text(ARTICLE)
    for name in ("openings", "encoder"):
        (var / name).symlink_to(ROOT / "var" / name)
    port = free_port()
    settings = {"VAR_DIR": str(var), "KNOWLEDGE_DIR": str(var / "knowledge"), "ACTIONS_PORT": str(port)}
    environment = {"PATH": os.environ["PATH"], **COMPILED, **settings}
    with (var / "log").open("wb") as log:
        command = [sys.executable, "-m", "actions"]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        server = Server(process, f"http://127.0.0.1:{port}", var / "log")
        try:
            wait_for(server)
            yield server
        finally:
            process.terminate()
            process.wait(10)


def wait_for(server: Server) -> None:
    ends_at = time.monotonic() + 30
    while time.monotonic() < ends_at:
        assert server.process.poll() is None, server.log.read_text()
        if answers(f"{server.url}/health", timeout=1):
            return
        time.sleep(0.05)
    raise AssertionError("the action server did not start")


def message(**selection: Any) -> dict[str, Any]:
    return {"text": f"a {CANARY} question", "intent": {"name": "ask_question"}, "selection": selection}


def test_rasa_gets_the_article(server: Server) -> None:
    answer = server.call("action_answer_question", message(decision="answer", articles=["bikes"])).json()
    assert [response["text"] for response in answer["responses"]] == ["You can borrow a bike."]


def test_it_offers_its_own_actions_and_no_other(server: Server) -> None:
    listed = httpx.get(f"{server.url}/actions", timeout=10, trust_env=False).json()
    assert {entry["name"] for entry in listed} == {action.name(object.__new__(action)) for action in ACTIONS}


def test_it_listens_on_this_machine_only(server: Server) -> None:
    addresses = {
        connection.laddr.ip
        for connection in psutil.Process(server.process.pid).net_connections("tcp")
        if connection.status == psutil.CONN_LISTEN
    }
    assert addresses == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("action", "body"),
    [
        pytest.param("action_answer_question", message(decision="none", keepable=True), id="no assertion"),
        pytest.param("action_answer_question", {"text": CANARY, "selection": CANARY}, id="a crash"),
        pytest.param(f"action_{CANARY}", message(), id="an unknown action"),
    ],
)
def test_its_log_quotes_nobody(server: Server, action: str, body: object) -> None:
    before = server.log.stat().st_size
    server.call(action, body)
    ends_at = time.monotonic() + 5
    while server.log.stat().st_size == before and time.monotonic() < ends_at:
        time.sleep(0.02)
    assert server.log.stat().st_size > before
    assert CANARY not in server.log.read_text()
