"""Commands for a real API process: each is one booking, sent one to five times, its answers lost as often as not."""

import random
import time
import uuid
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from tests.api.world import World

TRIES = 400
LOST_SECONDS = (0.0005, 0.003, 0.01, 0.05)


@dataclass
class Command:
    """One booking, with the key that makes it one however often it is sent. `acknowledged`: its answers."""

    person: str
    session_id: str
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    acknowledged: list[str] = field(default_factory=list)


@dataclass
class Sender:
    """Sends commands to an address, from one thread. `results` counts what came back."""

    world: World
    address: str
    chance: random.Random
    results: Counter[str] = field(default_factory=Counter)
    client: httpx.Client = field(default_factory=lambda: httpx.Client(timeout=10))

    def close(self) -> None:
        self.client.close()

    def send(self, command: Command, *, timeout: float | None = None) -> str:
        """Send once and return `ok`, a code, or `lost` when no answer came (in time)."""
        headers = self.world.headers(person=command.person, key=command.key)
        try:
            answer = self.client.post(
                f"{self.address}/v1/bookings",
                json={"session_id": command.session_id},
                headers=headers,
                timeout=timeout or 10,
            )
        except httpx.HTTPError:
            self.results["lost"] += 1
            return "lost"
        if answer.status_code == 201:
            command.acknowledged.append(answer.json()["id"])
            self.results["ok"] += 1
            return "ok"
        code = str(answer.json()["code"])
        self.results[code] += 1
        return code

    def send_one_to_five_times(self, command: Command) -> None:
        """Lose the answers of all sendings but the last, which is sent until it is answered."""
        for _ in range(self.chance.randint(0, 4)):
            self.send(command, timeout=self.chance.choice((*LOST_SECONDS, 10)))
        self.send_until_answered(command)

    def send_until_answered(self, command: Command, wait: Callable[[], None] = lambda: time.sleep(0.02)) -> None:
        """Send again while the answer is lost, or says that it may be sent again."""
        for _ in range(TRIES):
            if self.send(command) == "ok":
                return
            wait()
        raise TimeoutError(dict(self.results))
