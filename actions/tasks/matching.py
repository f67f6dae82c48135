"""Finds what a message names among things with names: courses, places, people. Forgives slips. Knows no API."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

# How alike two words must be, in percent; short words must be the same.
ALIKE, SHORT_WORD = 84.0, 4
# How much of a name must be said for it to be meant.
CLEAR, POSSIBLE = 0.7, 0.3
# Shares and weights this near to each other are the same.
SAME = 0.05
# What says nothing about which course is meant.
EMPTY_WORDS = """
a about all an and any anything are around as at be been book booked booking by can cancel change class could
course courses date dates day days did do does done for from get go going got have hi hello how i id if in
interest interested into is it its join like list look looking lot me member mine month move my name near need
next no not of off on one online or our out over person place places please put re session sessions shall should
sign some somebody someone staff switch take team that the their them there they thing this to today tomorrow
training up us waiting want was we week what when where which who will with work would year yes you your am pm
mandatory essentials essential awareness level programme apprenticeship apprenticeships
"""
EMPTY = frozenset(EMPTY_WORDS.split())
# A number names a course only as its level; otherwise it is a day or a place in a list.
LEVEL = re.compile(r"\b(level) (?=\d\b)")
WORD = re.compile(r"[a-z0-9&]+(?:'[a-z]+)?")


@dataclass(frozen=True, slots=True)
class Match:
    """A thing that may be meant: `share` of its name was said, 0 to 1; `weight` says how much that tells."""

    id: str
    share: float
    weight: float


def match_names(text: str, names: Mapping[str, Sequence[str]]) -> list[Match]:
    """Return what a message may mean, best first. `names` has for each id every name that it goes by.

    A word that few of the names hold says more than one that many hold, and a name that was said in full says most.
    """
    said = words_of(text)
    if not said:
        return []
    rarity = _rarity(names)
    found = (Match(id_, *max(_share(said, name, rarity) for name in all_)) for id_, all_ in names.items() if all_)
    possible = (match for match in found if match.share >= POSSIBLE)
    return sorted(possible, key=lambda match: (-match.share, -match.weight))


def clear_matches(matches: Sequence[Match]) -> list[str]:
    """Return the ids that are meant as well as the best one; several when the words do not tell them apart.

    Of names that were said in full the longest is meant: "race equality" is not "equality".
    """
    if not matches:
        return []
    alike = [match for match in matches if match.share >= matches[0].share - SAME]
    heaviest = max(match.weight for match in alike)
    return [match.id for match in alike if match.weight >= heaviest * (1 - SAME)]


def names_something(text: str, names: Mapping[str, Sequence[str]]) -> bool:
    """Say whether the message plainly names one of these."""
    matches = match_names(text, names)
    return bool(matches) and matches[0].share >= CLEAR


def words_of(text: str) -> list[str]:
    """Return the words that may name something."""
    return [
        word for word in WORD.findall(LEVEL.sub("level", text.casefold())) if word not in EMPTY and not word.isdigit()
    ]


def _share(said: Sequence[str], name: str, rarity: Mapping[str, float]) -> tuple[float, float]:
    parts = words_of(name) or WORD.findall(name.casefold())
    weights = [rarity.get(part, 1.0) for part in parts]
    held = sum(
        weight for part, weight in zip(parts, weights, strict=True) if any(is_alike(part, word) for word in said)
    )
    return (held / sum(weights), held) if parts else (0.0, 0.0)


def is_alike(first: str, second: str) -> bool:
    """Say whether two words are the same but for a slip or an ending."""
    if min(len(first), len(second)) < SHORT_WORD:
        return first == second
    return fuzz.ratio(first, second) >= ALIKE or (len(second) >= 5 and first.startswith(second))


def _rarity(names: Mapping[str, Sequence[str]]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    for all_ in names.values():
        counts.update({word for name in all_ for word in words_of(name)})
    return {word: 1.0 + math.log(len(names) / count) for word, count in counts.items()}


def match_people(text: str, people: Iterable[tuple[str, str]]) -> list[str]:
    """Return the ids of the people whose first or last name is said; those said in full before the others."""
    said = WORD.findall(text.casefold().replace("'s ", " ").removesuffix("'s"))
    scores: dict[str, int] = {}
    for id_, name in people:
        parts = [part for part in re.split(r"[\s-]+", name.casefold()) if part]
        held = sum(any(is_alike(part, word) for word in said) for part in parts)
        if held:
            scores[id_] = held
    best = max(scores.values(), default=0)
    return [id_ for id_, held in scores.items() if held == best]
