"""Corrects words that nobody knows to words that the knowledge base and its questions use. Knows no Rasa."""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from importlib import resources
from itertools import pairwise
from math import log1p

import jellyfish
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from contracts.articles import Article

WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
SHORTEST = 4
# Written without their apostrophe these are words, not slips.
CONTRACTIONS = frozenset(
    [
        "cant",
        "dont",
        "wont",
        "isnt",
        "arent",
        "wasnt",
        "didnt",
        "doesnt",
        "havent",
        "hasnt",
        "couldnt",
        "wouldnt",
        "shouldnt",
        "whats",
        "hows",
    ]
)
# From this length on a word may hold two slips and still be recognised; what is written like a name, from the other.
LONG, LONG_NAME = 6, 8
# A word written as it sounds ("soshal") may hold more, when it is not too short to tell.
SOUND_SLIPS, SHORTEST_SOUND = 3, 5
# Of several words that may be meant: what a slip counts against one, and another first letter; and how much the words
# beside it count. Chosen on training lines, of which one word each was misspelt, without the pairs of that line.
A_SLIP, ANOTHER_BEGINNING, BESIDE = 3.0, 1.5, 0.5
MOST = 20
# A word counts when it stands in so many lines, and two that follow each other: examples hold slips on purpose.
LEAST_LINES, LEAST_PAIRS = 3, 2


class Spelling:
    """`known` words are left alone; any other becomes the word of `wanted` that is most likely to be meant.

    `wanted` says in how many lines each word stands; `pairs` in how many two words follow each other ("sick pay").
    """

    def __init__(self, known: Iterable[str], wanted: Mapping[str, int], pairs: Mapping[str, int]) -> None:
        """Keep what is handed in."""
        self.wanted, self.pairs = dict(sorted(wanted.items())), dict(pairs)
        self.known = frozenset(known) | frozenset(self.wanted)
        self._words = list(self.wanted)
        self._by_sound: defaultdict[str, list[str]] = defaultdict(list)
        for word in self._words:
            if len(word) >= SHORTEST_SOUND:
                self._by_sound[jellyfish.metaphone(word)].append(word)

    @classmethod
    def from_knowledge(cls, articles: Iterable[Article], pieces: Iterable[str], lines: Iterable[str]) -> "Spelling":
        """Learn from articles, from the encoder's own vocabulary, and from training lines."""
        english = {piece for piece in pieces if piece.isalpha()} | _dictionary() | CONTRACTIONS
        texts = [text for article in articles for text in _texts(article)]
        wanted = {word for text in texts for word in words_of(text)}
        said = [words_of(line) for line in lines]
        counted = Counter(word for line in said for word in set(line))
        wanted |= {word for word, count in counted.items() if count >= LEAST_LINES and word in english}
        pairs = Counter(pair for line in said for pair in {f"{one} {other}" for one, other in pairwise(line)})
        return cls(
            english,
            {word: counted[word] for word in wanted if len(word) >= SHORTEST},
            {pair: count for pair, count in sorted(pairs.items()) if count >= LEAST_PAIRS},
        )

    def correct(self, text: str) -> str:
        """Return the text with unknown words replaced; everything else stays as it was typed."""
        words = [match.group() for match in WORD.finditer(text)]
        beside = zip(["", *words], words, [*words[1:], ""], strict=False)
        corrected = iter(
            [self._correct_word(word, before.casefold(), after.casefold()) for before, word, after in beside]
        )
        return WORD.sub(lambda _: next(corrected), text)

    def _correct_word(self, word: str, before: str, after: str) -> str:
        plain = word.casefold().replace("’", "'").removesuffix("'s")
        if len(plain) < SHORTEST or "'" in plain or plain in self.known or plain.rstrip("s") in self.known:
            return word
        slips = 2 if len(plain) >= (LONG_NAME if word.istitle() else LONG) else 1
        found = _nearest(plain, self._words, slips)
        # What sounds like a name may be a name ("Calum" is no "claim").
        if not found and len(plain) >= SHORTEST_SOUND and not word.istitle():
            found = _nearest(plain, self._by_sound.get(jellyfish.metaphone(plain), []), SOUND_SLIPS)

        def likely(match: tuple[str, int, int]) -> float:
            meant, slips, _ = match
            pairs = (self.pairs.get(f"{before} {meant}", 0), self.pairs.get(f"{meant} {after}", 0))
            heard = log1p(self.wanted[meant]) + BESIDE * sum(log1p(5 * count) for count in pairs)
            return heard - A_SLIP * slips - ANOTHER_BEGINNING * (meant[0] != plain[0])

        return max(found, key=likely)[0] if found else word


def _nearest(word: str, words: list[str], slips: int) -> list[tuple[str, int, int]]:
    """Return words with no more slips than that, the nearest first, each with its slips and its place in the list."""
    found: list[tuple[str, int, int]] = process.extract(
        word, words, scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=MOST
    )
    return found


def words_of(text: str) -> list[str]:
    """Return the words of a text, case-folded."""
    return [match.group().casefold() for match in WORD.finditer(text)]


def _dictionary() -> set[str]:
    """Return the English words of the lemma table that spaCy's pipeline uses too, inflected forms and lemmas."""
    source = resources.files("spacy_lookups_data") / "data" / "en_lemma_lookup.json.gz"
    table = json.loads(gzip.decompress(source.read_bytes()))
    return {word.casefold() for pair in table.items() for word in pair}


def _texts(article: Article) -> list[str]:
    return [article.title, *article.names, article.answer, *article.sections.values()]
