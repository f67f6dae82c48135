"""Why an answer: what `make ask` prints, in plain words and 80 columns, for each kind of answer."""

from typing import Any

import pytest

from contracts.outcomes import Outcome
from tools.ask.reasons import reasons
from tools.ask.said import what_is_said
from tools.ask.words import Words, read_words
from tools.paths import ROOT

LIMITS = {"answer": 0.4, "margin": 0.1, "clarify": 0.1, "double": 0.5}
CALM = {"level": "none", "kind": "self"}
PULLS = {"learned": 2.0, "examples": 1.0, "sentence": 0.5, "words": -0.5, "name": 0.0}
LESS = {"learned": 0.5, "examples": 1.5, "sentence": 0.5, "words": -0.5, "name": 0.0}


@pytest.fixture(scope="module")
def words() -> Words:
    return read_words(ROOT, ROOT / "knowledge")


def found(decision: str, *articles: str, intent: str = "ask_question", aspects: tuple[str, ...] = ()) -> dict[str, Any]:
    """Return what the model says to a question about physiotherapy."""
    ranking = [
        {"id": "physiotherapy", "confidence": 0.8, "pulls": PULLS},
        {"id": "counselling", "confidence": 0.1, "pulls": LESS},
    ]
    return {
        "intent": {"name": intent, "confidence": 0.9},
        "intents": [{"name": intent, "confidence": 0.9}],
        "selection": {"decision": decision, "articles": list(articles), "aspects": list(aspects)},
        "why": {
            "read_as": "how do i get physio",
            "clauses": [],
            "named": ["physiotherapy"],
            "ranking": ranking,
            "nearest": [{"id": "physiotherapy", "text": "sciatica", "likeness": 0.71}],
        },
    }


@pytest.mark.parametrize(
    ("answer", "outcome", "text", "place"),
    [
        (found("answer", "physiotherapy"), Outcome.ANSWERED, "Staff can have", "knowledge/wellbeing/physiotherapy.md"),
        (found("answer", "gap-mileage-expenses"), Outcome.UNANSWERED, "", "gap-mileage-expenses.md"),
        (found("clarify", "physiotherapy", "counselling"), Outcome.CLARIFICATION, "[None of these]", "domain.yml"),
        (found("none"), Outcome.UNANSWERED, "", "utter_unanswered"),
        (found("none", intent="greet"), Outcome.CONVERSATION, "Hello", "utter_greet"),
        (found("none", intent="ask_who"), Outcome.CLARIFICATION, "A follow-up", "utter_which_topic"),
        (found("none", intent="stop"), Outcome.CONVERSATION, "action_stop_task", "intent stop"),
    ],
    ids=["answer", "gap", "asks back", "none", "greeting", "follow-up", "action"],
)
def test_the_outcome_the_text_and_where_to_change_it_are_said(
    words: Words, answer: dict[str, Any], outcome: Outcome, text: str, place: str
) -> None:
    said = what_is_said(answer, CALM, words)
    assert said.outcome is outcome
    assert text in said.text
    assert place in said.place


def test_the_section_that_the_question_asks_for_is_said_too(words: Words) -> None:
    said = what_is_said(found("answer", "physiotherapy", aspects=("who",)), CALM, words)
    assert "(then the section “Who runs it”)" in said.text


def test_urgent_help_comes_first_whatever_the_model_says(words: Words) -> None:
    said = what_is_said(found("answer", "physiotherapy"), {"level": "urgent", "kind": "self"}, words)
    assert said.outcome is Outcome.URGENT_HELP


def test_the_reasons_name_scores_examples_with_their_lines_and_signals(words: Words) -> None:
    lines = reasons(found("answer", "physiotherapy"), CALM, {"complete": True}, LIMITS, words)
    text = "\n".join(lines)
    rows = words.files["physiotherapy"].read_text(encoding="utf-8").splitlines()
    assert "  Urgent help: no sign of it." in lines
    assert "    0.80  physiotherapy" in lines
    assert f"    0.71  physiotherapy, line {rows.index('  - sciatica') + 1}: sciatica" in lines
    assert "An answer needs 0.40 and must be" in text
    assert "    +1.5  what was learned from all examples" in lines
    assert "    -0.5  the nearest example questions" in lines


def test_rules_alone_are_said_to_be_alone(words: Words) -> None:
    lines = reasons(found("none"), CALM, {"complete": False}, LIMITS, words)
    assert any("these are the rules alone" in line for line in lines)


@pytest.mark.parametrize("decision", ["answer", "clarify", "none"])
def test_everything_fits_in_eighty_columns(words: Words, decision: str) -> None:
    answer = found(decision, "physiotherapy", "counselling")
    answer["why"]["read_as"] = "a long story about my back and my chair " * 10
    answer["why"]["clauses"] = ["a long story about my back"] * 9
    said = what_is_said(answer, CALM, words).lines()
    lines = reasons(answer, CALM, {"complete": True}, LIMITS, words)
    assert max(len(line) for line in [*said, *lines]) <= 80
