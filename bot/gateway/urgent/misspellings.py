"""Reads key words through typing mistakes and missing spaces. Knows which words matter, and no rule."""

from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.gateway.urgent.normalise import normalise
from contracts.yaml_files import read_yaml

# Words that look like a misspelt key word and are none; made from word lists, kept as data.
ORDINARY_WORDS = Path(__file__).with_name("ordinary_words.txt")

WORDS = Path(__file__).with_name("misspellings.yml")
LONGEST_RUN_ON = 60


class Misspellings:
    """Corrects towards the key words, and nothing else."""

    def __init__(
        self, keys: list[str], small_words: list[str], meant: dict[str, str], ordinary_words: frozenset[str]
    ) -> None:
        """Know the key words, and leave the ordinary ones alone."""
        self._keys, self._meanings, self._ordinary = keys, meant, ordinary_words
        self._parts = frozenset([*keys, *small_words])

    @classmethod
    def load(cls) -> "Misspellings":
        """Return the corrections with the lists of words that lie beside this file."""
        words = read_yaml(WORDS)
        ordinary = frozenset(ORDINARY_WORDS.read_text(encoding="utf-8").split())
        return cls(words["keys"].split(), words["small_words"].split(), words["meant"], ordinary)

    def correct(self, text: str) -> str:
        """Return a normalised text with its misspelt key words put right, and run-on words cut."""
        corrected = " ".join(self._meant(word) for word in text.split())
        return corrected if corrected == text else normalise(corrected)

    def _meant(self, word: str) -> str:
        if word in self._meanings:
            return self._meanings[word]
        if len(word) < 4 or word in self._parts or word in self._ordinary or not word.isalpha():
            return word
        allowed = 1 if len(word) < 8 or word.endswith("ing") else 2
        found = process.extractOne(word, self._keys, scorer=OSA.distance, score_cutoff=allowed)
        if found is not None and _alike(word, found[0]):
            return found[0]
        return " ".join(self._cut(word)) or word if 7 <= len(word) <= LONGEST_RUN_ON else word

    def _cut(self, word: str) -> list[str]:
        # best[end] is the cut of word[:end] with the fewest parts.
        best: list[list[str] | None] = [[]] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - 10), end):
                before = best[start]
                part = word[start:end]
                if before is None or part not in self._parts:
                    continue
                if best[end] is None or len(before) + 1 < len(best[end] or []):
                    best[end] = [*before, part]
        return best[len(word)] or []


def _alike(word: str, key: str) -> bool:
    # Few mistake the first letter, and a short word is easily one letter away from another.
    return word[0] == key[0] or word[:2] == key[1::-1]
