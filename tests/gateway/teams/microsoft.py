"""Microsoft's side on this machine: signs activities, serves its keys, gives the bot tokens, takes its messages."""

import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from bot.gateway.teams.mounting import Microsoft
from bot.gateway.teams.tokens import ConnectorIssuer

TENANT = "11111111-2222-4333-8444-555555555555"
APP_ID = "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee"
ISSUER = "https://api.botframework.com"
PERSON = "99999999-0000-4000-8000-000000000001"
Answer = tuple[int, dict[str, str], dict[str, Any]]


@cache
def make_key(name: str) -> rsa.RSAPrivateKey:
    """Return a key of this name; making one takes longer than most tests."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass(frozen=True)
class Post:
    """What the bot posted, and when (monotonic seconds)."""

    body: dict[str, Any]
    headers: dict[str, str]
    at: float


@dataclass
class MicrosoftEdge:
    """Everything is kept by conversation, so that tests can share one of these.

    `answers`: what the connector answers to the nth post to a conversation, where that is not the usual.
    """

    url: str = ""
    published: list[str] = field(default_factory=lambda: ["first"])
    endorsements: dict[str, list[str]] = field(default_factory=dict)
    key_fetches: int = 0
    posts: dict[str, list[Post]] = field(default_factory=dict)
    replaced: dict[str, list[tuple[str, dict[str, Any]]]] = field(default_factory=dict)
    answers: dict[str, Callable[[int], Answer]] = field(default_factory=dict)
    elsewhere: list[str] = field(default_factory=list)
    token_requests: list[dict[str, str]] = field(default_factory=list)
    refuses_tokens: bool = False
    arrived: threading.Condition = field(default_factory=threading.Condition)

    @property
    def service_url(self) -> str:
        return f"{self.url}/emea"

    def messages(self, conversation: str) -> list[dict[str, Any]]:
        """Return the messages that a conversation got, without typing indicators."""
        return [post.body for post in self.posts.get(conversation, []) if post.body["type"] == "message"]

    def place(self) -> Microsoft:
        """Return what the gateway is told of where Microsoft is."""
        return Microsoft(ConnectorIssuer(ISSUER, f"{self.url}/keys"), self.url, (f"{self.url}/emea",))

    def claims(self, **changes: Any) -> dict[str, Any]:
        now = int(time.time())
        standing = {"iss": ISSUER, "aud": APP_ID, "nbf": now, "exp": now + 3600, "serviceurl": self.service_url}
        return {name: value for name, value in {**standing, **changes}.items() if value is not None}

    def sign(self, claims: dict[str, Any] | None = None, key: str = "first", **headers: Any) -> str:
        content = self.claims() if claims is None else claims
        return jwt.encode(content, make_key(key), algorithm="RS256", headers={"kid": key, **headers})

    def activity(self, text: str = "hello", number: int = 1, chat: str = "a:nobody", **changes: Any) -> dict[str, Any]:
        """Return a message as Teams sends it; a change to None leaves a field out."""
        body = {
            "type": "message",
            "id": f"activity-{number}",
            "channelId": "msteams",
            "serviceUrl": self.service_url,
            "from": {"id": "29:person", "name": "Priya Nair", "aadObjectId": PERSON},
            "recipient": {"id": f"28:{APP_ID}", "name": "Staff Assistant"},
            "conversation": {"id": chat, "conversationType": "personal", "tenantId": TENANT},
            "channelData": {"tenant": {"id": TENANT}},
            "text": text,
        }
        return {name: value for name, value in {**body, **changes}.items() if value is not None}

    def wait_for(self, conversation: str, count: int, seconds: float = 20.0) -> list[dict[str, Any]]:
        """Return the messages of a conversation when there are so many."""
        with self.arrived:
            are_there = self.arrived.wait_for(lambda: len(self.messages(conversation)) >= count, seconds)
        assert are_there, self.messages(conversation)
        return self.messages(conversation)

    def get(self, path: str) -> dict[str, Any]:
        if path == "/keys":
            self.key_fetches += 1
            return {"keys": [self._entry(name) for name in self.published]}
        if path.startswith("/metadata/identity/oauth2/token"):
            return self._give_token(urlsplit(path).query)[2]
        secure = self.url.replace("http://", "https://")
        return {
            "issuer": f"{secure}/{TENANT}",
            "token_endpoint": f"{secure}/token",
            "authorization_endpoint": f"{secure}/authorize",
        }

    def post(self, path: str, headers: dict[str, str], body: bytes) -> Answer:
        if path == "/token":
            return self._give_token(body.decode())
        found = re.fullmatch(r"/emea/v3/conversations/([^/?]+)/activities", path)
        if found is None:
            self.elsewhere.append(path)
            return 404, {}, {}
        conversation = unquote(found[1])
        with self.arrived:
            posts = self.posts.setdefault(conversation, [])
            posts.append(Post(json.loads(body), headers, time.monotonic()))
            self.arrived.notify_all()
            answer = self.answers.get(conversation, lambda number: (201, {}, {"id": f"sent-{number}"}))
            return answer(len(posts))

    def put(self, path: str, body: bytes) -> Answer:
        """Let a message take the place of one that was sent."""
        found = re.fullmatch(r"/emea/v3/conversations/([^/?]+)/activities/([^/?]+)", path)
        if found is None or not found[2].startswith("sent-"):
            return 404, {}, {}
        with self.arrived:
            self.replaced.setdefault(unquote(found[1]), []).append((found[2], json.loads(body)))
            self.arrived.notify_all()
        return 200, {}, {"id": found[2]}

    def wait_for_replacement(self, conversation: str, count: int = 1) -> list[tuple[str, dict[str, Any]]]:
        """Return id and message of what took the place of sent messages, when there is so much of it."""
        with self.arrived:
            assert self.arrived.wait_for(lambda: len(self.replaced.get(conversation, [])) >= count, 20)
        return self.replaced[conversation]

    def _give_token(self, request: str) -> Answer:
        self.token_requests.append(dict(parse_qsl(request)))
        if self.refuses_tokens:
            return 401, {}, {"error": "invalid_client", "error_description": "the secret is 'hush'"}
        return 200, {}, {"token_type": "Bearer", "expires_in": 3600, "access_token": "bot-token"}

    def _entry(self, name: str) -> dict[str, Any]:
        entry = {**json.loads(RSAAlgorithm.to_jwk(make_key(name).public_key())), "kid": name, "use": "sig"}
        return {**entry, "endorsements": self.endorsements.get(name, ["msteams", "webchat"])}


@contextmanager
def serve_microsoft(edge: MicrosoftEdge) -> Iterator[MicrosoftEdge]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self._write(200, {}, edge.get(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            self._write(*edge.post(self.path, {k.lower(): v for k, v in self.headers.items()}, body))

        def do_PUT(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            self._write(*edge.put(self.path, body))

        def _write(self, status: int, headers: dict[str, str], value: dict[str, Any]) -> None:
            content = json.dumps(value).encode()
            self.send_response(status)
            # Closed at once: nobody else would close what msal leaves open.
            for name, one in {**headers, "Content-Length": str(len(content)), "Connection": "close"}.items():
                self.send_header(name, one)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    edge.url = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield edge
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
