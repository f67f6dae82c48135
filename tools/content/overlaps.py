"""Example questions that are nearer to another article's than to those of their own. Reads no file."""

import numpy as np
import numpy.typing as npt

from tools.content.knowledge_base import KnowledgeBase
from tools.content.likeness import Encode, Matrix
from tools.content.problems import Problem
from tools.paths import shown

# An example is as near to an article as to the nearest of its other examples, so many of them on average.
NEAREST = 3
# Nearer by this much: less is usual where two articles are about the same thing.
NEARER_BY = 0.35
# So many lines are compared with all others at a time: every line with every line at once would fill the memory.
BLOCK = 512


def check_overlaps(base: KnowledgeBase, encode: Encode) -> list[Problem]:
    """Return a warning for each example that asks for another article, by what the others of both are like."""
    lines = [(id_, line) for id_, entry in base.entries.items() for line in entry.matter.examples]
    if not lines:
        return []
    ids = list(base.entries)
    owners = np.array([ids.index(id_) for id_, _ in lines])
    vectors = encode([line.text for _, line in lines])
    nearness = np.vstack([_block(vectors, owners, len(ids), start) for start in range(0, len(lines), BLOCK)])
    rows = np.arange(len(lines))
    own = nearness[rows, owners]
    nearness[rows, owners] = -1
    rivals = nearness.argmax(axis=1)
    problems = []
    for row in np.flatnonzero(nearness[rows, rivals] - own > NEARER_BY):
        id_, line = lines[row]
        rival = rivals[row]
        theirs = np.where(owners == rival, vectors @ vectors[row], -1)
        nearest = lines[int(theirs.argmax())][1]
        other = base.entries[ids[rival]]
        advice = (
            f"“{line.text}” is nearer to {ids[rival]} ({nearness[row, rival]:.2f}) than to the other examples here "
            f"({own[row]:.2f}); compare {shown(other.path)}:{nearest.line}, and give it to one of the two."
        )
        problems.append(Problem(base.entries[id_].path, line.line, advice, warning=True))
    return problems


def _block(vectors: Matrix, owners: npt.NDArray[np.intp], articles: int, start: int) -> Matrix:
    """Return how near some lines, from `start` on, are to each article; a line is not near to itself."""
    likeness: Matrix = vectors[start : start + BLOCK] @ vectors.T
    places = np.arange(len(likeness))
    likeness[places, start + places] = -1
    return np.stack([_nearness(likeness[:, owners == number]) for number in range(articles)], axis=1)


def _nearness(likeness: Matrix) -> npt.NDArray[np.float32]:
    """Return for each line the mean of its greatest likenesses to the lines of one article."""
    count = min(NEAREST, likeness.shape[1])
    if not count:
        return np.full(len(likeness), -1, dtype=np.float32)
    mean: npt.NDArray[np.float32] = np.partition(likeness, -count, axis=1)[:, -count:].mean(axis=1)
    return mean
