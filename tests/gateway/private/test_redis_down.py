"""Redis goes away while a private question is open: nothing is forwarded, and the question is there when it is back."""

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import redis

from tests.gateway.edge_servers import EdgeServer, free_port
from tests.gateway.private.api_edge import DraftApi, ask_privately
from tests.gateway.private.test_private_questions import TEXT

Open = Callable[..., Any]


class OwnRedis:
    """A server that keeps what it is told, as `docs/settings.md` asks for, and that can be killed."""

    def __init__(self, directory: Path) -> None:
        self.directory, self.port = directory, free_port()
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}"

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.directory)]
        command += ["--save", "", "--appendonly", "yes", "--appendfsync", "always"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        with redis.Redis(port=self.port) as client:
            for _ in range(400):
                try:
                    client.ping()
                except (redis.ConnectionError, redis.BusyLoadingError):
                    time.sleep(0.02)
                else:
                    return
        pytest.fail("Redis did not start")

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait(10)
            self.process = None


@pytest.fixture
def own_redis(tmp_path: Path) -> Iterator[OwnRedis]:
    server = OwnRedis(tmp_path)
    server.start()
    yield server
    server.kill()


async def test_an_answer_is_refused_while_redis_is_down_and_taken_when_it_is_back(
    own_redis: OwnRedis, open_gateway: Open, rasa: EdgeServer, api: DraftApi, capfd: pytest.CaptureFixture[str]
) -> None:
    gateway = await open_gateway(api_url=api.url, redis_url=own_redis.url)
    await ask_privately(gateway, rasa)
    own_redis.kill()
    refused = await gateway.ask(TEXT)
    assert (refused["outcome"], rasa.texts, api.answers) == ("unavailable", [], {})
    assert "passed nothing on" in refused["replies"][0]["text"]
    urgent = await gateway.ask("I want to kill myself")
    assert (urgent["outcome"], rasa.texts) == ("urgent_help", [])
    logged = "".join(capfd.readouterr())
    assert ("private_questions_unknown" in logged, TEXT in logged) == (True, False)
    own_redis.start()
    await gateway.ask(TEXT)
    assert (rasa.texts, api.answers) == (["/answer_recorded"], {"situation": TEXT})


async def test_an_ordinary_question_is_not_forwarded_either_while_nobody_can_tell_what_is_open(
    own_redis: OwnRedis, open_gateway: Open, rasa: EdgeServer, api: DraftApi
) -> None:
    gateway = await open_gateway(api_url=api.url, redis_url=own_redis.url)
    own_redis.kill()
    answers = [await gateway.ask("what is a PDR?") for _ in range(2)]
    assert ({answer["outcome"] for answer in answers}, rasa.texts) == ({"unavailable"}, [])
    # The same sentence is never said twice running.
    assert answers[0]["replies"][0]["text"] != answers[1]["replies"][0]["text"]
