"""What a message says to an open question: a yes only when it is plain, which of the options, when and where."""

import uuid
from datetime import date

import pytest

from actions.tasks.hearing import Heard, hear
from actions.turns import Turn

TODAY = date(2026, 12, 1)


def said(text: str, intent: str = "inform", *, negated: bool = False) -> Heard:
    turn = Turn(
        intent=intent,
        confidence=1.0,
        text=text,
        decision="none",
        articles=(),
        nearest=None,
        aspects=(),
        personal_data=(),
        keepable=True,
        last_article=None,
        offered=(),
        misses=0,
        repeats=0,
        negated=negated,
        task=None,
        paused=None,
        done=None,
        token="",
        assertion=None,
        message_id=uuid.uuid4().hex,
        previous_intent="",
    )
    return hear(turn, TODAY)


@pytest.mark.parametrize("text", ["yes", "Yes please", "yep", "go on then", "ok book it", "aye", "that's right", "y"])
def test_a_plain_yes_is_a_yes(text: str) -> None:
    assert said(text).yes


@pytest.mark.parametrize("text", ["no", "yes but not that one", "not yet", "no thanks", "yesterday", "maybe"])
def test_what_is_not_a_plain_yes_writes_nothing(text: str) -> None:
    assert not said(text).yes


def test_a_negated_sentence_is_no_yes_whatever_its_intent() -> None:
    assert not said("I don't want to cancel", "affirm", negated=True).yes


@pytest.mark.parametrize(
    ("text", "place"), [("the second one", 1), ("number 3", 2), ("2", 1), ("the first", 0), ("first aid", None)]
)
def test_an_option_is_named_by_its_number(text: str, place: int | None) -> None:
    assert said(text).place == place


@pytest.mark.parametrize(("text", "step"), [("the later one", 1), ("an earlier one", -1), ("that one", 0)])
def test_later_and_earlier_are_steps(text: str, step: int) -> None:
    assert said(text).step == step


@pytest.mark.parametrize(
    ("text", "online"), [("online please", True), ("in person", False), ("not online", False), ("x", None)]
)
def test_online_is_heard(text: str, online: bool | None) -> None:
    assert said(text).online is online


@pytest.mark.parametrize("text", ["what is a PDR", "how long is it?", "so where is that held", "can I pay by card?"])
def test_a_question_is_heard_as_one(text: str) -> None:
    assert said(text).asks
