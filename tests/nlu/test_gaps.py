"""The trained model on questions that our documents hardly answer: no article is spoken as if it were the answer."""

from collections.abc import Callable
from typing import Any

from contracts.articles import Article
from tests.nlu.understanding import answers_of, parse, read_rows

ROWS: list[dict[str, Any]] = read_rows("gaps.yml")
MOST_ANSWERED = 0.05


def test_what_the_documents_do_not_answer_is_seldom_answered(
    agent: Any, knowledge: dict[str, Article], show: Callable[[str], None]
) -> None:
    said = [answers_of(found) for found in parse(agent, [row["text"] for row in ROWS])]
    answered = [
        (row["text"], ids)
        for row, ids in zip(ROWS, said, strict=True)
        if any(knowledge[article].kind == "article" and article not in row.get("may_say", []) for article in ids)
    ]
    admitted = sum(bool(ids) for ids in said) - len(answered)
    share = len(answered) / len(ROWS)
    show(f"gap questions        {admitted} of {len(ROWS)} are told who to ask, {share:.1%} get an article instead")
    print(*(f"  {text!r} -> {ids}" for text, ids in answered), sep="\n")
    assert len(answered) <= MOST_ANSWERED * len(ROWS)
