"""Passage search: the rarer and the more of a question's words a passage holds, the better."""

import pytest

from bot.nlu.passages import Passage, PassageSearch

SEARCH = PassageSearch(
    [
        Passage("pay", ("when", "be", "pay", "day", "monthly")),
        Passage("pay", ("who", "run", "payroll")),
        Passage("leave", ("how", "many", "day", "of", "leave")),
        Passage("parking", ("where", "be", "the", "car", "park", "and", "be", "it", "free")),
    ]
)


@pytest.mark.parametrize(
    ("lemmas", "best"),
    [
        pytest.param(["pay", "day"], "pay", id="both words"),
        pytest.param(["payroll"], "pay", id="in another passage of the same article"),
        pytest.param(["be", "leave"], "leave", id="the rarer word counts for more"),
        pytest.param(["car", "car", "car", "day"], "parking", id="a repeated word counts once"),
    ],
)
def test_the_best_passage_speaks_for_its_article(lemmas: list[str], best: str) -> None:
    scores = SEARCH.scores(lemmas)
    assert max(scores, key=lambda article: scores[article]) == best


@pytest.mark.parametrize("lemmas", [[], [""], ["xylophone"]], ids=["no word", "empty word", "unknown word"])
def test_nothing_in_common_finds_nothing(lemmas: list[str]) -> None:
    assert SEARCH.scores(lemmas) == {}


def test_scores_lie_between_nought_and_one() -> None:
    scores = SEARCH.scores(["when", "be", "pay", "day", "monthly"])
    assert 0 < scores["leave"] < scores["pay"] <= 1


def test_words_that_no_passage_holds_lower_the_score() -> None:
    assert SEARCH.scores(["payroll", "xylophone"])["pay"] < SEARCH.scores(["payroll"])["pay"]


def test_an_empty_knowledge_base_finds_nothing() -> None:
    assert PassageSearch([]).scores(["pay"]) == {}
