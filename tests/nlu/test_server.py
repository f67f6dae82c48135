"""Rasa's real server with the trained model: one door, and no words of a person in its logs or its database."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.nlu.conftest import MODEL, ROOT
from tests.nlu.made_keys import body_of, make_keys, signed
from tests.nlu.made_trackers import CANARY

SLOWEST_START_SECONDS = 120


@dataclass(frozen=True)
class Server:
    """A running server: its address, the key that opens it, and where it writes."""

    url: str
    private_key: str
    directory: Path

    def call(self, path: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> int:
        """Return the status of the answer."""
        request = urllib.request.Request(f"{self.url}{path}", body, headers or {})
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as error:
            return error.code

    def say(self, text: str) -> int:
        body = body_of(text)
        return self.call("/webhooks/gateway/webhook", body, signed(self.private_key, body))

    def written(self) -> bytes:
        """Return everything that the server logged and stored."""
        return b"".join(path.read_bytes() for path in self.directory.iterdir() if path.is_file())


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    if not MODEL.is_file():
        pytest.fail("There is no trained model at var/models/assistant.tar.gz; `make train` makes one.")
    directory, port = tmp_path_factory.mktemp("rasa"), free_port()
    private, public = make_keys()
    (directory / "gateway.pub.pem").write_text(public)
    environment = {
        **os.environ,
        "VAR_DIR": str(ROOT / "var"),
        "RASA_PORT": str(port),
        # Nobody listens there: every action fails, and Rasa logs it.
        "ACTIONS_URL": f"http://127.0.0.1:{free_port()}",
        "GATEWAY_PUBLIC_KEY_FILE": str(directory / "gateway.pub.pem"),
        "TRACKER_DATABASE_URL": f"sqlite:///{directory}/conversations.db",
    }
    with (directory / "log.txt").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "bot.nlu", "serve"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
        running = Server(f"http://127.0.0.1:{port}", private, directory)
        try:
            wait_for(running, process)
            yield running
        finally:
            process.terminate()
            process.wait(timeout=30)


def wait_for(server: Server, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + SLOWEST_START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            body = body_of("hello", conversation="health")
            if server.call("/webhooks/gateway/parse", body, signed(server.private_key, body, "health")) == 200:
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"Rasa did not start: {server.written()!r}")


@pytest.mark.parametrize(
    "path",
    [
        "/webhooks/rest/webhook",
        "/webhooks/callback/webhook",
        "/model/parse",
        "/model",
        "/domain",
        "/conversations/conversation/messages",
        "/conversations/conversation/tracker",
        "/conversations/conversation/tracker/events",
        "/socket.io/",
    ],
)
@pytest.mark.parametrize("body", [None, b"{}"], ids=["get", "post"])
def test_there_is_no_other_door(server: Server, path: str, body: bytes | None) -> None:
    assert server.call(path, body) in {404, 405}


def test_an_unsigned_message_is_refused(server: Server) -> None:
    assert server.call("/webhooks/gateway/webhook", body_of()) == 401


def test_nothing_that_a_person_said_is_written(server: Server) -> None:
    statuses = [server.say(f"hello {CANARY}"), server.say(f"when is pay day, asks {CANARY}")]
    written = server.written()
    assert statuses[0] == 200
    assert b"conversations" in written
    assert CANARY.encode() not in written
