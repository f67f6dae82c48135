"""A load as Teams makes it: activities of many people at a steady rate, and a connector that takes the answers."""

import asyncio
import json
import math
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import httpx

from bot.gateway.settings import DEVELOPMENT_TENANT

QUESTIONS = (
    "What is a PDR?",
    "When is pay day?",
    "How much annual leave do I get?",
    "What training must I do?",
    "What am I booked on?",
    "Who do I talk to about stress?",
    "Thank you",
)
PATIENCE_SECONDS = 20.0
SAMPLES = 100


@dataclass
class Connector:
    """Takes what the assistant says, and notes when each chat was answered first (monotonic seconds)."""

    answered: dict[str, list[float]] = field(default_factory=dict)
    arrived: threading.Condition = field(default_factory=threading.Condition)
    url: str = ""

    def take(self, path: str, body: bytes) -> None:
        chat = path.split("/conversations/")[1].split("/")[0]
        if json.loads(body)["type"] == "message":
            with self.arrived:
                self.answered.setdefault(chat, []).append(time.monotonic())
                self.arrived.notify_all()


@contextmanager
def serve_connector() -> Iterator[Connector]:
    connector = Connector()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            connector.take(self.path, self.rfile.read(int(self.headers["content-length"])))
            content = b'{"id": "1"}'
            self.send_response(201)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    connector.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield connector
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass(frozen=True)
class Figures:
    """What a load came to, in seconds and kilobytes."""

    sent: int
    not_acknowledged: int
    not_answered: int
    acknowledged_p99: float
    acknowledged_longest: float
    answered_p50: float
    answered_p95: float
    memory_growth: dict[str, float]

    def __str__(self) -> str:
        growth = ", ".join(f"{name} {share:+.1%}" for name, share in self.memory_growth.items())
        return (
            f"{self.sent} messages: {self.not_acknowledged} not acknowledged, {self.not_answered} not answered; "
            f"acknowledged p99 {self.acknowledged_p99:.3f} s, longest {self.acknowledged_longest:.3f} s; "
            f"answered p50 {self.answered_p50:.2f} s, p95 {self.answered_p95:.2f} s; memory: {growth}"
        )


def people_of(database: Path, count: int) -> list[str]:
    """Return the object ids of so many people of the directory."""
    with sqlite3.connect(database) as connection:
        rows = connection.execute("SELECT object_id FROM people WHERE left_on IS NULL ORDER BY id LIMIT ?", (count,))
        return [str(row[0]) for row in rows]


def run_load(
    gateway: str, connector: Connector, people: list[str], processes: dict[str, int], seconds: float, rate: float
) -> Figures:
    """Send so many messages a second for so long, one person after the other, and wait for the answers."""
    return asyncio.run(_run(gateway, connector, people, processes, round(seconds * rate), rate))


async def _run(
    gateway: str, connector: Connector, people: list[str], processes: dict[str, int], count: int, rate: float
) -> Figures:
    begun = time.monotonic()
    sent: list[tuple[str, float]] = []
    acknowledged: list[float] = []
    refused = 0

    async def send(number: int, client: httpx.AsyncClient) -> None:
        nonlocal refused
        person = people[number % len(people)]
        activity = _activity(f"{begun}-{number}", number, person, connector.url)
        await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))
        at = time.monotonic()
        sent.append((activity["conversation"]["id"], at))
        try:
            answer = await client.post(f"{gateway}/api/messages", json=activity)
        except httpx.HTTPError:
            refused += 1
            return
        acknowledged.append(time.monotonic() - at)
        refused += answer.status_code != 200

    async with httpx.AsyncClient(trust_env=False, timeout=30, limits=httpx.Limits(max_connections=100)) as client:
        tasks = [asyncio.create_task(send(number, client)) for number in range(count)]
        samples = await _sample(processes, count / rate)
        await asyncio.gather(*tasks)
        await asyncio.to_thread(_wait_for_answers, connector, sent)
    waits = _waits(connector, sent)
    return Figures(
        sent=len(sent),
        not_acknowledged=refused,
        not_answered=len(sent) - len(waits),
        acknowledged_p99=quantiles(acknowledged, n=100)[98],
        acknowledged_longest=max(acknowledged),
        answered_p50=quantiles(waits, n=100)[49],
        answered_p95=quantiles(waits, n=100)[94],
        memory_growth={name: _growth([sample[name] for sample in samples]) for name in processes},
    )


def _wait_for_answers(connector: Connector, sent: list[tuple[str, float]]) -> None:
    with connector.arrived:
        connector.arrived.wait_for(lambda: len(_waits(connector, sent)) == len(sent), PATIENCE_SECONDS)


def _waits(connector: Connector, sent: list[tuple[str, float]]) -> list[float]:
    """Return for each message that was answered how long that took: to the first word before the chat's next one."""
    waits = []
    ends: dict[str, float] = {}
    for chat, at in sorted(sent, key=lambda one: one[1], reverse=True):
        end = ends.get(chat, math.inf)
        waits += [one - at for one in connector.answered.get(chat, []) if at < one < end][:1]
        ends[chat] = at
    return waits


def _activity(name: str, number: int, person: str, where: str) -> dict[str, Any]:
    tenant = {"tenant": {"id": DEVELOPMENT_TENANT}}
    return {
        "type": "message",
        "id": name,
        "channelId": "msteams",
        "serviceUrl": f"{where}/_connector",
        "from": {"id": f"29:{person}", "aadObjectId": person},
        "recipient": {"id": "28:staff-assistant"},
        "conversation": {"id": f"a:{person}", "conversationType": "personal", "tenantId": DEVELOPMENT_TENANT},
        "channelData": tenant,
        "text": QUESTIONS[number % len(QUESTIONS)],
    }


async def _sample(processes: dict[str, int], seconds: float) -> list[dict[str, int]]:
    """Return what each process holds, so many times in so many seconds."""
    samples = []
    for _ in range(SAMPLES):
        await asyncio.sleep(seconds / SAMPLES)
        samples.append(_memory(processes))
    return samples


def _growth(samples: list[int]) -> float:
    """Return the growth from the third tenth to the last, each by its median, as a share.

    What is loaded with the first messages stays, and is no growth; and one sample says little.
    """
    tenth = len(samples) // 10
    return median(samples[-tenth:]) / median(samples[2 * tenth : 3 * tenth]) - 1


def _memory(processes: dict[str, int]) -> dict[str, int]:
    """Return what each process holds in memory, in kilobytes."""
    return {name: _resident(process) for name, process in processes.items()}


def _resident(process: int) -> int:
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS"))
