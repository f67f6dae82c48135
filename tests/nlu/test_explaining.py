"""The reasons for an answer are those of the trained model: same scores, near examples, signals that add up."""

import asyncio
from typing import Any

import pytest

from bot.nlu.explaining import SIGNALS, Explainer
from bot.nlu.ranking import SIGNALS as COLUMNS

# The one column that is the same for all candidates of a question.
SAME_FOR_ALL = {8}
DOUBLE = "what is a PDR and when is pay day"
LONG_DOUBLE = "My back hurts. How do I get physio? And when is pay day?"


@pytest.fixture(scope="module")
def explainer(agent: Any) -> Explainer:
    return Explainer.of(agent)


def explained(agent: Any, explainer: Explainer, text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    selection = asyncio.run(agent.parse_message(text))["selection"]
    return selection, explainer.explain(text, selection)


def test_every_signal_of_the_ranker_has_its_place() -> None:
    columns = [column for group in SIGNALS.values() for column in group]
    assert sorted({*columns, *SAME_FOR_ALL}) == list(range(COLUMNS))
    assert len(columns) == len(set(columns))


@pytest.mark.parametrize("text", ["how do i get physio", "can i see a councellor", DOUBLE])
def test_the_scores_are_those_of_the_selection(agent: Any, explainer: Explainer, text: str) -> None:
    selection, why = explained(agent, explainer, text)
    shown = [(entry["id"], entry["confidence"]) for entry in why["ranking"]][: len(selection["ranking"])]
    assert shown == [(entry["id"], entry["confidence"]) for entry in selection["ranking"]]


def test_a_title_is_explained_by_what_the_ranker_would_have_said(agent: Any, explainer: Explainer) -> None:
    selection, why = explained(agent, explainer, "Physiotherapy for staff")
    assert selection["articles"] == ["physiotherapy"]
    assert why["ranking"][0]["id"] == "physiotherapy"


def test_figures_alone_have_no_reasons(agent: Any, explainer: Explainer) -> None:
    selection, why = explained(agent, explainer, "12345")
    assert selection["decision"] == "none"
    assert (why["ranking"], why["nearest"]) == ([], [])


def test_the_reasons_may_be_those_of_two_clauses_together(agent: Any, explainer: Explainer) -> None:
    _, alone = explained(agent, explainer, "My back hurts., How do I get physio?")
    surest = {name: alone["ranking"][0][name] for name in ("id", "confidence")}
    assert explainer.explain(LONG_DOUBLE, {"ranking": [surest]})["read_as"] == "My back hurts., How do I get physio?"


def test_the_pulls_tell_the_first_from_the_second(agent: Any, explainer: Explainer) -> None:
    _, why = explained(agent, explainer, "how do i get physio")
    first, second = (sum(entry["pulls"].values()) for entry in why["ranking"][:2])
    assert first > second


def test_the_nearest_examples_are_those_of_the_first_articles(agent: Any, explainer: Explainer) -> None:
    _, why = explained(agent, explainer, "musculoskeletal problems")
    assert why["nearest"][0] == {"id": "physiotherapy", "text": "musculoskeletal problems", "likeness": 1.0}


def test_the_limits_are_those_of_the_configuration(explainer: Explainer) -> None:
    limits = explainer.limits()
    assert set(limits) >= {"answer", "margin", "clarify", "double"}
    assert limits["clarify"] < limits["answer"]
