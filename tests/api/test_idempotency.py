"""A write that is sent twice happens once, whoever is in a hurry."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from typing import Any

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from api.database import Database
from api.errors import StillRunningError
from api.feedback.models import Feedback
from api.idempotency import repository, service
from api.idempotency.models import IdempotencyKey
from api.idempotency.running import RunningKeys
from api.identity import Caller
from api.questions.models import UnansweredQuestion
from tests.api.world import EMPLOYEE, GATEWAY, MANAGER, QUESTION, VERDICT, World

KEY = "0123456789abcdef0123456789abcdef"
RACERS = 8


def count(world: World, model: Any) -> int:
    with world.context.database.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def race(world: World) -> list[int]:
    """Send the same write from several threads at the same moment and return the statuses."""
    start = threading.Barrier(RACERS)
    headers = [world.headers(key=KEY) for _ in range(RACERS)]

    def run(number: int) -> int:
        client = TestClient(world.app, raise_server_exceptions=False)
        start.wait()
        answer = client.post("/v1/unanswered-questions", json=QUESTION, headers=headers[number])
        return answer.status_code

    with ThreadPoolExecutor(RACERS) as pool:
        return list(pool.map(run, range(RACERS)))


def test_a_repeated_write_happens_once_and_gets_the_same_answer(world: World) -> None:
    first, second = world.ask(key=KEY), world.ask(key=KEY)
    assert (first.status_code, first.content) == (second.status_code, second.content)
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert count(world, UnansweredQuestion) == 1


def test_the_same_key_with_another_body_is_refused(world: World) -> None:
    world.ask(key=KEY)
    answer = world.ask({**QUESTION, "text": "what is the bus fare"}, key=KEY)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")
    assert count(world, UnansweredQuestion) == 1


def test_the_same_key_for_another_reply_is_refused(world: World) -> None:
    world.judge("reply-0001", key=KEY)
    assert world.judge("reply-0002", key=KEY).json()["code"] == "idempotency_key_reused"


def test_a_late_repeat_does_not_undo_a_change_of_mind(world: World) -> None:
    world.judge(key=KEY)
    world.judge(body={**VERDICT, "helpful": False})
    world.judge(key=KEY)
    with world.context.database.read() as session:
        assert session.scalars(select(Feedback.helpful)).one() is False


def test_another_persons_key_makes_no_visible_difference(world: World) -> None:
    world.ask(key=KEY, person=EMPLOYEE)
    answer = world.ask({**QUESTION, "text": "what is the bus fare"}, key=KEY, person=MANAGER)
    assert answer.status_code == 201
    assert "Idempotent-Replayed" not in answer.headers
    assert count(world, UnansweredQuestion) == 2


def test_a_key_counts_for_one_application_and_one_route(world: World) -> None:
    world.ask(key=KEY)
    assert world.judge(key=KEY, application=GATEWAY).status_code == 200


def test_a_write_that_was_refused_may_be_sent_again(world: World) -> None:
    world.ask({"topic": "NOT A TOPIC"}, key=KEY)
    assert world.ask(key=KEY).status_code == 201


def test_a_write_that_failed_leaves_no_key_and_no_effect(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patch:
        patch.setattr(repository, "store_write", fail)
        assert world.ask(key=KEY).status_code == 500
    assert count(world, UnansweredQuestion) == count(world, IdempotencyKey) == 0
    assert world.ask(key=KEY).status_code == 201


@pytest.mark.parametrize(
    "key", ["short", "x" * 129, "with space in the middle", "ä" * 20], ids=["short", "long", "space", "other"]
)
def test_a_key_that_could_be_guessed_is_refused(world: World, key: str) -> None:
    headers = {name: value.encode() for name, value in world.headers().items()}
    headers["Idempotency-Key"] = key.encode()
    answer = world.client.post("/v1/unanswered-questions", json=QUESTION, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_invalid")


def test_a_write_without_a_key_is_refused(world: World) -> None:
    headers = world.headers()
    del headers["Idempotency-Key"]
    answer = world.client.post("/v1/unanswered-questions", json=QUESTION, headers=headers)
    assert answer.json()["code"] == "idempotency_key_invalid"


def test_what_is_stored_with_a_key_names_neither_person_nor_words(world: World) -> None:
    world.ask(key=KEY)
    with world.context.database.read() as session:
        row = session.scalars(select(IdempotencyKey)).one()
    stored = f"{row.scope} {row.fingerprint} {row.body}"
    assert not any(word in stored for word in (EMPLOYEE, KEY, "mileage", "demo-employee"))


def test_while_the_first_is_running_the_second_is_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, leave = threading.Event(), threading.Event()
    find_write = repository.find_write

    def find_slowly(*given: Any) -> Any:
        inside.set()
        leave.wait(10)
        return find_write(*given)

    with monkeypatch.context() as patch, ThreadPoolExecutor(1) as pool:
        patch.setattr(repository, "find_write", find_slowly)
        first = pool.submit(world.ask, key=KEY)
        assert inside.wait(10)
        second = world.ask(key=KEY)
        leave.set()
    assert (second.status_code, second.json()["code"]) == (409, "still_running")
    assert second.headers["Retry-After"] == "1"
    assert first.result().status_code == 201
    assert world.ask(key=KEY).headers["Idempotent-Replayed"] == "true"


def test_two_processes_on_postgresql_are_kept_apart(world: World) -> None:
    database: Database = world.context.database
    if database.engine.dialect.name == "sqlite":
        return  # One writing transaction runs at a time; the race below shows it.
    scope = "7f" * 32
    with database.write() as first, database.write() as second:
        repository.lock_scope(first, scope)
        with pytest.raises(StillRunningError):
            repository.lock_scope(second, scope)


def test_a_race_has_one_effect(world: World) -> None:
    statuses = race(world)
    assert count(world, UnansweredQuestion) == 1
    assert 201 in statuses
    assert set(statuses) <= {201, 409}


def test_a_race_between_processes_has_one_effect(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RunningKeys, "hold", lambda *_: nullcontext())
    statuses = race(world)
    assert count(world, UnansweredQuestion) == 1
    assert set(statuses) <= {201, 409}


def test_without_the_guard_a_race_has_many_effects(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RunningKeys, "hold", lambda *_: nullcontext())
    monkeypatch.setattr(service, "repository", _NoGuard)
    race(world)
    assert count(world, UnansweredQuestion) > 1


class _NoGuard:
    """Looks, then writes, with nothing in between: no lock, and no key stored with the effect."""

    @staticmethod
    def lock_scope(*_: object) -> None:
        """Lock nothing."""

    @staticmethod
    def find_write(*_: object) -> None:
        """Find nothing."""

    @staticmethod
    def store_write(*_: object) -> None:
        """Store nothing."""


def test_scopes_differ_in_every_part() -> None:
    caller = Caller("app", frozenset(), "tenant", "person")
    scopes = {
        service.scope_of(caller, "route", KEY),
        service.scope_of(caller, "other route", KEY),
        service.scope_of(caller, "route", uuid.uuid4().hex),
        service.scope_of(Caller("other", frozenset(), "tenant", "person"), "route", KEY),
        service.scope_of(Caller("app", frozenset(), "other", "person"), "route", KEY),
        service.scope_of(Caller("app", frozenset(), "tenant", "other"), "route", KEY),
    }
    assert len(scopes) == 6
