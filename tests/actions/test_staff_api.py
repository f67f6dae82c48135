"""What is told to the API, for whom, and that nobody waits for it when it is down."""

import logging
import time

import jwt
import pytest

from contracts.assertions import RASA_AUDIENCE
from tests.actions.conftest import make_keys
from tests.actions.staff_api_edge import Fault, StaffApiEdge
from tests.actions.turning import DEADLINE_SECONDS, PERSON, Conversation

CANARY = "zebrafinch"
FAULTS = [fault for fault in Fault if fault is not Fault.GARBAGE]


async def test_a_gap_entry_is_counted_without_the_words(conversation: Conversation, edge: StaffApiEdge) -> None:
    await conversation.ask("pay-day", text="when is pay day", keepable=True)
    assert [write.body for write in edge.written] == [{"article_id": "pay-day", "topic": "personnel-pay", "text": None}]


async def test_an_answer_is_not_told_to_the_api(conversation: Conversation, edge: StaffApiEdge) -> None:
    await conversation.ask("bikes")
    assert edge.written == []


@pytest.mark.parametrize(("keepable", "kept"), [(True, "can dogs fly"), (False, None)])
async def test_words_are_told_only_when_they_may_be_kept(
    conversation: Conversation, edge: StaffApiEdge, keepable: bool, kept: str | None
) -> None:
    await conversation.ask(decision="none", text="can dogs fly", keepable=keepable)
    assert [write.body for write in edge.written] == [{"article_id": None, "topic": None, "text": kept}]


async def test_the_topic_of_the_nearest_article_is_counted(conversation: Conversation, edge: StaffApiEdge) -> None:
    await conversation.ask(decision="none", ranking=[{"id": "mileage", "confidence": 0.1}])
    assert edge.written[0].body["topic"] == "personnel-pay"


async def test_the_call_is_made_as_the_actions_for_the_person(
    conversation: Conversation, edge: StaffApiEdge, keys: tuple[str, str]
) -> None:
    await conversation.ask("pay-day")
    headers = edge.written[0].headers
    assert headers["authorization"] == "Bearer token-1"
    claims = jwt.decode(headers["x-person-assertion"], keys[1], algorithms=["EdDSA"], audience="staff-assistant-api")
    assert claims["sub"] == PERSON


async def test_the_same_message_is_the_same_write(conversation: Conversation, edge: StaffApiEdge) -> None:
    for _ in range(2):
        await conversation.ask("pay-day", message_id="m1")
    first, second = edge.written
    assert first.headers["idempotency-key"] == second.headers["idempotency-key"]


async def test_two_gap_entries_in_one_message_are_two_writes(conversation: Conversation, edge: StaffApiEdge) -> None:
    await conversation.ask("pay-day", "mileage", message_id="m1")
    assert [write.body["article_id"] for write in edge.written] == ["pay-day", "mileage"]
    assert len({write.headers["idempotency-key"] for write in edge.written}) == 2


async def test_another_message_is_another_write(conversation: Conversation, edge: StaffApiEdge) -> None:
    for message_id in ("m1", "m2"):
        await conversation.ask("pay-day", message_id=message_id)
    assert len({write.headers["idempotency-key"] for write in edge.written}) == 2


def unsigned(conversation: Conversation) -> str:
    claims = jwt.decode(conversation.sign(), options={"verify_signature": False})
    return jwt.encode(claims, "", algorithm="none")


def for_another(conversation: Conversation) -> str:
    claims = jwt.decode(conversation.sign(), options={"verify_signature": False})
    return jwt.encode({**claims, "aud": RASA_AUDIENCE}, conversation.private_key, algorithm="EdDSA")


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda _: "", id="missing"),
        pytest.param(lambda _: "a.b.c", id="no token"),
        pytest.param(lambda conversation: conversation.sign(key=make_keys()[0]), id="another key"),
        pytest.param(lambda conversation: conversation.sign(seconds=-60), id="out of date"),
        pytest.param(unsigned, id="unsigned"),
        pytest.param(for_another, id="for Rasa"),
    ],
)
async def test_without_a_valid_assertion_nothing_is_written_and_the_answer_is_given(
    conversation: Conversation, edge: StaffApiEdge, make: object, caplog: pytest.LogCaptureFixture
) -> None:
    assert callable(make)
    said = await conversation.ask("pay-day", assertion=make(conversation), text=CANARY)
    assert said.texts == ["The short answer on pay-day."]
    assert edge.written == []
    assert CANARY not in caplog.text


@pytest.mark.parametrize("part", ["api_fault", "issuer_fault"])
@pytest.mark.parametrize("fault", FAULTS)
async def test_a_fault_costs_a_count_and_not_the_answer(
    conversation: Conversation, edge: StaffApiEdge, part: str, fault: Fault, caplog: pytest.LogCaptureFixture
) -> None:
    setattr(edge, part, fault)
    caplog.set_level(logging.INFO, "actions")
    started = time.monotonic()
    said = await conversation.ask(decision="none", text=f"the {CANARY} question", keepable=True)
    assert time.monotonic() - started < DEADLINE_SECONDS / 2
    assert said.responses == ["utter_unanswered"]
    own = [record.getMessage() for record in caplog.records if record.name.startswith("actions")]
    assert len(own) == 1
    assert CANARY not in caplog.text


async def test_a_down_api_costs_a_count_and_not_the_answer(
    conversation: Conversation, edge: StaffApiEdge, caplog: pytest.LogCaptureFixture
) -> None:
    api = conversation.executor.actions["action_answer_question"].__self__.api
    api._url = "http://127.0.0.1:9"
    said = await conversation.ask("pay-day", text=CANARY)
    assert said.texts == ["The short answer on pay-day."]
    assert "not counted: ConnectError" in caplog.text
    assert CANARY not in caplog.text


async def test_no_time_left_is_no_reason_for_silence(conversation: Conversation, edge: StaffApiEdge) -> None:
    said = await conversation.ask("pay-day", assertion=conversation.sign(seconds=0.0))
    assert said.texts == ["The short answer on pay-day."]


async def test_a_refused_token_is_fetched_anew(conversation: Conversation, edge: StaffApiEdge) -> None:
    await conversation.ask("pay-day")
    edge.api_fault = Fault.REFUSED_401
    await conversation.ask("pay-day")
    edge.api_fault = None
    await conversation.ask("pay-day")
    assert [write.headers["authorization"] for write in edge.written] == ["Bearer token-1", "Bearer token-2"]


async def test_an_issuer_that_answers_garbage_costs_a_count_and_not_the_answer(
    conversation: Conversation, edge: StaffApiEdge
) -> None:
    edge.issuer_fault = Fault.GARBAGE
    assert (await conversation.ask("pay-day")).texts == ["The short answer on pay-day."]
    assert edge.written == []
