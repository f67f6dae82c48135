"""The bench's passage search: which passages are right, and what the search returns."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest

from contracts.articles import read_articles
from tools.bench.passages import (
    MAP,
    OVERLAP,
    WORDS,
    Document,
    Passage,
    passages_of,
    plain,
    read_documents,
    sections_of,
    starts_of,
    wanted_sections,
)
from tools.bench.search import HybridSearch, ranks, shares_found
from tools.paths import ROOT

SEEDS = ROOT.parent / "shared" / "seeds"
TITLE = "Workforce Plan 2022–2026"
LINES = ["Contents", "Pay ..... 2", "Leave ..... 3", "", "# **Pay**", "word " * 150, "## Leave", "other " * 400]


def document() -> Document:
    return Document(TITLE, LINES, starts_of(["Pay", "Leave"], LINES))


def by_letters(texts: Sequence[str]) -> npt.NDArray[np.float32]:
    """Encode texts by their letters: the real encoder has tests of its own."""
    rows = [[text.casefold().count(letter) for letter in "abcdefghijklmnopqrstuvwxyz"] for text in texts]
    vectors = np.array(rows, dtype=np.float32) + 0.01
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def test_a_section_begins_at_its_heading_and_not_in_the_list_of_contents() -> None:
    assert document().sections == {"Pay": 4, "Leave": 6}


def test_a_section_that_is_not_there_has_no_beginning() -> None:
    assert starts_of(["Pensions"], LINES) == {}


def test_a_passage_is_about_every_section_that_it_touches() -> None:
    first, *_, last = passages_of(document())
    assert {name for _, name in first.about} == {"pay", "leave"}
    assert {name for _, name in last.about} == {"leave"}


def test_passages_are_of_the_usual_size_and_share_words() -> None:
    words = [passage.text.split() for passage in passages_of(document())]
    assert all(len(one) <= WORDS for one in words)
    assert words[0][-OVERLAP:] == words[1][:OVERLAP]


def test_the_map_of_sections_is_read_in_order() -> None:
    page = "# Coverage\n\n## A plan\n\n| section | articles |\n|---|---|\n| One | pay |\n| Two | none: a picture |\n"
    assert sections_of(page) == {"A plan": ["One", "Two"]}


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the source documents are not beside this checkout")
def test_nearly_every_article_cites_a_section_that_is_found_in_its_document() -> None:
    documents = read_documents(SEEDS, (ROOT / MAP).read_text(encoding="utf-8"))
    articles = [article for article in read_articles(ROOT / "knowledge").values() if article.sources]
    of_council = [a for a in articles if any("(national " not in source.document for source in a.sources)]
    assert [article.id for article in of_council if not wanted_sections(article, documents)] == []
    for one in documents:
        assert list(one.sections.values()) == sorted(one.sections.values()), one.title


def test_the_place_of_a_score_counts_from_one_and_equals_share_the_last() -> None:
    assert ranks(np.array([0.5, 0.9, 0.0, 0.0])).tolist() == [2, 1, 4, 4]


def passage(text: str) -> Passage:
    return Passage(text, frozenset({("article", plain(text).split()[0])}))


@pytest.fixture
def search() -> HybridSearch:
    texts = ["payroll pays wages each month", "leave means days off in a year", "zumba classes jazz quiz"]
    return HybridSearch([passage(text) for text in texts], by_letters)


def test_the_passage_that_shares_the_words_comes_first(search: HybridSearch) -> None:
    assert search.best("wages each month")[0].text.startswith("payroll")


def test_a_search_always_returns_something(search: HybridSearch) -> None:
    assert len(search.best("???")) == 3


def test_the_first_and_the_first_five_are_counted(search: HybridSearch) -> None:
    wanted = [
        ("wages each month", frozenset({("article", "payroll")})),
        ("days off", frozenset({("article", "zumba")})),
    ]
    assert shares_found(search, wanted) == {"questions": 2, "first": 0.5, "first_five": 1.0}
