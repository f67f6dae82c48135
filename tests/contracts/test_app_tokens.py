"""App tokens: msal fetches one from an issuer over http, keeps it, and says plainly when it cannot."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar
from urllib.parse import parse_qs

import pytest

from contracts.app_tokens import AppTokenError, AppTokens

TENANT = "00000000-0000-4000-8000-00000000da7a"


class FakeIssuer(BaseHTTPRequestHandler):
    """Answers as the gateway's local issuer does."""

    requests: ClassVar[list[dict[str, list[str]]]]
    answer: ClassVar[tuple[int, dict[str, object]]]

    def do_GET(self) -> None:
        base = f"http://{self.headers['Host']}/issuer/{TENANT}"
        self._send(
            200,
            {
                "issuer": f"{base}/v2.0",
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "token_endpoint": f"{base}/oauth2/v2.0/token",
                "jwks_uri": f"{base}/discovery/v2.0/keys",
            },
        )

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.requests.append(parse_qs(body))
        self._send(*self.answer)

    def _send(self, status: int, value: dict[str, object]) -> None:
        body = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def issuer() -> Iterator[str]:
    FakeIssuer.requests = []
    FakeIssuer.answer = 200, {"token_type": "Bearer", "expires_in": 3600, "access_token": "a-token"}
    server = ThreadingHTTPServer(("127.0.0.1", 0), FakeIssuer)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def tokens(issuer: str) -> Iterator[AppTokens]:
    tokens = AppTokens.local(issuer, TENANT, "staff-assistant-actions", "made-up", "api://staff-assistant-api")
    yield tokens
    tokens.forget()


def test_a_token_is_fetched_with_client_credentials(tokens: AppTokens) -> None:
    assert tokens.fetch() == "a-token"
    request = FakeIssuer.requests[0]
    assert request["grant_type"] == ["client_credentials"]
    assert request["client_id"] == ["staff-assistant-actions"]
    assert request["client_secret"] == ["made-up"]
    assert request["scope"] == ["api://staff-assistant-api/.default"]


def test_a_token_is_kept_while_it_is_valid(tokens: AppTokens) -> None:
    assert tokens.fetch() == tokens.fetch()
    assert len(FakeIssuer.requests) == 1


def test_a_token_that_was_refused_can_be_forgotten(tokens: AppTokens) -> None:
    tokens.fetch()
    tokens.forget()
    tokens.fetch()
    assert len(FakeIssuer.requests) == 2


def test_a_refusal_is_an_error_with_its_code(tokens: AppTokens) -> None:
    FakeIssuer.answer = 401, {"error": "invalid_client", "error_description": "made-up is wrong"}
    with pytest.raises(AppTokenError, match=r"^invalid_client$"):
        tokens.fetch()


def test_a_broken_issuer_is_an_error(tokens: AppTokens) -> None:
    FakeIssuer.answer = 500, {}
    with pytest.raises(AppTokenError):
        tokens.fetch()


def test_an_issuer_that_is_not_there_is_an_error() -> None:
    tokens = AppTokens.local("http://127.0.0.1:9", TENANT, "actions", "made-up", "api://api")
    with pytest.raises(AppTokenError):
        tokens.fetch()


def test_the_secret_is_not_shown(tokens: AppTokens) -> None:
    assert "made-up" not in repr(tokens)


def test_production_asks_microsoft() -> None:
    tokens = AppTokens.entra(TENANT, "actions", "made-up", "api://api")
    assert tokens.authority == f"https://login.microsoftonline.com/{TENANT}"
