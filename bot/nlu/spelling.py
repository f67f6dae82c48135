"""Corrects words that nobody knows to words that the knowledge base uses. Knows no Rasa."""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from importlib import resources

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
# How many slips a word of this length may hold and still be recognised.
LONG = 8
# A word written as it sounds ("soshal") may hold more, when it is not too short to tell.
SOUND_SLIPS, SHORTEST_SOUND = 3, 5


class Spelling:
    """`known` words are left alone; any other is replaced by the one word of `wanted` that it comes closest to."""

    def __init__(self, known: Iterable[str], wanted: Iterable[str]) -> None:
        """Keep what is handed in."""
        self.wanted = sorted(set(wanted))
        self.known = frozenset(known) | frozenset(self.wanted)
        self._by_sound: defaultdict[str, list[str]] = defaultdict(list)
        for word in self.wanted:
            if len(word) >= SHORTEST_SOUND:
                self._by_sound[jellyfish.metaphone(word)].append(word)

    @classmethod
    def from_knowledge(cls, articles: Iterable[Article], pieces: Iterable[str], lines: Iterable[str]) -> "Spelling":
        """Learn from articles, from the encoder's own vocabulary, and from training lines.

        A word of a line counts when it stands in three lines at least: examples hold slips on purpose.
        """
        english = {piece for piece in pieces if piece.isalpha()} | _dictionary() | CONTRACTIONS
        texts = [text for article in articles for text in _texts(article)]
        wanted = {word for text in texts for word in words_of(text)}
        counted = Counter(word for line in lines for word in set(words_of(line)))
        wanted |= {word for word, count in counted.items() if count >= 3 and word in english}
        return cls(english, (word for word in wanted if len(word) >= SHORTEST))

    def correct(self, text: str) -> str:
        """Return the text with unknown words replaced; everything else stays as it was typed."""
        return WORD.sub(lambda match: self._correct_word(match.group()), text)

    def _correct_word(self, word: str) -> str:
        plain = word.casefold().replace("’", "'").removesuffix("'s")
        if len(plain) < SHORTEST or "'" in plain or plain in self.known or plain.rstrip("s") in self.known:
            return word
        slips = 2 if len(plain) >= LONG else 1
        found = _nearest(plain, self.wanted, slips)
        # What sounds like a name may be a name ("Calum" is no "claim").
        if not found and len(plain) >= SHORTEST_SOUND and not word.istitle():
            found = _nearest(plain, self._by_sound.get(jellyfish.metaphone(plain), []), SOUND_SLIPS)
        if not found or (len(found) > 1 and found[0][1] == found[1][1] and found[0][0][0] != plain[0]):
            return word
        best = min(found, key=lambda match: (match[1], match[0][0] != plain[0]))
        return str(best[0])


def _nearest(word: str, words: list[str], slips: int) -> list[tuple[str, int, int]]:
    """Return up to two words, the nearest first, each with its number of slips and its place in the list."""
    found: list[tuple[str, int, int]] = process.extract(
        word, words, scorer=DamerauLevenshtein.distance, score_cutoff=slips, limit=2
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
