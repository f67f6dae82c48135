"""Articles whose short answers nearly repeat each other: one of the two is enough, or each must say what is its own."""

import numpy as np

from tools.content.facts import facts_of
from tools.content.knowledge_base import Entry, KnowledgeBase
from tools.content.likeness import Encode
from tools.content.problems import Problem
from tools.paths import shown

SAME_MEANING = 0.9
# Answers made from one mould share their words; then less of the meaning is enough.
SAME_WORDS, LIKE_MEANING = 0.75, 0.7


def check_repeats(base: KnowledgeBase, encode: Encode) -> list[Problem]:
    """Return a warning for each pair of articles whose answers are nearly the same."""
    entries = [entry for entry in base.entries.values() if _answer(entry)]
    if not entries:
        return []
    texts = [_answer(entry) for entry in entries]
    vectors, spoken = encode(texts), [facts_of(text).words for text in texts]
    problems = []
    for row, near in enumerate(vectors @ vectors.T):
        for other in np.flatnonzero(near[row + 1 :] >= LIKE_MEANING) + row + 1:
            shared = len(spoken[row] & spoken[other]) / max(1, len(spoken[row] | spoken[other]))
            if near[other] >= SAME_MEANING or shared >= SAME_WORDS:
                problems.append(_problem(entries[row], entries[other], float(near[other]), shared))
    return problems


def _answer(entry: Entry) -> str:
    return " ".join(block.text for block in entry.body.sections[0].blocks)


def _problem(entry: Entry, other: Entry, meaning: float, shared: float) -> Problem:
    advice = (
        f"This answer nearly repeats {shown(other.path)}:{other.body.first_line} (meaning {meaning:.2f}, words "
        f"{shared:.2f}); put both into one article, or say in each what is its own."
    )
    return Problem(entry.path, entry.body.first_line, advice, warning=True)
