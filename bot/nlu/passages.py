"""Passage search over the articles' bodies: BM25 on lemmas, for what no example question foresaw. Knows no Rasa."""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

# The usual values of BM25: how fast repetition stops counting, and how much a long passage is held back.
K1, B = 1.2, 0.75
# A word that stands in more than this share of the passages ("the", "you") tells none apart, and is left out.
COMMON = 0.25
FEW_PASSAGES = 10


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of an article: its answer with its title, or one of its sections with its title."""

    article: str
    lemmas: tuple[str, ...]


class PassageSearch:
    """BM25 over passages; the score of an article is that of its best passage."""

    def __init__(self, passages: list[Passage]) -> None:
        """Keep what is handed in."""
        self.passages = passages
        mean = sum(len(passage.lemmas) for passage in passages) / max(1, len(passages))
        held = Counter(lemma for passage in passages for lemma in set(passage.lemmas))
        most = max(FEW_PASSAGES, COMMON * len(passages))
        self._common = frozenset(lemma for lemma, count in held.items() if count > most)
        self._rarity = {lemma: _rarity(len(passages), count) for lemma, count in held.items()}
        # A word that stands in no passage is as rare as can be: it counts against every passage.
        self._unknown = _rarity(len(passages), 0)
        self._articles = list(dict.fromkeys(passage.article for passage in passages))
        numbers = {article: number for number, article in enumerate(self._articles)}
        self._owners = np.array([numbers[passage.article] for passage in passages], dtype=np.intp)
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, passage in enumerate(passages):
            norm = K1 * (1 - B + B * len(passage.lemmas) / max(1.0, mean))
            for lemma, count in Counter(lemma for lemma in passage.lemmas if lemma not in self._common).items():
                weight = self._rarity[lemma] * count * (K1 + 1) / (count + norm)
                postings[lemma].append((number, weight))
        self._postings = {lemma: _as_arrays(found) for lemma, found in postings.items()}

    def scores(self, lemmas: list[str]) -> dict[str, float]:
        """Return a score for each article that shares a word with the question: 0 to 1, of what it could reach."""
        asked = [lemma for lemma in dict.fromkeys(lemmas) if lemma and lemma not in self._common]
        highest = sum(self._rarity.get(lemma, self._unknown) for lemma in asked) * (K1 + 1) / 2
        totals = np.zeros(len(self.passages))
        for lemma in asked:
            if lemma in self._postings:
                numbers, weights = self._postings[lemma]
                totals[numbers] += weights
        best = np.zeros(len(self._articles))
        np.maximum.at(best, self._owners, totals)
        found = np.flatnonzero(best)
        return {self._articles[number]: min(1.0, float(best[number]) / highest) for number in found}


def _as_arrays(postings: list[tuple[int, float]]) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]:
    """Return the numbers of passages, each once, and the weight of a word in them."""
    return np.array([number for number, _ in postings], dtype=np.intp), np.array([weight for _, weight in postings])


def _rarity(passages: int, holding: int) -> float:
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))
