"""Articles as the tests need them: two about benefits, one gap entry, each changeable."""

from datetime import date
from typing import Any

from contracts.articles import Article
from contracts.replies import Source

ASK_PERSONNEL = "your line manager, or Personnel"


def make_article(article_id: str, **changes: Any) -> Article:
    values: dict[str, Any] = {
        "id": article_id,
        "topic": "wellbeing",
        "kind": "article",
        "title": article_id.replace("-", " ").capitalize(),
        "owner": "Wellbeing team",
        "contact": ASK_PERSONNEL,
        "audience": ("everyone",),
        "sources": (Source("Health Plan 2026", "Offers"),),
        "reviewed_on": date(2026, 3, 2),
        "review_every_months": 12,
        "names": (),
        "related": (),
        "offers": (),
        "follow_ups": {},
        "examples": (),
        "answer": f"The short answer on {article_id}.",
        "sections": {},
    }
    return Article(**{**values, **changes})


def make_articles() -> dict[str, Article]:
    articles = (
        make_article(
            "eye-tests",
            related=("bikes", "walks", "choir"),
            sections={"who": "The optician runs it.", "cost": "It is free."},
            follow_ups={"managers": "walks"},
        ),
        make_article("bikes"),
        make_article("walks", sections={"who": "The walking group runs them."}),
        make_article("choir"),
        make_article("one-to-ones", sections={"who": "Your manager.", "managers": "Hold one a month."}),
        make_article("supervision", audience=("children's social care",)),
        make_article("pay-day", topic="personnel-pay", kind="gap", sources=()),
        make_article("mileage", topic="personnel-pay", kind="gap", sources=()),
    )
    return {article.id: article for article in articles}
