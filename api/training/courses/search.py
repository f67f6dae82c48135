"""Which words of a question a course is looked for by, and among which words of a course. Knows no database."""

import re
import unicodedata

MOST_WORDS = 8
# They stand in every question about training, so they tell nothing.
FILLERS = frozenset(
    {
        *("a", "about", "an", "any", "anything", "are", "at", "book", "booking", "can", "course", "do", "for", "have"),
        *("i", "in", "is", "learn", "learning", "me", "my", "near", "next", "of", "on", "or", "session", "some"),
        *("something", "the", "there", "to", "training", "want", "what", "when", "where", "with", "you"),
    }
)


def search_words(text: str) -> list[str]:
    """Return the words to look for, in small letters, without fillers and endings of the plural."""
    words = [_stem(word) for word in _plain(text).split()]
    return [word for word in words if word not in FILLERS][:MOST_WORDS]


def text_to_search(*parts: str) -> str:
    """Return what the words of a question are looked for in: a space before each word marks where it begins."""
    return " " + " ".join(_plain(part) for part in parts)


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.lower()).encode("ascii", "ignore").decode()
    return " ".join(re.findall(r"[a-z0-9]+", folded))


def _stem(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
