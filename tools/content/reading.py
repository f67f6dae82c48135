"""How hard a text is to read: the Flesch-Kincaid grade. Knows plain text only.

Syllables are counted by rule: nothing to download, and the same answer everywhere. Over the knowledge
base the count differs from a pronouncing dictionary's by less than one per cent.
"""

import re
from collections.abc import Sequence

# What is looked up, not read: addresses.
ADDRESS = re.compile(r"\S+@\S+|https?://\S+")
WORD = re.compile(r"[^\W_](?:[\w'’&+]|[.,:-](?=\w))*")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”')]*\s+")
# One or two words without a full stop are an item of a list, not a sentence of their own.
SHORTEST_SENTENCE = 3

VOWELS = re.compile(r"[aeiouy]+")
# An `e` inside a word that is not spoken: safely, safety, placement, something.
SILENT_WITHIN = re.compile(
    r"(?<=[^aeiou])e(?=(?:ments?|ty|ships?|things?|ones?|works?|ful|less|ly|loads?|fore|guard\w*|day)$)"
)
SILENT_AT_END = re.compile(r"[^aeiouyl]e$|[aeiouy]le$|[^aeiouycsxzghl]es$|[aeiouy]les$|[^aeiouytd]ed$")
SPOKEN_APART = re.compile(r"[iu]a(?!r?$)|[dr]eas?$|io(?!u|n)|eo(?!u)|ism$|[ey]ing$")
SPOKEN_TOGETHER = re.compile(r"[tcsg]ia|peo")


def words(text: str) -> list[str]:
    """Return the words of a text; an address is none."""
    return WORD.findall(ADDRESS.sub(" ", text))


def sentences(block: str) -> list[str]:
    """Return the sentences of a paragraph or of an item of a list."""
    return [sentence for sentence in SENTENCE_END.split(block.strip()) if words(sentence)]


def grade(blocks: Sequence[str]) -> float:
    """Return the Flesch-Kincaid grade of paragraphs and items of lists: years at school."""
    all_words = [word for block in blocks for word in words(block)]
    if not all_words:
        return 0.0
    count = max(1, sum(_is_sentence(part) for block in blocks for part in sentences(block)))
    spoken = sum(syllables(word) for word in all_words)
    return 0.39 * len(all_words) / count + 11.8 * spoken / len(all_words) - 15.59


def _is_sentence(part: str) -> bool:
    return part.endswith((".", "!", "?")) or len(words(part)) >= SHORTEST_SENTENCE


def syllables(word: str) -> int:
    """Return how many syllables an English word has, near enough; a number or a short form counts as one."""
    letters = SILENT_WITHIN.sub("", re.sub(r"[^a-z]", "", word.casefold()))
    count = len(VOWELS.findall(letters)) - len(SILENT_AT_END.findall(letters))
    return max(1, count + len(SPOKEN_APART.findall(letters)) - len(SPOKEN_TOGETHER.findall(letters)))
