"""Selection: an answer, two answers, "did you mean", or nothing."""

from dataclasses import dataclass

import numpy as np
import pytest

from bot.nlu.clause_vectors import ClauseVectors
from bot.nlu.encoder import Encoding
from bot.nlu.linear import LinearModel
from bot.nlu.reading import Clause, Reading
from bot.nlu.selection import Selection, Selector, Thresholds, plain_titles

LIMITS = Thresholds(answer=0.5, margin=0.2, clarify=0.2, double=0.7)
# Weights that pass the one signal on as the chance that is asked for.
PASS_ON = LinearModel(("other", "meant"), np.array([[0.0], [1.0]]), np.zeros(2))
Ranking = dict[str, float]


@dataclass(frozen=True)
class MadeRanker:
    """Ranks every clause as the test says, by its text; what is left of one is the chance that none is meant."""

    rankings: dict[str, Ranking]

    def candidates(self, clause: Clause, encoding: object, articles: object) -> tuple[list[str], np.ndarray]:
        ranking = self.rankings[clause.text]
        chances = np.array(list(ranking.values()))
        return list(ranking), np.log(chances / (1 - chances.sum())).reshape(-1, 1)


class NotEncoded(ClauseVectors):
    """Clauses that nobody encodes: the ranker above looks at their texts."""

    def of(self, text: str) -> Encoding:
        return self.encoding(0)

    def encoding(self, number: int) -> Encoding:
        return Encoding(*[np.zeros((0,), dtype=np.float32)] * 4)


def select(*clauses: tuple[str, Ranking], asks: bool = True) -> Selection:
    ranker = MadeRanker(dict(clauses))
    titles = plain_titles({"pay": "When is pay day?", "pdr": "What a PDR is"})
    read = tuple(Clause(text, (), {}, frozenset(), asks=asks) for text, _ in clauses)
    selector = Selector(ranker, PASS_ON, titles, LIMITS)  # type: ignore[arg-type]
    return selector.select(Reading(read, (), keepable=True, said=""), NotEncoded(None, ()))


@pytest.mark.parametrize(
    ("ranking", "decision", "articles"),
    [
        pytest.param({"pay": 0.9, "pdr": 0.05}, "answer", ("pay",), id="sure"),
        pytest.param({"pay": 0.52, "pdr": 0.4}, "clarify", ("pay", "pdr"), id="two are as likely"),
        pytest.param({"pay": 0.4, "pdr": 0.1}, "clarify", ("pay", "pdr"), id="not sure"),
        pytest.param({"a": 0.3, "b": 0.25, "c": 0.2, "d": 0.19}, "clarify", ("a", "b", "c"), id="three at most"),
        pytest.param({"pay": 0.1}, "none", (), id="nothing is likely"),
        pytest.param({"pdr": 0.05, "pay": 0.9}, "answer", ("pay",), id="in any order"),
    ],
)
def test_one_question_is_decided_by_threshold_and_margin(
    ranking: Ranking, decision: str, articles: tuple[str, ...]
) -> None:
    selection = select(("a question", ranking))
    assert (selection.decision, selection.articles) == (decision, articles)


def test_no_candidates_give_nothing() -> None:
    assert select(("a question", {})).decision == "none"


@pytest.mark.parametrize("text", ["When is pay day?", "when is pay day", " WHEN  IS PAY DAY?! "], ids=repr)
def test_a_title_is_always_answered(text: str) -> None:
    assert select((text, {"pdr": 0.9})).articles == ("pay",)


def test_two_questions_in_one_message_are_both_answered() -> None:
    selection = select(("whole", {"pay": 0.6}), ("one", {"pay": 0.8}), ("two", {"pdr": 0.9}))
    assert selection.articles == ("pay", "pdr")


@pytest.mark.parametrize(
    ("second", "asks"),
    [
        pytest.param({"pdr": 0.6}, True, id="the second is not sure"),
        pytest.param({"pdr": 0.45, "a": 0.4}, True, id="the second is not clear"),
        pytest.param({"pay": 0.9}, True, id="both mean the same"),
        pytest.param({"pdr": 0.9}, False, id="the clauses only tell"),
    ],
)
def test_two_clauses_get_one_answer_when(second: Ranking, asks: bool) -> None:
    selection = select(("whole", {"pay": 0.8}), ("one", {"pay": 0.8}), ("two", second), asks=asks)
    assert selection.articles == ("pay",)


def test_a_clear_question_in_an_unclear_story_is_answered() -> None:
    selection = select(("story", {"pdr": 0.15}), ("told", {"pdr": 0.1}), ("asked", {"pay": 0.9}))
    assert selection.articles == ("pay",)


def test_a_story_without_a_clear_question_offers_what_its_whole_suggests() -> None:
    selection = select(("story", {"pdr": 0.4}), ("told", {"pay": 0.3}), ("asked", {"pay": 0.1}))
    assert (selection.decision, selection.articles) == ("clarify", ("pdr",))


def test_an_answer_says_which_side_was_asked_about() -> None:
    assert select(("who runs it", {"pay": 0.9})).aspects == ("who",)


def test_a_selection_is_ready_for_json() -> None:
    assert Selection("answer", ("pay",), (("pay", 0.123456),), ("who",)).to_json() == {
        "decision": "answer",
        "articles": ["pay"],
        "ranking": [{"id": "pay", "confidence": 0.1235}],
        "aspects": ["who"],
    }
