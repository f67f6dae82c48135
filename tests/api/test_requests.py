"""Around every request: its size, its log line, its count."""

import io
import json
import sys
from collections.abc import Callable, Iterator

import pytest
import structlog

from api.logging import configure_logging
from tests.api.world import EMPLOYEE, World

LIMIT = 64 * 1024
CANARY = "what is the zqcanary rate"


def chunks(size: int) -> Iterator[bytes]:
    for _ in range(size // 1024):
        yield b" " * 1024


@pytest.fixture
def real_logging() -> Iterator[Callable[[], None]]:
    yield configure_logging
    structlog.reset_defaults()


def test_a_body_over_the_limit_is_refused(world: World) -> None:
    answer = world.client.post("/v1/unanswered-questions", content=b" " * (LIMIT + 1), headers=world.headers())
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_a_body_over_the_limit_is_refused_without_a_length_too(world: World) -> None:
    answer = world.client.post("/v1/unanswered-questions", content=chunks(LIMIT + 2048), headers=world.headers())
    assert answer.json()["code"] == "body_too_large"


@pytest.mark.parametrize(
    "path",
    [
        "/v1/referral-drafts",
        "/v1/referrals/a/attachments/b",
        "/v1/referral-drafts/a/attachments/b/remove",
        "/v1/a/attachments",
    ],
)
def test_only_where_files_are_sent_a_body_may_be_larger(world: World, path: str) -> None:
    answer = world.client.post(path, content=b" " * (LIMIT + 1), headers=world.headers())
    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")


def test_a_body_at_the_limit_is_read(world: World) -> None:
    body = json.dumps({"topic": "pdr"}).encode().ljust(LIMIT)
    headers = {**world.headers(), "Content-Type": "application/json"}
    assert world.client.post("/v1/unanswered-questions", content=body, headers=headers).status_code == 201


def test_requests_are_logged_by_route_without_anything_personal(
    world: World, real_logging: Callable[[], None], capsys: pytest.CaptureFixture[str]
) -> None:
    real_logging()
    headers = world.headers()
    world.client.post(f"/v1/unanswered-questions?who={CANARY}", json={"text": CANARY}, headers=headers)
    world.judge("reply-0001")
    world.client.get("/v1/people/me", headers=world.headers())
    written = capsys.readouterr().err
    lines = [json.loads(line) for line in written.splitlines()]
    assert [line["route"] for line in lines] == [
        "/v1/unanswered-questions",
        "/v1/feedback/{reply_id}",
        "/v1/people/me",
    ]
    secrets = (CANARY, "zqcanary", EMPLOYEE, "Priya", "reply-0001", headers["Idempotency-Key"], "Bearer")
    assert not any(secret in written for secret in secrets)


@pytest.mark.usefixtures("own_app")
def test_requests_are_counted_by_route(world: World) -> None:
    world.ask(key="0123456789abcdef")
    world.ask(key="0123456789abcdef")
    world.client.get("/v1/nowhere")
    text = world.client.get("/metrics").text
    assert 'route="/v1/unanswered-questions",status="201"} 2.0' in text
    assert 'route="unmatched",status="404"} 1.0' in text
    assert "api_repeated_writes_total 1.0" in text
    assert 'api_unanswered_questions_total{kept="text"} 1.0' in text
    assert "nowhere" not in text


def test_health_is_shown(world: World) -> None:
    assert world.client.get("/health/live").json() == {"status": "ok"}
    assert world.client.get("/health/ready").json() == {"status": "ok"}


def test_a_line_goes_to_where_standard_error_is_by_then(
    real_logging: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before, now = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stderr", before)
    real_logging()
    before.close()
    monkeypatch.setattr(sys, "stderr", now)
    structlog.get_logger().warning("library", part="pika")
    assert json.loads(now.getvalue())["part"] == "pika"
