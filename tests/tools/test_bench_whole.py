"""The bench on the whole assistant: what its replies are for a person, and when a follow-up is right."""

from typing import Any

import pytest

from contracts.articles import read_articles
from tools.bench.own import Said
from tools.bench.pairs import Pair, is_right
from tools.bench.table import lines_of
from tools.bench.whole import said
from tools.paths import ROOT


def reply(outcome: str, article: str | None = None, text: str = "") -> dict[str, Any]:
    return {"outcome": outcome, "article": {"id": article} if article else None, "text": text}


@pytest.mark.parametrize(
    ("replies", "expected"),
    [
        ([reply("answered", "pay-day")], Said("answer", ("pay-day",))),
        ([reply("answered", "pay-day"), reply("answered", "payroll")], Said("answer", ("pay-day", "payroll"))),
        ([reply("unanswered", "gap-dbs")], Said("answer", ("gap-dbs",))),
        ([reply("unanswered")], Said("nothing")),
        ([reply("clarification")], Said("choice")),
        ([reply("urgent_help"), reply("answered", "pay-day")], Said("urgent")),
        ([reply("unavailable")], Said("unavailable")),
        ([reply("task")], Said("intent", intent="task")),
    ],
    ids=lambda value: value.kind if isinstance(value, Said) else None,
)
def test_the_first_reply_decides(replies: list[dict[str, Any]], expected: Said) -> None:
    assert said(replies) == expected


def test_a_follow_up_is_right_when_that_side_is_said() -> None:
    articles = read_articles(ROOT / "knowledge")
    article = next(article for article in articles.values() if article.sections)
    aspect, text = next(iter(article.sections.items()))
    pair = Pair("what is it", article.id, "and?", aspect)
    assert is_right(pair, articles, [reply("answered", article.id, text)])
    assert not is_right(pair, articles, [reply("answered", article.id, article.answer)])
    assert not is_right(pair, articles, [reply("unanswered")])


def test_a_side_that_no_article_knows_is_right_when_that_is_said() -> None:
    articles = read_articles(ROOT / "knowledge")
    article = next(article for article in articles.values() if not {"cost"} & {*article.sections, *article.follow_ups})
    pair = Pair("what is it", article.id, "what's the price", "cost")
    assert is_right(pair, articles, [reply("unanswered")])
    assert not is_right(pair, articles, [reply("answered", article.id, "It is free.")])


def test_a_broken_promise_stands_in_the_table() -> None:
    ours = {"held-out: asked": 100.0, "held-out: right": 0.93, "held-out: wrong": 0.04}
    lines = [line for line in lines_of({"whole": {"ours": ours}}) if line.figure.startswith("Held-out")]
    assert [(line.ours, line.verdict) for line in lines] == [("93.0 %", "pass"), ("4.0 %", "FAIL"), ("0.0 %", "")]
