"""Fits the article ranker by cross-validation on training lines only. Knows no Rasa."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from bot.nlu.encoder import Encoding, Vectors
from bot.nlu.knowledge_index import KnowledgeIndex
from bot.nlu.late_interaction import PieceMemory
from bot.nlu.linear import LinearModel
from bot.nlu.ranking import Memory, Ranker, Row, fit_weights, folds
from bot.nlu.reading import Clause

# An article in reply to a question about something else is worse than one more "did you mean".
OUT_OF_SCOPE, FOREIGN_COUNTS = "out_of_scope", 2


@dataclass(frozen=True, slots=True)
class TrainingLines:
    """All training lines; a label is an article's id or an intent's name."""

    clauses: list[Clause]
    encodings: list[Encoding]
    labels: npt.NDArray[np.str_]

    def rows(self, chosen: npt.NDArray[np.int64]) -> "TrainingLines":
        """Return some of the lines."""
        clauses, encodings = ([every[row] for row in chosen] for every in (self.clauses, self.encodings))
        return TrainingLines(clauses, encodings, self.labels[chosen])

    def vectors(self) -> Vectors:
        """Return their vectors, of shape (lines, 384)."""
        return np.stack([encoding.vector for encoding in self.encodings])


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One left-out line with its candidates: what was meant, the ids, their signals."""

    meant: str
    ids: list[str]
    signals: Row


def fit_selector(
    lines: TrainingLines, index: KnowledgeIndex, strength: float, count: int
) -> tuple[Ranker, LinearModel]:
    """Return the ranker fitted on all lines, and the weights of its signals fitted on left-out ones."""
    _, left_out = leave_out(lines, index, strength, count)
    signals = np.vstack([line.signals for line in left_out])
    right = np.array([candidate == line.meant for line in left_out for candidate in line.ids])
    counts = np.array([FOREIGN_COUNTS if line.meant == OUT_OF_SCOPE else 1 for line in left_out for _ in line.ids])
    return _fit_ranker(lines, index, strength), fit_weights(signals, right, counts)


def leave_out(lines: TrainingLines, index: KnowledgeIndex, strength: float, count: int) -> tuple[Ranker, list[LeftOut]]:
    """Return a ranker that was fitted without the first of `count` folds, and the lines of that fold as it sees them.

    A few weights need no more lines than that, and a ranker fitted on nearly all lines is most like the final one.
    """
    articles = frozenset(str(article) for article in np.unique(index.bodies.articles))
    training, left = next(folds(lines.labels, count))
    ranker = _fit_ranker(lines.rows(training), index, strength)
    seen = []
    # The products for one line are too small to share among threads, which would wait more than they work.
    with threadpool_limits(1):
        for row in left:
            ids, signals = ranker.candidates(lines.clauses[row], lines.encodings[row], articles)
            seen.append(LeftOut(str(lines.labels[row]), ids, signals))
    return ranker, seen


def _fit_ranker(lines: TrainingLines, index: KnowledgeIndex, strength: float) -> Ranker:
    """The classifier learns the bodies' sentences too; the nearest examples are those of articles only."""
    articles = np.unique(index.bodies.articles)
    vectors = lines.vectors()
    labels = np.concatenate([lines.labels, index.bodies.articles])
    classifier = LinearModel.fit_in_batches(np.vstack([vectors, index.bodies.vectors.single()]), labels, strength)
    owners = np.where(np.isin(lines.labels, articles), lines.labels, "")
    pieces = PieceMemory.of(lines.encodings, owners)
    return Ranker(classifier, Memory.of(vectors, owners), pieces, index.bodies, index.passages)
