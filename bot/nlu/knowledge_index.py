"""The knowledge base as the ranker sees it: sentence vectors of the bodies, and passages. Knows no Rasa."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.nlu.byte_rows import ByteRows
from bot.nlu.known_vectors import KnownVectors
from bot.nlu.language import build_language
from bot.nlu.late_interaction import PieceMemory
from bot.nlu.linear import LinearModel
from bot.nlu.passages import Passage, PassageSearch
from bot.nlu.ranking import Memory, Ranker
from bot.nlu.reading import lemmas_of
from contracts.articles import Article

SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n")
# A shorter line ("For example:") says nothing of its own.
SHORTEST_SENTENCE = 4


@dataclass(frozen=True, slots=True)
class KnowledgeIndex:
    """The bodies' sentences as vectors, and the passages."""

    bodies: Memory
    passages: PassageSearch


def build_index(articles: Iterable[Article], known_vectors: KnownVectors) -> KnowledgeIndex:
    """Return the index of these articles."""
    known = list(articles)
    lines = [(article.id, f"{article.title}: {sentence}") for article in known for sentence in sentences_of(article)]
    language = build_language(known)
    passages = [
        Passage(article.id, lemmas_of(language(f"{article.title}. {text}")))
        for article in known
        for text in (article.answer, *article.sections.values())
    ]
    vectors = known_vectors.encode([text for _, text in lines])
    return KnowledgeIndex(Memory.of(vectors, np.array([article for article, _ in lines])), PassageSearch(passages))


def sentences_of(article: Article) -> list[str]:
    """Return the sentences of an article's answer and sections, without Markdown."""
    texts = (article.answer, *article.sections.values())
    parts = [part.strip("-* \t") for text in texts for part in SENTENCE_END.split(text.replace("**", ""))]
    return [part for part in parts if len(part.split()) >= SHORTEST_SENTENCE]


def write_index(directory: Path, ranker: Ranker) -> None:
    """Write all that the ranker knows; arrays and JSON only."""
    ranker.classifier.save(directory / "articles.npz")
    ranker.pieces.save(directory / "pieces.npz")
    for name, memory in (("examples", ranker.examples), ("bodies", ranker.bodies)):
        np.savez(directory / f"{name}.npz", **memory.vectors.arrays("vectors"), articles=memory.articles)
    passages = [[passage.article, list(passage.lemmas)] for passage in ranker.passages.passages]
    (directory / "passages.json").write_text(json.dumps(passages, ensure_ascii=False), encoding="utf-8")


def read_index(directory: Path) -> Ranker:
    """Read what `write_index` wrote."""
    passages = json.loads((directory / "passages.json").read_text(encoding="utf-8"))
    return Ranker(
        LinearModel.load(directory / "articles.npz"),
        _read_memory(directory / "examples.npz"),
        PieceMemory.load(directory / "pieces.npz"),
        _read_memory(directory / "bodies.npz"),
        PassageSearch([Passage(article, tuple(lemmas)) for article, lemmas in passages]),
    )


def _read_memory(path: Path) -> Memory:
    with np.load(path, allow_pickle=False) as stored:
        return Memory(ByteRows.stored(stored, "vectors"), stored["articles"])
