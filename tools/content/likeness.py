"""How like two lists of questions are, by their words and by their meaning. Knows no files."""

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

Matrix = npt.NDArray[np.float32]
# Turns texts into unit vectors, one row each.
Encode = Callable[[Sequence[str]], Matrix]

WORD = re.compile(r"\w+(?:['’]\w+)*")


class Nearest(NamedTuple):
    """The most like of many lines: how like (1 is the same), and which one."""

    likeness: float
    which: int


def nearest_by_words(questions: Sequence[str], others: Sequence[str]) -> list[Nearest]:
    """Return for each question the line with the most like words, in whatever order.

    The likeness is the greater of two: the share of words that both have (Jaccard), and rapidfuzz's
    token_sort_ratio, which sees through misspellings. (Each line is sorted once, and not again for each pair.)
    """
    ours, theirs = [_words(text) for text in questions], [_words(text) for text in others]
    spelled: Matrix = process.cdist(
        [" ".join(sorted(words)) for words in ours],
        [" ".join(sorted(words)) for words in theirs],
        scorer=fuzz.ratio,
        dtype=np.float32,
    )
    return _nearest(np.maximum(_shared(ours, theirs), spelled / 100))


def nearest_by_meaning(questions: Sequence[str], others: Sequence[str], encode: Encode) -> list[Nearest]:
    """Return for each question the line with the greatest cosine."""
    return _nearest(encode(questions) @ encode(others).T)


def _words(text: str) -> list[str]:
    return WORD.findall(text.casefold())


def _shared(ours: list[list[str]], theirs: list[list[str]]) -> Matrix:
    numbers = {word: number for number, word in enumerate({word for words in (*ours, *theirs) for word in words})}
    left, right = _presence(ours, numbers), _presence(theirs, numbers)
    both = left @ right.T
    either = left.sum(axis=1)[:, None] + right.sum(axis=1)[None, :] - both
    shared: Matrix = both / np.maximum(either, 1)
    return shared


def _presence(texts: list[list[str]], numbers: dict[str, int]) -> Matrix:
    matrix = np.zeros((len(texts), len(numbers)), dtype=np.float32)
    for row, words in enumerate(texts):
        matrix[row, [numbers[word] for word in words]] = 1
    return matrix


def _nearest(likeness: Matrix) -> list[Nearest]:
    if not likeness.size:
        return []
    best = likeness.argmax(axis=1)
    return [Nearest(float(row[index]), int(index)) for row, index in zip(likeness, best, strict=True)]
