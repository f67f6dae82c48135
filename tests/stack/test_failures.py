"""Each private part stopped, hanging, answering 500 or slow: a plain reply in time, and a way back.

In `make test` each part fails in half of the ways, and each way with one part or two; `--prove` tries all.
"""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from contracts.outcomes import Outcome
from tests.stack.edges import Fault
from tests.stack.running import PRIVATE, Answer, Stack

QUESTION = "When is pay day?"
URGENT = "I want to kill myself"
SECONDS_FOR_A_REPLY = 5.0
SECONDS_FOR_URGENT_HELP = 1.0
# Answers come from Rasa by way of the action server; a plain question does not need the API.
NEEDED_FOR_AN_ANSWER = ("rasa", "actions")

Break = Callable[[Stack, str], None]


def fault(kind: Fault) -> tuple[Break, Break]:
    return (lambda stack, part: stack.fault(part, kind), lambda stack, part: stack.fault(part, Fault.NONE))


FAILURES: dict[str, tuple[Break, Break]] = {
    "stopped": (Stack.stop, Stack.start),
    "hanging": (Stack.pause, Stack.resume),
    "silent": fault(Fault.SILENT),
    "answering 500": fault(Fault.ERROR_500),
    "slow": fault(Fault.SLOW),
    "trickling": fault(Fault.TRICKLING),
}


PAIRS = [(part, how) for part in PRIVATE for how in FAILURES]
# As the fields of one colour on a board of parts and ways.
IN_SHORT = [(part, how) for part, how in PAIRS if (PRIVATE.index(part) + [*FAILURES].index(how)) % 2 == 0]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "pair" in metafunc.fixturenames:
        metafunc.parametrize("pair", PAIRS if metafunc.config.getoption("--prove") else IN_SHORT, ids="-".join)


@contextmanager
def broken(stack: Stack, *parts: str, how: str) -> Iterator[None]:
    begin, end = FAILURES[how]
    for part in parts:
        begin(stack, part)
    try:
        yield
    finally:
        # At once: to start all of them takes no longer than the slowest.
        with ThreadPoolExecutor(len(parts)) as pool:
            list(pool.map(lambda part: end(stack, part), parts))
        stack.wait_until_healthy()


def assert_plain(answer: Answer) -> None:
    assert answer.seconds < SECONDS_FOR_A_REPLY
    assert answer.outcome in set(Outcome)
    assert answer.text.strip()
    assert all(reply["outcome"] in set(Outcome) for reply in answer.replies)
    assert not any(word in answer.text for word in ("Traceback", "Exception", "None", "500", "http"))


def test_the_short_form_has_every_part_and_every_way() -> None:
    assert {part for part, _ in IN_SHORT} == set(PRIVATE)
    assert {how for _, how in IN_SHORT} == set(FAILURES)


def test_a_part_that_fails_leaves_a_plain_reply_and_the_next_turn_works(stack: Stack, pair: tuple[str, str]) -> None:
    part, how = pair
    before = stack.chat(QUESTION)
    assert before.outcome in (Outcome.ANSWERED, Outcome.UNANSWERED)
    with broken(stack, part, how=how):
        during = stack.chat(QUESTION, before.conversation)
        assert_plain(during)
        if part in NEEDED_FOR_AN_ANSWER:
            assert during.outcome == Outcome.UNAVAILABLE
    after = stack.chat(QUESTION, before.conversation)
    assert after.outcome == before.outcome


@pytest.mark.parametrize("how", ["hanging", "answering 500"])
@pytest.mark.parametrize("part", NEEDED_FOR_AN_ANSWER)
def test_no_turn_of_a_long_failure_is_silent_and_each_offers_a_way_on(stack: Stack, part: str, how: str) -> None:
    with broken(stack, part, how=how):
        first = stack.chat(QUESTION)
        second = stack.chat(QUESTION, first.conversation)
        for answer in (first, second):
            assert_plain(answer)
        assert first.text != second.text


@pytest.mark.parametrize("how", ["stopped", "hanging"])
def test_urgent_help_is_there_within_a_second_with_everything_else_down(stack: Stack, how: str) -> None:
    stack.sign_in()
    with broken(stack, *PRIVATE, how=how):
        answer = stack.chat(URGENT)
        assert answer.outcome == Outcome.URGENT_HELP
        assert answer.seconds < SECONDS_FOR_URGENT_HELP
        assert all(number in answer.text for number in ("999", "111", "116 123"))


def test_somebody_else_is_served_while_one_conversation_waits(stack: Stack) -> None:
    with broken(stack, "api", how="hanging"):
        assert_plain(stack.chat(QUESTION, person="demo-manager"))
        assert_plain(stack.chat(QUESTION, person="demo-hr"))
