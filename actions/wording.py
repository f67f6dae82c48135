"""Puts an article into a reply: what is said, and the choices that go on from it. Knows no Rasa."""

from collections.abc import Mapping
from typing import Any

from contracts.articles import Article
from contracts.outcomes import Outcome

# An answer leads on to at most this many other articles.
RELATED = 2
# The section for those to whom somebody reports.
FOR_MANAGERS = "managers"
# When the same article is the answer twice running, it is said with one of these in front.
AGAIN = ("Here it is again.", "To say it once more:")
PERSON = {"title": "Talk to a person", "payload": "Talk to a person"}
NONE_OF_THESE = {"title": "None of these", "payload": "None of these"}
CAN_DO = {"title": "What can you do?", "payload": "What can you do?"}


def answer_text(article: Article, aspects: tuple[str, ...], repeats: int, *, to_manager: bool = False) -> str:
    """Return the short answer, with the first section that the question asked for; a manager also hears theirs."""
    asked = next((aspect for aspect in aspects if aspect in article.sections), None)
    parts = [article.answer, article.sections[asked]] if asked else [article.answer]
    if to_manager and asked != FOR_MANAGERS and FOR_MANAGERS in article.sections:
        parts.append(f"**For managers:** {article.sections[FOR_MANAGERS]}")
    return once_more("\n\n".join(parts), repeats)


def once_more(text: str, repeats: int) -> str:
    """Return the text so that it is not said in the very same words as the last time."""
    return f"{AGAIN[(repeats - 1) % len(AGAIN)]}\n\n{text}" if repeats else text


def reply_data(article: Article, outcome: Outcome) -> dict[str, Any]:
    """Return what a reply carries beside its text."""
    reference = article.reference
    sources = [{"document": source.document, "section": source.section} for source in reference.sources]
    return {
        "outcome": outcome.value,
        "article": {
            "id": reference.id,
            "title": reference.title,
            "owner": reference.owner,
            "reviewed_on": reference.reviewed_on,
            "sources": sources,
        },
    }


def outcome_of(article: Article) -> Outcome:
    """A gap entry says who to ask: that is no answer, and is counted as none."""
    return Outcome.UNANSWERED if article.kind == "gap" else Outcome.ANSWERED


def choices_after(article: Article, articles: Mapping[str, Article]) -> list[dict[str, str]]:
    """Return the buttons under an answer: what can be done, related articles; a person where there is no answer."""
    offered = [{"title": offer, "payload": offer} for offer in article.offers]
    if article.kind == "gap":
        return [*offered, PERSON]
    return [*offered, *(title_button(articles[other]) for other in article.related[:RELATED] if other in articles)]


def title_button(article: Article) -> dict[str, str]:
    """Return a button that asks for an article: it says the article's title, which is always understood."""
    return {"title": article.title, "payload": article.title}
