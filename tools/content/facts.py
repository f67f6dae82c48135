"""The facts in a sentence that can be at odds: figures, dates, addresses, names. Knows no article."""

import re
from typing import NamedTuple

MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|once|twice|half|double"
RHYTHMS = "daily|weekly|fortnightly|monthly|quarterly|yearly|annually"
FIGURE = re.compile(
    rf"[\w.+-]+@[\w.-]+\w|(?:https?://|www\.)\S+\w|£?\d(?:[,.:/ ]?\d)*(?:st|nd|rd|th|%)?(?!\w)"
    rf"|\b(?:{MONTHS}|{DAYS}|{NUMBERS}|{RHYTHMS})\b",
    re.IGNORECASE,
)
WORD = re.compile(r"[\w'’&@.+-]*\w")
# A sentence that begins so is about what stands before it, so its words alone say nothing.
REFERS_BACK = re.compile(r"(?:it|its|they|their|he|she|his|her|this|these|that|those|there|both|some|each|we)\b", re.I)
# "The head of payroll is …": what follows is a name for the same thing when all before it is the same.
NAMING = frozenset({"is", "are", "was", "were"})
SAME_BEGINNING = 3


class Facts(NamedTuple):
    """A sentence taken apart: its figures in order, and its other words."""

    figures: tuple[str, ...]
    words: frozenset[str]


def facts_of(sentence: str) -> Facts:
    """Return the figures of a sentence as they are compared, and all other words."""
    figures = tuple(found.group().casefold().replace(",", "").strip() for found in FIGURE.finditer(sentence))
    rest = FIGURE.sub(" ", sentence)
    return Facts(figures, frozenset(word.casefold() for word in WORD.findall(rest)))


def stands_alone(sentence: str) -> bool:
    """Return whether a sentence names what it is about."""
    return not REFERS_BACK.match(sentence)


def differing_names(one: str, other: str) -> tuple[str, str] | None:
    """Return the two names when both sentences say alike who or what somebody or something is, and differ there."""
    left, right = WORD.findall(one), WORD.findall(other)
    at = next((at for at, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), 0)
    while at and left[at - 1][0].isupper():
        at -= 1
    if at < SAME_BEGINNING or left[at - 1] not in NAMING:
        return None
    names = _name_at(left, at), _name_at(right, at)
    return names if all(names) else None


def _name_at(words: list[str], start: int) -> str:
    end = start
    while end < len(words) and words[end][0].isupper():
        end += 1
    return " ".join(words[start:end])
