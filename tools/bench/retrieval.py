"""Measures the passage search on the held-out questions: over the documents, and over the articles themselves."""

from pathlib import Path

from bot.nlu.encoder import Encoder
from contracts.articles import Article, read_articles
from tools.bench.passages import MAP, Document, article_passages, passages_of, read_documents, wanted_sections
from tools.bench.questions import Question, read_questions
from tools.bench.search import HybridSearch, Wanted, shares_found
from tools.paths import ROOT, var_directory
from tools.progress import Step

Figures = dict[str, float]


def measure_search(seeds: Path) -> dict[str, Figures]:
    """Return the shares of questions whose right passage comes first, or among the first five.

    Over the documents only those questions count whose article cites one of them.
    """
    articles = read_articles(ROOT / "knowledge")
    documents = read_documents(seeds, (ROOT / MAP).read_text(encoding="utf-8"))
    encode = Encoder.load(var_directory() / "encoder").encode
    questions = read_questions(ROOT / "tests", frozenset())
    held_out = [question for question in questions if question.kind == "held-out"]
    with Step("Searching the documents"):
        passages = [passage for document in documents for passage in passages_of(document)]
        search = HybridSearch(passages, encode)
        found = {"documents": _with_passages(search, _by_section(held_out, articles, documents))}
        for kind in ("gap", "outside"):
            asked = [question.text for question in questions if question.kind == kind]
            answered = sum(bool(search.best(text)) for text in asked)
            found[kind] = {"questions": len(asked), "answered": answered / len(asked)}
    with Step("Searching the articles"):
        search = HybridSearch(article_passages(articles.values()), encode)
        found["articles"] = _with_passages(search, [(question.text, _ids(question)) for question in held_out])
    return found


def _with_passages(search: HybridSearch, questions: list[tuple[str, Wanted]]) -> Figures:
    return {**shares_found(search, questions), "passages": len(search.passages)}


def _by_section(
    questions: list[Question], articles: dict[str, Article], documents: list[Document]
) -> list[tuple[str, Wanted]]:
    rows = []
    for question in questions:
        accepted = [articles[name] for name in question.accepted[0] if name in articles]
        rows.append(
            (question.text, frozenset[tuple[str, str]]().union(*(wanted_sections(a, documents) for a in accepted)))
        )
    return [(text, wanted) for text, wanted in rows if wanted]


def _ids(question: Question) -> Wanted:
    return frozenset(("article", article) for article in question.accepted[0])
