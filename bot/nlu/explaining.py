"""Tells why the trained model chose an article: what it read, what each signal says, which examples are near.

Changes nothing of how articles are chosen; it only looks at the parts that do.
"""

from dataclasses import asdict, dataclass, replace
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from bot.nlu.clause_vectors import ClauseVectors
from bot.nlu.components.component import trained
from bot.nlu.components.featurizer import SentenceFeaturizer
from bot.nlu.components.reader import Reader
from bot.nlu.components.selector import ArticleSelector
from bot.nlu.encoder import Vectors
from bot.nlu.importer import training_texts
from bot.nlu.known_vectors import KnownVectors
from bot.nlu.ranking import SIGNALS as COLUMNS
from bot.nlu.ranking import Ranker
from bot.nlu.reading import Clause, Reading, read
from bot.nlu.selection import Selector, at_most_one
from bot.nlu.settings import Settings
from contracts.articles import read_articles

SHOWN = 5
# Of the first two, which are compared, several near examples; of the others one.
COMPARED, NEAREST = 2, 3
# The columns of `Ranker.candidates`, gathered as an editor thinks of them. What is the same for all is left out.
SIGNALS = {
    "learned": (0, 1, 9),
    "examples": (2, 3, 11),
    "sentence": (4,),
    "words": (5, 10),
    "name": (6, 7),
    "pieces": tuple(range(12, COLUMNS)),
}
Row = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranked:
    """The candidates of one clause, best first; `pulls` has for each what its signals add up to, by kind."""

    clause: Clause
    ids: list[str]
    chances: list[float]
    pulls: list[dict[str, float]]


class Listening:
    """A ranker that writes down what it is asked and what it says, so that the reasons are those of the decision."""

    def __init__(self, ranker: Ranker) -> None:
        """Listen to this one."""
        self._ranker = ranker
        self.heard: list[tuple[Clause, list[str], Row]] = []

    def candidates(self, clause: Clause, *others: Any) -> tuple[list[str], Row]:
        """Return what the ranker returns."""
        ids, signals = self._ranker.candidates(clause, *others)
        self.heard.append((clause, ids, signals))
        return ids, signals


@dataclass(frozen=True, slots=True)
class Explainer:
    """The parts of a loaded model that choose an article."""

    reader: Reader
    featurizer: SentenceFeaturizer
    selector: Selector

    @classmethod
    def of(cls, agent: Any) -> "Explainer":
        """Take the parts out of Rasa's agent. Rasa has no public way to them, and 3.6 is its last."""
        nodes = agent.processor.graph_runner._instantiated_nodes.values()
        parts = {type(part): part for node in nodes if (part := node._component) is not None}
        return cls(parts[Reader], parts[SentenceFeaturizer], trained(parts[ArticleSelector].selector))

    def limits(self) -> dict[str, float]:
        """Return the limits of config.yml."""
        return asdict(self.selector.thresholds)

    def explain(self, text: str, selection: dict[str, Any]) -> dict[str, Any]:
        """Return the reasons for a selection, as JSON-ready values."""
        reading = read(text, trained(self.reader.language), trained(self.reader.spelling))
        vectors = ClauseVectors(trained(self.featurizer.encoder), tuple(clause.text for clause in reading.clauses))
        ranked = [self._ranked(*heard) for heard in self._listen(reading, vectors)]
        # Where nothing was said (figures, signs) there was nothing to rank.
        decided = _that_decided(ranked, selection) if ranked else Ranked(reading.clauses[0], [], [], [])
        best = decided.ids[:SHOWN]
        return {
            "read_as": decided.clause.text,
            "clauses": [clause.text for clause in reading.clauses[1:]],
            "named": list(decided.clause.topics),
            "ranking": [
                {"id": article, "confidence": round(chance, 4), "pulls": pulls}
                for article, chance, pulls in zip(best, decided.chances, decided.pulls, strict=False)
            ],
            "nearest": self._nearest(vectors.of(decided.clause.text).vector, best),
        }

    def _listen(self, reading: Reading, vectors: ClauseVectors) -> list[tuple[Clause, list[str], Row]]:
        """Let the message be decided once more, and return what the ranker said to each clause."""
        listening = Listening(self.selector.ranker)
        replace(self.selector, ranker=cast(Ranker, listening)).select(reading, vectors)
        if not listening.heard:
            # A title, word for word, is answered without any ranking; the reasons are those it would have had.
            replace(self.selector, ranker=cast(Ranker, listening), titles=_unlike(self.selector.titles)).select(
                reading, vectors
            )
        return listening.heard

    def _ranked(self, clause: Clause, ids: list[str], signals: Row) -> Ranked:
        chances = at_most_one(self.selector.weights.probabilities(signals)[:, 1])
        order = np.argsort(-chances, kind="stable")
        weights: Row = np.asarray(self.selector.weights.weights[1], dtype=np.float64)
        return Ranked(
            clause,
            [ids[number] for number in order],
            [float(chances[number]) for number in order],
            [_pulls(weights * signals[number]) for number in order],
        )

    def _nearest(self, vector: Vectors, articles: list[str]) -> list[dict[str, Any]]:
        """Return the nearest lines of these articles, as their files have them now."""
        settings = Settings.from_environment()
        known = read_articles(settings.knowledge_dir)
        lines = [(article, text) for article in articles if article in known for text in training_texts(known[article])]
        if not lines:
            return []
        # Only lines of articles are encoded here, never the question: what is encoded here is kept.
        likeness = KnownVectors.load(settings.encoder_dir).encode([text for _, text in lines]) @ vector
        found = [
            {"id": lines[row][0], "text": lines[row][1], "likeness": round(float(likeness[row]), 4)}
            for row in np.argsort(-likeness, kind="stable")
        ]
        shown = {article: NEAREST if place < COMPARED else 1 for place, article in enumerate(articles)}
        return [
            line for article in articles for line in [one for one in found if one["id"] == article][: shown[article]]
        ]


def _unlike(titles: dict[str, str]) -> dict[str, str]:
    """Return the same articles under titles that nobody types."""
    return {f"\0{title}": article for title, article in titles.items()}


def _pulls(weighed: Row) -> dict[str, float]:
    return {name: round(float(weighed[list(columns)].sum()), 3) for name, columns in SIGNALS.items() if columns}


def _that_decided(ranked: list[Ranked], selection: dict[str, Any]) -> Ranked:
    """Return the clause whose ranking the selection shows; a message of one clause has only that."""
    shown = [(entry["id"], entry["confidence"]) for entry in selection["ranking"][:1]]
    for one in ranked:
        if [(article, round(chance, 4)) for article, chance in zip(one.ids[:1], one.chances[:1], strict=True)] == shown:
            return one
    return ranked[0]
