"""What a council would try first: its documents in a hybrid passage search, BM25 and the same encoder together."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

import numpy as np
import numpy.typing as npt

from tools.bench.passages import Passage

# The usual constant of reciprocal rank fusion.
FUSION = 60
FIRST_FEW = 5

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
Wanted = frozenset[tuple[str, str]]


class HybridSearch:
    """Ranks passages by reciprocal rank fusion of BM25 (bm25s with its defaults) and the cosine of sentence vectors."""

    def __init__(self, passages: Sequence[Passage], encode: Encode) -> None:
        """Index the passages."""
        # It brings no types.
        bm25s: Any = import_module("bm25s")
        self.passages = passages
        self._encode = encode
        self._vectors = encode([passage.text for passage in passages])
        self._tokens: Callable[[list[str]], list[list[str]]] = partial(
            bm25s.tokenize, return_ids=False, show_progress=False
        )
        self._words: Any = bm25s.BM25()
        self._words.index(self._tokens([passage.text for passage in passages]), show_progress=False)

    def best(self, question: str, count: int = FIRST_FEW) -> list[Passage]:
        """Return the best passages, best first. There are always some: a search does not know when to be silent."""
        likeness = self._vectors @ self._encode([question])[0]
        words = self._tokens([question])[0]
        scores = self._words.get_scores(words) if words else np.zeros(len(self.passages))
        fused = 1 / (FUSION + ranks(likeness)) + 1 / (FUSION + ranks(scores))
        return [self.passages[number] for number in np.argsort(-fused, kind="stable")[:count]]


def ranks(scores: npt.NDArray[Any]) -> npt.NDArray[np.intp]:
    """Return the place of each score, the highest first, from 1; equal scores share the last of their places."""
    ordered = np.sort(-scores)
    return np.searchsorted(ordered, -scores, side="right")


def shares_found(search: HybridSearch, questions: Sequence[tuple[str, Wanted]]) -> dict[str, float]:
    """Return for what share of the questions the first passage is right, and any of the first five.

    A passage is right when it touches a section that an accepted article cites, be it by one word.
    """
    first = few = 0
    for text, wanted in questions:
        found = [bool(passage.about & wanted) for passage in search.best(text)]
        first += found[0]
        few += any(found)
    return {"questions": len(questions), "first": first / len(questions), "first_five": few / len(questions)}
