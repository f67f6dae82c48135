"""Which intent stands once both the classifier and the article selection have spoken."""

import pytest

from bot.nlu.conversation_turns import ASK_QUESTION, CARRY_ON, OUT_OF_SCOPE, intent_for, settled
from bot.nlu.reading import Clause, Reading
from bot.nlu.selection import Selection

NOTHING, ANSWER = Selection("none"), Selection("answer", ("pay",))
NAMES_A_TOPIC = {"pay": 2}


def settle(
    name: str,
    confidence: float,
    selection: Selection = NOTHING,
    topics: dict[str, int] | None = None,
    negated: frozenset[str] = frozenset(),
    clauses: int = 1,
) -> str:
    clause = Clause("text", (), topics or {}, negated, asks=False)
    reading = Reading((clause,) * clauses, (), keepable=True, said="text")
    return str(intent_for([{"name": name, "confidence": confidence}], reading, selection)["name"])


@pytest.mark.parametrize("name", ["greet", "stop", "ask_who", "choose_first", "out_of_scope", ASK_QUESTION])
def test_a_clear_intent_stands(name: str) -> None:
    assert settle(name, 0.9) == name


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("stop", "stop"),
        ("stop", "cancel"),
        ("start_again", "restart"),
        ("talk_to_person", "talk"),
        ("set_reminder", "remind"),
        ("confirm_step", "sign"),
        ("record_pdr", "mark"),
    ],
)
def test_a_negated_command_is_taken_back(name: str, word: str) -> None:
    assert settle(name, 0.9, negated=frozenset({word})) == CARRY_ON


def test_a_negated_word_of_another_command_changes_nothing() -> None:
    assert settle("stop", 0.9, negated=frozenset({"talk"})) == "stop"


@pytest.mark.parametrize("name", ["stop", "start_again", "talk_to_person", "goodbye", "affirm", "reject_options"])
def test_what_changes_the_conversation_wants_a_clear_word_when_an_article_answers(name: str) -> None:
    assert settle(name, 0.45, ANSWER) == ASK_QUESTION


def test_what_is_quite_unclear_is_a_question_when_an_article_answers() -> None:
    assert settle("thank", 0.2, ANSWER) == ASK_QUESTION


def test_a_question_that_no_article_answers_leaves_the_word_to_the_next_intent() -> None:
    ranking = [{"name": ASK_QUESTION, "confidence": 0.6}, {"name": "thank", "confidence": 0.3}]
    reading = Reading((Clause("text", (), {}, frozenset(), asks=False),), (), keepable=True, said="text")
    assert intent_for(ranking, reading, NOTHING)["name"] == "thank"
    assert intent_for(ranking, reading, ANSWER)["name"] == ASK_QUESTION


def test_an_offer_that_is_surer_than_the_next_intent_stays_a_question() -> None:
    ranking = [{"name": ASK_QUESTION, "confidence": 0.6}, {"name": "thank", "confidence": 0.3}]
    reading = Reading((Clause("text", (), {}, frozenset(), asks=False),), (), keepable=True, said="text")
    offer = Selection("clarify", ("pay",), (("pay", 0.4),))
    assert intent_for(ranking, reading, offer)["name"] == ASK_QUESTION


@pytest.mark.parametrize("name", ["ask_who", "ask_when", "ask_more"])
def test_a_follow_up_that_names_its_subject_is_a_question(name: str) -> None:
    assert settle(name, 0.9, topics=NAMES_A_TOPIC) == ASK_QUESTION


@pytest.mark.parametrize(
    ("topics", "selection", "settled_as"),
    [
        pytest.param(NAMES_A_TOPIC, Selection("clarify", ("pay",), (("pay", 0.3),)), ASK_QUESTION, id="names a topic"),
        pytest.param(NAMES_A_TOPIC, NOTHING, "ask_capabilities", id="names a topic that nothing is known of"),
        pytest.param(None, ANSWER, "ask_capabilities", id="names nothing"),
    ],
)
def test_a_question_about_us_that_names_a_topic_is_about_that(
    topics: dict[str, int] | None, selection: Selection, settled_as: str
) -> None:
    assert settle("ask_capabilities", 0.6, selection, topics=topics) == settled_as


def test_a_greeting_before_a_question_is_a_question() -> None:
    assert settle("greet", 0.9, ANSWER, clauses=2) == ASK_QUESTION


def test_a_greeting_alone_stays_a_greeting_though_an_article_is_like_it() -> None:
    assert settle("greet", 0.9, ANSWER) == "greet"


def test_what_is_surely_about_something_else_is_not_answered() -> None:
    assert settled(ANSWER, {"name": OUT_OF_SCOPE, "confidence": 0.6}) == Selection("none")


@pytest.mark.parametrize(("name", "confidence"), [(OUT_OF_SCOPE, 0.4), (ASK_QUESTION, 0.9)])
def test_an_answer_stands_otherwise(name: str, confidence: float) -> None:
    assert settled(ANSWER, {"name": name, "confidence": confidence}) == ANSWER


OFFER = Selection("clarify", ("pay", "leave"), (("pay", 0.2), ("leave", 0.15)))
QUESTION = {"name": ASK_QUESTION, "confidence": 0.4}


def test_no_choices_are_offered_for_what_is_not_familiar() -> None:
    assert settled(OFFER, QUESTION, 0.49).decision == "none"
    assert settled(OFFER, QUESTION, 0.5) == OFFER


def test_a_sure_answer_stands_also_when_its_words_are_new() -> None:
    assert settled(ANSWER, QUESTION, 0.1) == ANSWER
