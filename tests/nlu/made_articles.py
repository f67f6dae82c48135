"""Makes small articles for tests."""

from datetime import date
from typing import Any

from contracts.articles import Article


def make_article(article_id: str, **changes: Any) -> Article:
    """Return an article that says little; `changes` are its fields."""
    values: dict[str, Any] = {
        "topic": "made",
        "kind": "article",
        "title": f"About {article_id}",
        "owner": "Personnel",
        "contact": "Personnel",
        "audience": ("everyone",),
        "sources": (),
        "reviewed_on": date(2026, 11, 23),
        "review_every_months": 12,
        "names": (),
        "related": (),
        "offers": (),
        "follow_ups": {},
        "examples": (),
        "answer": f"This is about {article_id}.",
        "sections": {},
    }
    return Article(id=article_id, **{**values, **changes})
