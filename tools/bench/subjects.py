"""What can be measured: it takes a turn and a parse over HTTP. Each client keeps its connection."""

import http.client
import json
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from contracts.assertions import Assertion, sign_assertion, sign_request
from tools.parts import HOST

TENANT = "00000000-0000-4000-8000-00000000da7a"
TIMEOUT_SECONDS = 60.0
TURN_SECONDS = 30.0
# Sanic closes a connection that was idle for five seconds; one that may be closing is not used again.
IDLE_SECONDS = 2.0


class Subject(Protocol):
    """One of the two that are compared."""

    name: str
    texts: Sequence[str]

    def turn(self, conversation: str, text: str) -> int:
        """Take a whole turn; return the number of replies."""

    def parse(self, text: str) -> None:
        """Let one text be understood, no more."""


class Connections(threading.local):
    """A kept connection for each thread."""

    def __init__(self, port: int) -> None:
        """Take the port; the connection is opened by the first request."""
        self._connection = http.client.HTTPConnection(HOST, port, timeout=TIMEOUT_SECONDS)
        self._used_at = 0.0

    def post(self, path: str, body: bytes, headers: dict[str, str]) -> Any:
        """Return the JSON of an answer. Raises OSError when it is not 200."""
        if time.monotonic() - self._used_at > IDLE_SECONDS:
            self._connection.close()
        try:
            self._connection.request("POST", path, body, {"Content-Type": "application/json", **headers})
            response = self._connection.getresponse()
            answer = response.read()
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise OSError(f"{path} did not answer: {error}") from error
        self._used_at = time.monotonic()
        if response.status != http.client.OK:
            raise OSError(f"{path} answered {response.status}")
        return json.loads(answer)


@dataclass
class Stock:
    """`rasa run` of the project that `rasa init` gives, over its REST channel."""

    port: int
    texts: Sequence[str]
    name: str = "stock"

    def __post_init__(self) -> None:
        """Prepare the connections."""
        self._connections = Connections(self.port)

    def turn(self, conversation: str, text: str) -> int:
        """Take a turn over the REST channel."""
        body = json.dumps({"sender": conversation, "message": text}).encode()
        return len(self._connections.post("/webhooks/rest/webhook", body, {}))

    def parse(self, text: str) -> None:
        """Parse over Rasa's own API."""
        self._connections.post("/model/parse", json.dumps({"text": text}).encode(), {})


@dataclass
class Ours:
    """Our Rasa, over its signed channel, as the gateway speaks to it."""

    port: int
    key_file: Path
    person: str
    texts: Sequence[str]
    name: str = "ours"

    def __post_init__(self) -> None:
        """Read the gateway's key."""
        self._key = self.key_file.read_text(encoding="ascii")
        self._connections = Connections(self.port)

    def turn(self, conversation: str, text: str) -> int:
        """Take a turn over the signed channel."""
        deadline = time.time() + TURN_SECONDS
        assertion = sign_assertion(self._key, Assertion(TENANT, self.person, conversation, deadline))
        value = {"conversation": conversation, "text": text, "assertion": assertion, "deadline": deadline}
        return len(self._post("webhook", conversation, value)["replies"])

    def parse(self, text: str) -> None:
        """Parse over the signed channel."""
        self._post("parse", "health", {"conversation": "health", "text": text})

    def _post(self, path: str, conversation: str, value: dict[str, Any]) -> Any:
        body = json.dumps(value).encode()
        token = sign_request(self._key, conversation, body, seconds=TURN_SECONDS)
        headers = {"Authorization": f"Bearer {token}"}
        return self._connections.post(f"/webhooks/gateway/{path}", body, headers)
