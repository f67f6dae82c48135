"""The bench on the project's own questions: who is right about what, for both pipelines alike."""

from typing import Any

import pytest
import yaml

from contracts.articles import read_articles
from tools.bench.own import Said, own_figures, said_by_stock, said_by_us, stock_data, verdict
from tools.bench.questions import Kind, Question, read_questions
from tools.paths import ROOT

PAY, LEAVE = frozenset({"pay-day"}), frozenset({"annual-leave", "family-leave"})


def answer(*articles: str) -> Said:
    return Said("answer", articles, "ask_question")


@pytest.mark.parametrize(
    ("kind", "accepted", "said", "expected"),
    [
        ("held-out", (PAY,), answer("pay-day"), "right"),
        ("held-out", (PAY,), answer("annual-leave"), "wrong"),
        ("held-out", (PAY,), Said("choice", ("pay-day", "payroll")), "choice"),
        ("held-out", (PAY,), Said("nothing"), "nothing"),
        ("held-out", (PAY,), Said("intent", intent="greet"), "wrong"),
        ("two at once", (PAY, LEAVE), answer("family-leave", "pay-day"), "right"),
        ("two at once", (PAY, LEAVE), answer("pay-day"), "wrong"),
        ("gap", (frozenset({"gap-dbs"}),), answer("gap-dbs"), "right"),
        ("gap", (frozenset({"gap-dbs"}),), answer("pay-day"), "wrong"),
        ("outside", (frozenset(),), answer("pay-day"), "wrong"),
        ("outside", (frozenset(),), Said("intent", intent="greet"), "nothing"),
    ],
)
def test_a_reply_is_judged(kind: Kind, accepted: tuple[frozenset[str], ...], said: Said, expected: str) -> None:
    assert verdict(Question(kind, "text", accepted), said) == expected


def test_a_phrase_is_right_by_its_intent() -> None:
    assert verdict(Question("follow-up", "who runs it", intent="ask_who"), Said("intent", intent="ask_who")) == "right"
    assert verdict(Question("follow-up", "who runs it", intent="ask_who"), answer("pay-day")) == "wrong"


def test_figures_are_shares_of_their_kind() -> None:
    questions = [Question("held-out", "a", (PAY,)), Question("held-out", "b", (PAY,)), Question("gap", "c", (LEAVE,))]
    figures = own_figures(questions, [answer("pay-day"), Said("nothing"), answer("pay-day")])
    assert figures["held-out: asked"] == 2
    assert figures["held-out: right"] == figures["held-out: nothing"] == 0.5
    assert figures["gap: wrong"] == 1


@pytest.mark.parametrize(
    ("intent", "decision", "expected"),
    [
        ("ask_question", "answer", Said("answer", ("pay-day",), "ask_question")),
        ("ask_question", "clarify", Said("choice", ("pay-day",), "ask_question")),
        ("out_of_scope", "none", Said("nothing", ("pay-day",), "out_of_scope")),
        ("greet", "answer", Said("intent", (), "greet")),
    ],
)
def test_our_parse_is_read_as_a_person_would_see_it(intent: str, decision: str, expected: Said) -> None:
    parsed: dict[str, Any] = {"intent": {"name": intent}, "selection": {"decision": decision, "articles": ["pay-day"]}}
    assert said_by_us(parsed) == expected


@pytest.mark.parametrize(
    ("intent", "kind"),
    [("pay-day", "answer"), ("nlu_fallback", "nothing"), ("out_of_scope", "nothing"), ("greet", "intent")],
)
def test_stock_answers_with_the_article_of_its_intent(intent: str, kind: str) -> None:
    assert said_by_stock({"intent": {"name": intent}}, {"pay-day"}).kind == kind


def test_stock_learns_the_same_lines_as_ours_an_intent_for_each_article() -> None:
    articles = read_articles(ROOT / "knowledge")
    intents = {row["intent"]: row["examples"] for row in yaml.safe_load(stock_data(articles.values()))["nlu"]}
    assert set(articles) <= set(intents)
    assert {"greet", "out_of_scope"} <= set(intents)
    article = articles["pay-day"]
    assert intents["pay-day"].count("\n") == len(dict.fromkeys([*article.examples, article.title, *article.names]))


def test_every_kind_of_question_is_asked() -> None:
    kinds = {question.kind for question in read_questions(ROOT / "tests", frozenset())}
    assert kinds == {"held-out", "misspelt", "two at once", "follow-up", "conversation", "gap", "outside"}
