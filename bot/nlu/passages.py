"""Passage search over the articles' bodies: BM25 on lemmas, for what no example question foresaw. Knows no Rasa."""

import math
from collections import Counter, defaultdict
from dataclasses import dataclass

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
        self._postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for number, passage in enumerate(passages):
            norm = K1 * (1 - B + B * len(passage.lemmas) / max(1.0, mean))
            for lemma, count in Counter(lemma for lemma in passage.lemmas if lemma not in self._common).items():
                weight = self._rarity[lemma] * count * (K1 + 1) / (count + norm)
                self._postings[lemma].append((number, weight))

    def scores(self, lemmas: list[str]) -> dict[str, float]:
        """Return a score for each article that shares a word with the question: 0 to 1, of what it could reach."""
        asked = [lemma for lemma in dict.fromkeys(lemmas) if lemma and lemma not in self._common]
        highest = sum(self._rarity.get(lemma, self._unknown) for lemma in asked) * (K1 + 1) / 2
        totals: dict[int, float] = defaultdict(float)
        for lemma in asked:
            for number, weight in self._postings.get(lemma, ()):
                totals[number] += weight
        best: dict[str, float] = defaultdict(float)
        for number, total in totals.items():
            article = self.passages[number].article
            best[article] = max(best[article], min(1.0, total / highest))
        return dict(best)


def _rarity(passages: int, holding: int) -> float:
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))
