"""Cuts the council's documents into passages, and knows which section each comes from. Searches nothing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from contracts.articles import Article

# What a council's search product would do unless told otherwise: words of a passage, and words that two share.
WORDS, OVERLAP = 200, 50
MAP = Path("docs/coverage.md")
ROW = re.compile(r"^\| (?P<section>.+?) \| .+? \|$", re.MULTILINE)
TAG = re.compile(r"<[^>]+>")
# National guidance is no document of the council.
NATIONAL = "(national "


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of text, and what it may be the answer to: sections of a document, or an article."""

    text: str
    about: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Document:
    """A source document: its title as articles cite it, its lines, and the line at which each section begins."""

    title: str
    lines: list[str]
    sections: dict[str, int]


def read_documents(seeds: Path, coverage: str) -> list[Document]:
    """Return the documents; the sections of each are those of docs/coverage.md, found in its text."""
    chapters = sections_of(coverage)
    texts = [TAG.sub("", path.read_text(encoding="utf-8")).splitlines() for path in sorted(seeds.glob("0*.txt"))]
    documents = []
    for title, sections in chapters.items():
        # A title is that of the text which holds the most of its sections.
        lines = max(texts, key=lambda text: sum(section in _joined(text) for section in map(plain, sections)))
        documents.append(Document(title, lines, starts_of(sections, lines)))
    return documents


def sections_of(coverage: str) -> dict[str, list[str]]:
    """Return each document's sections, in reading order."""
    parts = re.split(r"^## ", coverage, flags=re.MULTILINE)[1:]
    rows = {part.split("\n", 1)[0].strip(): ROW.findall(part) for part in parts}
    return {title: [name for name in names if name not in {"section", "---"}] for title, names in rows.items()}


def starts_of(sections: list[str], lines: list[str]) -> dict[str, int]:
    """Return the line of each section's heading; from the last to the first, so that a list of contents is passed by.

    A heading that is broken over lines, or stands in a table, is found by its first words; else it has no line.
    """
    heads = [plain(line) for line in lines]
    found: dict[str, int] = {}
    end = len(lines)
    for section in reversed(sections):
        start = _last(plain(section), heads[:end])
        if start is not None:
            found[section] = end = start
    return dict(reversed(found.items()))


def passages_of(document: Document) -> list[Passage]:
    """Return the passages; each is about every section that it touches."""
    words = [(word, number) for number, line in enumerate(document.lines) for word in line.split()]
    starts = sorted(document.sections.items(), key=lambda pair: pair[1])
    ends = [start for _, start in starts[1:]] + [len(document.lines)]
    passages = []
    for first in range(0, max(1, len(words) - OVERLAP), WORDS - OVERLAP):
        chosen = words[first : first + WORDS]
        low, high = chosen[0][1], chosen[-1][1]
        touched = {name for (name, start), end in zip(starts, ends, strict=True) if start <= high and low < end}
        text = " ".join(word for word, _ in chosen)
        passages.append(Passage(text, frozenset((document.title, plain(name)) for name in touched)))
    return passages


def article_passages(articles: Iterable[Article]) -> list[Passage]:
    """Return the bodies of articles as passages: the answer, and each section, with the title."""
    return [
        Passage(f"{article.title}. {text}", frozenset({("article", article.id)}))
        for article in articles
        for text in (article.answer, *article.sections.values())
    ]


def wanted_sections(article: Article, documents: list[Document]) -> frozenset[tuple[str, str]]:
    """Return the sections of the documents that an article cites; a section counts with those that its name begins."""
    found = set()
    for source in article.sources:
        cited = plain(source.section)
        for document in documents:
            names = [plain(name) for name in document.sections] if document.title == source.document else []
            found |= {(document.title, name) for name in names if name.startswith(cited) or cited.startswith(name)}
    return frozenset(found)


def plain(text: str) -> str:
    """Return the words of a text as they are compared: small letters and digits, single spaces."""
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()


def _joined(lines: list[str]) -> str:
    return plain("\n".join(lines))


def _last(section: str, heads: list[str]) -> int | None:
    def same(head: str) -> bool:
        return head == section

    def begins(head: str) -> bool:
        return head.startswith(section) or (len(head.split()) > 2 and section.startswith(head))

    def holds(head: str) -> bool:
        return section in head

    for fits in (same, begins, holds):
        for number in range(len(heads) - 1, -1, -1):
            if heads[number] and fits(heads[number]):
                return number
    return None
