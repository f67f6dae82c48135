"""A real API process on a database of its own, and clients that send a command again until it is answered."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.api.world import World
from tools.bench.key_server import KeyServer
from tools.probes import answers

STARTS_WITHIN = 60
REPO = Path(__file__).parents[2]


class Nursery:
    """Has the API loaded, and forks a process of it when asked."""

    def __init__(self) -> None:
        """Load."""
        self._parent = subprocess.Popen(
            [sys.executable, "-m", "tests.api.killable"],
            env={**os.environ, "PYTHONPATH": str(REPO)},
            cwd=REPO,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )

    def start(self, point: str, count: int, environment: dict[str, str]) -> int:
        """Return the process id of a new API, which kills itself where it should."""
        assert self._parent.stdin
        assert self._parent.stdout
        self._parent.stdin.write(json.dumps({"point": point, "count": count, "environment": environment}) + "\n")
        self._parent.stdin.flush()
        return int(self._parent.stdout.readline())

    def close(self) -> None:
        self._parent.communicate(timeout=10)


@dataclass
class ApiProcess:
    """One run of the API. `point`: where it kills itself, at the Nth time that it gets there."""

    nursery: Nursery
    world: World
    key_server: KeyServer
    port: int
    directory: Path
    point: str = "never"
    count: int = 1
    outbox_seconds: float = 0
    smtp_port: int = 0
    process_id: int = field(init=False)

    def __post_init__(self) -> None:
        environment = {
            "VAR_DIR": str(self.directory),
            "DATABASE_URL": self.world.url,
            "GATEWAY_PUBLIC_KEY_FILE": str(self.world.public_key_file),
            "GATEWAY_URL": self.key_server.address,
            "API_PORT": str(self.port),
            "OUTBOX_SECONDS": str(self.outbox_seconds),
            "DEMO_PEOPLE_FILE": str(self.directory / "people.yml"),
            "SMTP_HOST": "127.0.0.1" if self.smtp_port else "",
            "SMTP_PORT": str(self.smtp_port or 25),
        }
        (self.directory / "people.yml").write_text("[]")
        self.process_id = self.nursery.start(self.point, self.count, environment)

    def wait_until_ready(self) -> None:
        give_up_at = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < give_up_at and self.is_alive():
            if answers(f"http://127.0.0.1:{self.port}/health/ready", timeout=2):
                return
            time.sleep(0.05)
        if self.is_alive():
            raise TimeoutError

    def is_alive(self) -> bool:
        try:
            os.kill(self.process_id, 0)
        except ProcessLookupError:
            return False
        return True

    def wait_until_dead(self) -> None:
        give_up_at = time.monotonic() + STARTS_WITHIN
        while self.is_alive():
            if time.monotonic() > give_up_at:
                raise TimeoutError
            time.sleep(0.02)

    def kill(self) -> None:
        """End it like `kill -9`, and wait until it is gone."""
        if self.is_alive():
            os.kill(self.process_id, signal.SIGKILL)
        self.wait_until_dead()
