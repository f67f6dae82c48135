"""The map from the source documents to the articles is whole: docs/coverage.md."""

import re

import pytest
import yaml

from contracts.articles import Article, read_articles
from tests.source_files import ROOT

MAP = ROOT / "docs/coverage.md"
SEEDS = ROOT.parent / "shared" / "seeds"
ROW = re.compile(r"^\| (?P<section>.+?) \| (?P<cell>.+?) \|$", re.MULTILINE)
NONE = "none: "
TAG = re.compile(r"<[^>]+>")
# National guidance is no document of the council.
OUTSIDE = "(national "


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.casefold()).strip()


def rows_of(page: str) -> dict[str, dict[str, str]]:
    """Return for each document its sections with their cells."""
    parts = re.split(r"^## ", page, flags=re.MULTILINE)[1:]
    chapters = {part.split("\n", 1)[0].strip(): ROW.findall(part) for part in parts}
    return {
        name: {section: cell for section, cell in rows if section not in {"section", "---"}}
        for name, rows in chapters.items()
    }


COVERAGE = rows_of(MAP.read_text(encoding="utf-8"))
ARTICLES = read_articles(ROOT / "knowledge")
CELLS = [(document, section, cell) for document, rows in COVERAGE.items() for section, cell in rows.items()]


def ids_in(cell: str) -> list[str]:
    return [] if cell.startswith(NONE) else [article.strip() for article in cell.split(",")]


def test_every_council_document_is_mapped() -> None:
    documents = yaml.safe_load((ROOT / "knowledge/documents.yml").read_text(encoding="utf-8"))
    assert set(COVERAGE) == {entry["title"] for entry in documents if OUTSIDE not in entry["title"]}


@pytest.mark.parametrize(("document", "section", "cell"), CELLS)
def test_a_section_names_articles_that_exist_or_says_why_there_is_none(document: str, section: str, cell: str) -> None:
    assert len(cell) > len(NONE)
    assert set(ids_in(cell)) <= set(ARTICLES)


@pytest.mark.parametrize("article", ARTICLES.values(), ids=lambda article: article.id)
def test_what_an_article_cites_is_on_the_map(article: Article) -> None:
    for source in article.sources:
        if OUTSIDE in source.document:
            continue
        wanted = plain(source.section)
        held = {
            found
            for section, cell in COVERAGE[source.document].items()
            if plain(section).startswith(wanted) or wanted.startswith(plain(section))
            for found in ids_in(cell)
        }
        assert article.id in held, source


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the source documents are not beside this checkout")
@pytest.mark.parametrize("document", COVERAGE)
def test_every_section_on_the_map_stands_in_the_document(document: str) -> None:
    texts = [plain(TAG.sub("", path.read_text(encoding="utf-8"))) for path in sorted(SEEDS.glob("0*.txt"))]
    missing = {min(sum(plain(section) not in text for section in COVERAGE[document]) for text in texts)}
    assert missing == {0}
