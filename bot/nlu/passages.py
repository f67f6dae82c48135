"""Passage search over the articles' bodies: BM25 on lemmas, for what no example question foresaw. Knows no Rasa."""

import math
from collections import Counter
from dataclasses import dataclass

# The usual values of BM25: how fast repetition stops counting, and how much a long passage is held back.
K1, B = 1.2, 0.75


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of an article: its answer with its title, or one of its sections with its title."""

    article: str
    lemmas: tuple[str, ...]


class PassageSearch:
    """BM25 over passages; the score of an article is that of its best passage."""

    def __init__(self, passages: list[Passage]) -> None:
        self.passages = passages
        self._counts = [Counter(passage.lemmas) for passage in passages]
        lengths = [len(passage.lemmas) for passage in passages]
        mean = sum(lengths) / max(1, len(lengths))
        self._norms = [K1 * (1 - B + B * length / max(1.0, mean)) for length in lengths]
        held = Counter(lemma for counts in self._counts for lemma in counts)
        total = len(passages)
        self._rarity = {lemma: math.log(1 + (total - n + 0.5) / (n + 0.5)) for lemma, n in held.items()}

    def scores(self, lemmas: list[str]) -> dict[str, float]:
        """Return a score for each article that shares a word with the question: 0 to 1, the share of what it could reach."""
        asked = [lemma for lemma in dict.fromkeys(lemmas) if lemma]
        highest = sum(self._rarity.get(lemma, self._unknown) * (K1 + 1) / 2 for lemma in asked)
        best: dict[str, float] = {}
        for passage, counts, norm in zip(self.passages, self._counts, self._norms, strict=True):
            score = sum(
                self._rarity[lemma] * counts[lemma] * (K1 + 1) / (counts[lemma] + norm)
                for lemma in asked
                if lemma in counts
            )
            if score > best.get(passage.article, 0.0):
                best[passage.article] = score
        return {article: min(1.0, score / highest) for article, score in best.items()} if highest else {}

    @property
    def _unknown(self) -> float:
        """A word that stands in no passage is as rare as can be: it counts against every passage."""
        return math.log(1 + (len(self.passages) + 0.5) / 0.5)
