"""Sentences of different articles that say nearly the same: repeats, and contradictions among them."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from tools.content.facts import differing_names, facts_of, stands_alone
from tools.content.knowledge_base import KnowledgeBase
from tools.content.likeness import Encode
from tools.content.problems import Problem
from tools.content.reading import sentences, words
from tools.paths import shown

# Two sentences with the same subject and another figure: so alike in meaning, and in the words that are no figures.
SAME_MEANING, SAME_WORDS = 0.8, 0.75
# A name turns the meaning of a short sentence further than a figure does.
SAME_BUT_FOR_NAMES = 0.6
SHORTEST = 5


class Sentence(NamedTuple):
    """A sentence of a body, and where it stands."""

    article: str
    path: Path
    line: int
    text: str


def check_contradictions(base: KnowledgeBase, encode: Encode) -> list[Problem]:
    """Return a warning for each pair of sentences that give different figures or names for the same thing."""
    found = list(_sentences(base))
    if not found:
        return []
    vectors = encode([sentence.text for sentence in found])
    problems = []
    for row, near in enumerate(vectors @ vectors.T):
        for other in np.flatnonzero(near[row + 1 :] >= SAME_BUT_FOR_NAMES) + row + 1:
            if problem := _contradiction(found[row], found[other], float(near[other])):
                problems.append(problem)
    return problems


def _sentences(base: KnowledgeBase) -> Iterator[Sentence]:
    for id_, entry in base.entries.items():
        for section in entry.body.sections:
            for block in section.blocks:
                for text in sentences(block.text):
                    if len(words(text)) >= SHORTEST and stands_alone(text):
                        yield Sentence(id_, entry.path, block.line, text)


def _contradiction(one: Sentence, other: Sentence, meaning: float) -> Problem | None:
    if one.article == other.article:
        return None
    difference = _figures(one.text, other.text) if meaning >= SAME_MEANING else None
    difference = difference or differing_names(one.text, other.text)
    if difference is None:
        return None
    ours, theirs = difference
    place = f"{shown(other.path)}:{other.line}"
    advice = f"Make both say the same: here it is “{ours}”, but “{theirs}” in {place}, in nearly the same sentence."
    return Problem(one.path, one.line, advice, warning=True)


def _figures(one: str, other: str) -> tuple[str, str] | None:
    left, right = facts_of(one), facts_of(other)
    shared = len(left.words & right.words) / max(1, len(left.words | right.words))
    if shared >= SAME_WORDS and left.figures and right.figures and not _fits(left.figures, right.figures):
        return _only(left.figures, right.figures), _only(right.figures, left.figures)
    return None


def _only(ours: tuple[str, ...], theirs: tuple[str, ...]) -> str:
    return ", ".join(figure for figure in ours if figure not in theirs)


def _fits(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether one of two sentences only says more: its figures are those of the other and some."""
    return set(one) <= set(other) or set(other) <= set(one)
