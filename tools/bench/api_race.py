"""Many people want the same few places over many connections; some give theirs back, and the room changes meanwhile."""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from tools.bench.api_connection import Answer, Connection, write_request
from tools.bench.api_figures import Figures, describe
from tools.bench.api_process import RunningApi
from tools.bench.api_stage import LEARNING, PLACES, Session, add_session, count_holding
from tools.errors import ToolError

CHANGES = 20
SMALLEST = 6
GIVE_BACK = 0.4


@dataclass
class Race:
    """One session and its rivals. `seconds`: how long each of them waited for yes or no."""

    api: RunningApi
    token: str
    session: Session
    chance: random.Random
    seconds: list[float] = field(default_factory=list)
    answers: Counter[int] = field(default_factory=Counter)

    async def run(self, rivals: list[str], connections: int) -> float:
        """Let everybody book, some cancel, and the learning team change the capacity; return the seconds it took."""
        jobs: list[str | int] = [*rivals, *(self.chance.randint(SMALLEST, PLACES) for _ in range(CHANGES))]
        self.chance.shuffle(jobs)
        left = iter(jobs)
        opened = [await Connection.open(self.api.address) for _ in range(connections)]
        began = time.perf_counter()
        await asyncio.gather(*(self._work(connection, left) for connection in opened))
        took = time.perf_counter() - began
        for connection in opened:
            connection.close()
        return took

    async def _work(self, connection: Connection, jobs: Iterator[str | int]) -> None:
        for job in jobs:
            if isinstance(job, int):
                body = self.session.body | {"capacity": job}
                await self._send(connection, "PUT", f"/v1/sessions/{self.session.id}", LEARNING, body)
            else:
                await self._book(connection, job)

    async def _book(self, connection: Connection, rival: str) -> None:
        began = time.perf_counter()
        answer = await self._send(connection, "POST", "/v1/bookings", rival, {"session_id": self.session.id})
        self.seconds.append(time.perf_counter() - began)
        self.answers[answer.status] += 1
        if answer.status == httpx.codes.CREATED and self.chance.random() < GIVE_BACK:
            path = f"/v1/bookings/{json.loads(answer.body)['id']}/cancel"
            await self._send(connection, "POST", path, rival, {"accept_late": True})

    async def _send(self, connection: Connection, method: str, path: str, person: str, body: dict[str, Any]) -> Answer:
        headers = self.api.signer.headers(self.token, person)
        return await connection.send(write_request(method, self.api.address, path, headers, json.dumps(body).encode()))


def race(api: RunningApi, token: str, rivals: list[str], rounds: int, connections: int) -> Figures:
    """Run so many rounds, each for a session of its own, and return the figures of all requests to book.

    Raises ToolError when more places were taken than there are, which nothing may do.
    """
    run, took, most = list[Race](), 0.0, 0
    for number in range(rounds):
        session = add_session(api, token, f"race-{number}", 60 + number, capacity=PLACES)
        run.append(Race(api, token, session, random.Random(number)))  # noqa: S311 the same race each time
        took += asyncio.run(run[-1].run(rivals, connections))
        most = max(most, count_holding(api, session.id))
    if most > PLACES:
        raise ToolError(f"{most} people had one of {PLACES} places.")
    seconds = [second for one in run for second in one.seconds]
    answers = sum((one.answers for one in run), Counter[int]())
    failed = sum(count for status, count in answers.items() if status >= httpx.codes.INTERNAL_SERVER_ERROR)
    refused = answers[httpx.codes.CONFLICT]
    return describe(seconds, len(seconds) / took, refused, failed) | {"most_places_taken": float(most)}
