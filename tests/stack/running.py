"""Starts the whole assistant on free ports, talks to it as a person does, and breaks its parts on request."""

import os
import shutil
import signal
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from tests.stack.edges import Edge, Fault
from tools.parts import DEFAULT_PORTS, HOST, assistant
from tools.paths import ROOT
from tools.ports import free_port
from tools.probes import answers
from tools.run import make_keys
from tools.supervisor import Supervisor

PRIVATE = ("rasa", "actions", "api")
MADE = ("models", "encoder", "urgent", "openings", "console")
# What a developer's own settings must not change here.
FOREIGN = (
    "DATABASE_URL",
    "TRACKER_DATABASE_URL",
    "ENVIRONMENT",
    "HOST",
    "KNOWLEDGE_DIR",
    "ENTRA_",
    "CONSOLE_",
    "GATEWAY_",
)
RECOVERY_SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one message, and after how many seconds."""

    conversation: str
    outcome: str | None
    replies: list[dict[str, Any]]
    seconds: float

    @property
    def text(self) -> str:
        """Return everything that was said, as one text."""
        return "\n".join(str(reply["text"]) for reply in self.replies)


class Stack:
    """The running assistant. Between the parts lies an edge each, which can be made to fail."""

    def __init__(self, var: Path, trained: Path, own: Mapping[str, str] | None = None) -> None:
        """Prepare a fresh directory of generated files, with the model of another one; `own` are more settings."""
        shutil.rmtree(var, ignore_errors=True)
        var.mkdir(parents=True)
        for name in MADE:
            if not (trained / name).is_dir():
                raise FileNotFoundError(f"{trained / name} is missing: run `make train`.")
            (var / name).symlink_to(trained / name)
        self.var = var
        ports = {name: free_port() for name in DEFAULT_PORTS}
        self._edges = {name: Edge(ports[name]) for name in PRIVATE}
        settings = {name: value for name, value in os.environ.items() if not name.startswith(FOREIGN)}
        settings |= {"VAR_DIR": str(var), "MESSAGES_PER_MINUTE": "0", **(own or {})}
        settings |= {f"{name.upper()}_PORT": str(port) for name, port in ports.items()}
        settings |= {f"{name.upper()}_URL": f"http://{HOST}:{edge.port}" for name, edge in self._edges.items()}
        self.parts = {part.name: part for part in assistant(var, settings)}
        self.url = self.parts["gateway"].url
        self.lines: list[str] = []
        # Each is given whatever is said.
        self.judges: list[Callable[[list[dict[str, Any]]], None]] = []
        self._tokens: dict[str, str] = {}
        self._supervisor = Supervisor(list(self.parts.values()), var / "log", self.lines.append)
        self._client = httpx.Client(base_url=self.url, timeout=30, trust_env=False)

    def start_all(self) -> None:
        """Make the keys, start every part and wait until the assistant answers."""
        make_keys(dict(self.parts["gateway"].settings))
        for edge in self._edges.values():
            edge.start()
        self._supervisor.start()
        self._supervisor.wait_until_ready()

    def stop_all(self) -> None:
        """End everything."""
        self._client.close()
        self._supervisor.stop()
        for edge in self._edges.values():
            edge.stop()

    def sign_in(self, person: str = "demo-employee") -> str:
        """Return a token of this demo person; the same one each time."""
        if person not in self._tokens:
            answer = self._client.post("/api/sign-in", json={"person": person}).raise_for_status()
            self._tokens[person] = str(answer.json()["token"])
        return self._tokens[person]

    def chat(self, text: str, conversation: str | None = None, person: str = "demo-employee") -> Answer:
        """Say something and return what came back."""
        headers = {"Authorization": f"Bearer {self.sign_in(person)}"}
        body = {"text": text, "conversation": conversation}
        started = time.monotonic()
        answer = self._client.post("/api/chat", json=body, headers=headers)
        seconds = time.monotonic() - started
        value = answer.raise_for_status().json()
        for judge in self.judges:
            judge(value["replies"])
        return Answer(value["conversation"], value.get("outcome"), value["replies"], seconds)

    def stop(self, name: str) -> None:
        """Stop a part; its port then refuses connections."""
        self._supervisor.running.pop(name).stop()
        if name in self._edges:
            self._edges[name].set(Fault.REFUSED)

    def start(self, name: str) -> None:
        """Start a stopped part again, and wait for it."""
        self._supervisor.start_part(name)
        if name in self._edges:
            self._edges[name].set(Fault.NONE)
        self._wait_for(self.parts[name].url + self.parts[name].health)

    def pause(self, name: str) -> None:
        """Freeze a part: it accepts connections and does nothing."""
        self._supervisor.running[name].signal(signal.SIGSTOP)

    def resume(self, name: str) -> None:
        """Let a frozen part go on."""
        self._supervisor.running[name].signal(signal.SIGCONT)

    def fault(self, name: str, fault: Fault) -> None:
        """Make the line to a part fail in this way, or mend it (Fault.NONE)."""
        self._edges[name].set(fault)

    def wait_until_healthy(self) -> None:
        """Wait until the gateway finds everything in order."""
        self._wait_for(f"{self.url}/health")

    def process_id(self, name: str) -> int:
        """Return the id of a part's process."""
        return self._supervisor.running[name].process.pid

    def log(self, name: str) -> Path:
        """Return the log of a part."""
        return self.var / "log" / f"{name}.log"

    def _wait_for(self, url: str) -> None:
        deadline = time.monotonic() + RECOVERY_SECONDS
        while not answers(url, timeout=6):
            self._supervisor.require_alive()
            if time.monotonic() > deadline:
                raise TimeoutError(f"{url} was not well again after {RECOVERY_SECONDS:.0f} s; logs: {self.var / 'log'}")
            time.sleep(0.2)


def started_stack(name: str) -> Stack:
    """Return the running assistant, with its generated files under var/test."""
    stack = Stack(ROOT / "var" / "test" / name, ROOT / "var")
    try:
        stack.start_all()
    except BaseException:
        stack.stop_all()
        raise
    return stack
