"""Every error is a problem with a stable code, and repeats nothing of what was sent."""

import inspect
import sys
from collections import Counter
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from api.errors import ApiError, all_errors
from api.people import service as people
from api.problems import MEDIA_TYPE, answer_problem
from tests.api.world import World

CANARY = "zq-canary-7431"


def assert_problem(answer: Any, status: int, code: str) -> None:
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == MEDIA_TYPE
    body = answer.json()
    assert (body["status"], body["code"]) == (status, code)
    assert {"type", "title", "detail"} <= set(body)
    assert CANARY not in answer.text


def test_error_codes_are_unique() -> None:
    assert max(Counter(error.code for error in all_errors()).values()) == 1


@pytest.mark.parametrize("error", list(all_errors()), ids=lambda error: error.code)
def test_an_error_is_complete_and_drawn_in_the_tree(error: type[ApiError]) -> None:
    drawing = inspect.getdoc(sys.modules[error.__module__]) or ""
    assert f"{error.__name__} " in drawing
    assert f" {error.code} " in drawing
    assert 400 <= error.status < 600
    assert error.detail.endswith(".")


@pytest.mark.parametrize("error", list(all_errors()), ids=lambda error: error.code)
def test_every_error_becomes_a_problem(error: type[ApiError]) -> None:
    answer = answer_problem(error)
    assert (answer.status_code, answer.media_type) == (error.status, MEDIA_TYPE)


def test_an_unknown_address(world: World) -> None:
    assert_problem(world.client.get(f"/{CANARY}"), 404, "not_found")


def test_a_wrong_method(world: World) -> None:
    answer = world.client.delete("/v1/people/me")
    assert_problem(answer, 405, "method_not_allowed")
    assert answer.headers["Allow"] == "GET"


@pytest.mark.parametrize(
    "content",
    [
        b'{"text": "zq-canary-7431',
        b"\xff\xfe",
        b"[1]",
        b'{"zq-canary-7431": 1}',
        b'{"topic": "zq-canary-7431"}',
        b"",
    ],
    ids=["cut off", "no text", "a list", "a field too many", "a wrong value", "nothing"],
)
def test_a_body_that_is_not_what_was_agreed(world: World, content: bytes) -> None:
    headers = {**world.headers(), "Content-Type": "application/json"}
    answer = world.client.post("/v1/unanswered-questions", content=content, headers=headers)
    assert_problem(answer, 422, "invalid_request")


def test_an_unexpected_error_answers_with_an_id_that_the_log_has(
    world: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(people, "describe_me", fail)
    answer = world.client.get("/v1/people/me", headers=world.headers())
    assert_problem(answer, 500, "unexpected")
    assert answer.json()["id"] == answer.headers["X-Request-Id"]
    written = capsys.readouterr()
    assert answer.json()["id"] in written.out + written.err
    assert CANARY not in written.out + written.err


@pytest.mark.parametrize(
    "error",
    [OperationalError(CANARY, {"text": CANARY}, Exception(CANARY)), PoolTimeoutError(CANARY)],
    ids=["operational", "pool"],
)
def test_a_database_that_is_down(world: World, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr(people, "describe_me", fail)
    answer = world.client.get("/v1/people/me", headers=world.headers())
    assert_problem(answer, 503, "database_unavailable")


def test_who_is_refused_waits_for_no_thread(world: World) -> None:
    """All threads may be taken by those who wait for their turn to write."""
    ours = [handler for handler in world.app.exception_handlers.values() if handler.__module__ == "api.problems"]
    assert len(ours) == 6
    assert all(inspect.iscoroutinefunction(handler) for handler in ours)
