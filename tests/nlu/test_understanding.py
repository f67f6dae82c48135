"""The trained model on the held-out questions of every article: as they are, and as people type them."""

import random
from collections.abc import Callable
from typing import Any

import pytest

from bot.nlu.evaluation import HeldOut, Result, evaluate, read_held_out, shares
from tests.nlu.conftest import ROOT
from tests.nlu.understanding import changed, table_of, with_a_slip, without_punctuation

LEAST_RIGHT, MOST_WRONG, MOST_LOST = 0.90, 0.04, 0.08
# Of the changed questions every fifth is asked, unless all figures are wanted (`--prove`).
EVERY = 5
SEED = 20261123

CHANGES: dict[str, Callable[[str], str]] = {
    "in capitals": str.upper,
    "without punctuation": without_punctuation,
    "with one slip": lambda text: with_a_slip(text, random.Random(f"{SEED} {text}")),
}


@pytest.fixture(scope="module")
def questions() -> list[HeldOut]:
    return read_held_out(ROOT / "tests/heldout")


@pytest.fixture(scope="module")
def results(agent: Any, questions: list[HeldOut]) -> list[Result]:
    return evaluate(agent, questions)


def test_held_out_questions_find_their_article(results: list[Result], show: Callable[[str], None]) -> None:
    show(f"{len(results)} held-out questions")
    for line in table_of(results, worst=15):
        show(line)
    for result in results:
        if result.verdict == "wrong":
            said = result.ranking[0][0] if result.intent == "ask_question" and result.ranking else result.intent
            print(f"  wrong: {result.question.text!r} -> {said}, not {sorted(result.question.accepted)}")
    found = shares(results)
    assert found["right"] >= LEAST_RIGHT
    assert found["wrong"] <= MOST_WRONG


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_how_a_question_is_typed_matters_little(
    agent: Any,
    results: list[Result],
    questions: list[HeldOut],
    change: Callable[[str], str],
    prove: bool,
    show: Callable[[str], None],
    request: pytest.FixtureRequest,
) -> None:
    step = 1 if prove else EVERY
    before = shares(results[::step])["right"]
    after = shares(evaluate(agent, changed(questions[::step], change)))
    name = request.node.callspec.id
    show(f"{name:20} right {after['right']:.1%} (as written {before:.1%}), wrong {after['wrong']:.1%}")
    assert after["right"] >= before - MOST_LOST
