"""Decides what a message gets: an answer, two answers, "did you mean", or nothing. Knows no Rasa.

A clause is answered when the ranker is sure enough of its best article and clearly less sure of the next.
"""

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from bot.nlu.aspects import aspects_of
from bot.nlu.clause_vectors import ClauseVectors
from bot.nlu.encoder import Encoding
from bot.nlu.linear import LinearModel, Matrix
from bot.nlu.ranking import Ranker
from bot.nlu.reading import Clause, Reading, bare

Decision = Literal["answer", "clarify", "none"]
# Ids with their confidence, best first.
Ranking = tuple[tuple[str, float], ...]
MOST_CHOICES = 3


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How sure is sure. `answer` and `clarify` are probabilities of the ranker; `margin` is between best and next."""

    answer: float
    margin: float
    clarify: float
    # Two questions in one message are both answered only when each is this sure.
    double: float


@dataclass(frozen=True, slots=True)
class Selection:
    """What was decided. `articles` to answer with, or to offer, best first; `ranking` is (id, confidence)."""

    decision: Decision
    articles: tuple[str, ...] = ()
    ranking: tuple[tuple[str, float], ...] = ()
    aspects: tuple[str, ...] = field(default=())

    @property
    def answered(self) -> float:
        """How sure it is of the article that answers; 0 where none does."""
        return self.ranking[0][1] if self.decision == "answer" else 0.0

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON-ready values."""
        ranking = [{"id": article, "confidence": round(confidence, 4)} for article, confidence in self.ranking]
        return {
            "decision": self.decision,
            "articles": list(self.articles),
            "ranking": ranking,
            "aspects": list(self.aspects),
        }


@dataclass(frozen=True, slots=True)
class Selector:
    """The ranker with the weights of its signals, the exact titles, and the thresholds."""

    ranker: Ranker
    weights: LinearModel
    titles: dict[str, str]
    thresholds: Thresholds

    def select(self, reading: Reading, vectors: ClauseVectors) -> Selection:
        """Return the selection for a message; `vectors` has one for each clause of the reading."""
        exact = self.titles.get(bare(reading.clauses[0].text))
        if exact:
            return Selection("answer", (exact,), ((exact, 1.0),))
        if not reading.says_something:
            return Selection("none")
        clauses = reading.clauses
        whole = self._rank(clauses[0], vectors.encoding(0))
        double = self._double(reading, vectors)
        if double:
            # What the whole message is about comes first: the other part may only have told how it came about.
            surest = whole[0][0] if whole else ""
            return Selection("answer", tuple(sorted(double, key=lambda one: one != surest)), whole[:MOST_CHOICES])
        decided = self._decide(whole, clauses[0])
        if decided.decision == "answer" or len(clauses) == 1:
            return decided
        rankings = {number: self._rank(clauses[number], vectors.encoding(number)) for number in range(1, len(clauses))}
        # A story may drown its question: then the surest of its clauses speaks, when it is sure.
        best = max(rankings, key=lambda number: rankings[number][0][1] if rankings[number] else 0.0)
        clear = self._decide(rankings[best], clauses[best])
        return clear if clear.decision == "answer" or decided.decision == "none" else decided

    def _rank(self, clause: Clause, encoding: Encoding) -> Ranking:
        articles = frozenset(self.titles.values())
        ids, signals = self.ranker.candidates(clause, encoding, articles)
        chances = at_most_one(self.weights.probabilities(signals)[:, 1])
        return tuple(sorted(zip(ids, map(float, chances), strict=True), key=lambda pair: -pair[1]))

    def _decide(self, ranking: Ranking, clause: Clause) -> Selection:
        aspects = tuple(aspects_of(clause.text))
        if not ranking:
            return Selection("none", aspects=aspects)
        (article, confidence), others = ranking[0], ranking[1:]
        next_best = others[0][1] if others else 0.0
        limits = self.thresholds
        shown = ranking[:MOST_CHOICES]
        if confidence >= limits.answer and confidence - next_best >= limits.margin:
            return Selection("answer", (article,), shown, aspects)
        if confidence >= limits.clarify:
            return Selection("clarify", tuple(label for label, _ in shown), shown, aspects)
        return Selection("none", (), shown, aspects)

    def _double(self, reading: Reading, vectors: ClauseVectors) -> tuple[str, ...]:
        """Return the articles of two questions in one message, cut where both parts are surest.

        Each part may be a story with its question. What only tells is no question, and neither is what is not clear.
        """
        found: list[tuple[float, tuple[str, ...]]] = []
        for first, second in reading.halves():
            if first.asks and second.asks and (one := self._sure_of(first, vectors)):
                # Nobody waits for the second part where the first already asks nothing that is clear.
                other = self._sure_of(second, vectors)
                if other and other[0] != one[0]:
                    found.append((min(one[1], other[1]), (one[0], other[0])))
        return max(found, default=(0.0, ()))[1]

    def _sure_of(self, part: Clause, vectors: ClauseVectors) -> tuple[str, float] | None:
        """Return the article of one of two questions, where it is sure enough."""
        ranking = self._rank(part, vectors.of(part.text))
        clear = len(ranking) == 1 or (len(ranking) > 1 and ranking[0][1] - ranking[1][1] >= self.thresholds.margin)
        return ranking[0] if clear and ranking[0][1] >= self.thresholds.double else None


def at_most_one(chances: Matrix) -> Matrix:
    """Return the chances of candidates that were judged one by one, given that at most one of them is meant."""
    odds = chances / np.maximum(1.0 - chances, 1e-9)
    return np.asarray(odds / (1.0 + odds.sum()))


def plain_titles(titles: dict[str, str]) -> dict[str, str]:
    """Return ids by title, the titles as they are compared: choosing a button says exactly an article's title."""
    return {bare(title): article for article, title in titles.items()}
