"""Pages: what can be browsed, what is shown when an article is due, and what a browser may do."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.gateway.library import Library, add_months
from contracts.security_headers import HEADERS
from tests.gateway.conftest import ROOT, GatewayClient

ARTICLE = """---
title: What a <PDR> is
kind: article
owner: People & Pay
contact: your line manager
audience: [everyone]
sources: [{document: "Plan 2024", section: "Our Workforce"}]
reviewed_on: 2025-01-31
review_every_months: 12
related: [missing]
examples: [a]
---
A **talk**. <script>alert(1)</script>

## When
In May.
"""


@pytest.fixture
def knowledge(tmp_path: Path) -> Path:
    (tmp_path / "pdr").mkdir()
    (tmp_path / "pdr/pdr-what.md").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "pdr/broken.md").write_text("no front matter", encoding="utf-8")
    gap = ARTICLE.replace("kind: article", "kind: gap").replace("What a <PDR> is", "Pay day")
    (tmp_path / "pdr/gap.md").write_text(gap, encoding="utf-8")
    topics = [
        {"slug": "pdr", "title": "Your PDR", "summary": "A talk"},
        {"slug": "x", "title": "X", "summary": "x"},
    ]
    (tmp_path / "topics.yml").write_text(yaml.safe_dump(topics), encoding="utf-8")
    return tmp_path


def library(directory: Path, today: str = "2026-01-31") -> Library:
    return Library(directory, lambda: datetime.date.fromisoformat(today))


def test_a_broken_file_takes_no_other_article_away(knowledge: Path) -> None:
    topics = library(knowledge).topics()
    assert [(topic.slug, [article.id for article in topic.articles]) for topic in topics] == [("pdr", ["pdr-what"])]


def test_an_article_that_was_changed_is_read_again(knowledge: Path) -> None:
    shelf = library(knowledge)
    shelf.topics()
    (knowledge / "pdr/pdr-what.md").write_text(ARTICLE.replace("<PDR>", "review"), encoding="utf-8")
    assert shelf.topics()[0].articles[0].title == "What a review is"


@pytest.mark.parametrize(("today", "overdue"), [("2026-01-31", False), ("2026-02-01", True)])
def test_an_article_is_overdue_the_day_after_its_review(today: str, overdue: bool, knowledge: Path) -> None:
    page = library(knowledge, today).page("pdr-what")
    assert page is not None
    assert page.overdue is overdue


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [("2026-01-31", 1, "2026-02-28"), ("2026-11-30", 3, "2027-02-28"), ("2026-06-15", 6, "2026-12-15")],
)
def test_months_are_added_as_people_count_them(day: str, months: int, later: str) -> None:
    assert add_months(datetime.date.fromisoformat(day), months) == datetime.date.fromisoformat(later)


async def test_an_article_is_shown_with_all_it_says_about_itself(
    knowledge: Path, open_gateway: Callable[..., Any]
) -> None:
    gateway = await open_gateway(knowledge_dir=knowledge)
    page = (await gateway.get("/articles/pdr-what")).text
    for text in (
        "What a &lt;PDR&gt; is",
        "People &amp; Pay",
        "31 January 2025",
        "Plan 2024: Our Workforce",
        "When",
    ):
        assert text in page
    assert "<strong>talk</strong>" in page
    assert "due for review" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("path", ["/articles/nothing", "/topics/nothing", "/nothing", "/static/nothing.js"])
async def test_a_missing_page_says_so(path: str, gateway: GatewayClient) -> None:
    answer = await gateway.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "Page not found" in answer.text


async def test_every_article_of_the_knowledge_base_has_a_page(gateway: GatewayClient) -> None:
    shelf = Library(ROOT / "knowledge", datetime.date.today)
    ids = [article.id for topic in shelf.topics() for article in topic.articles]
    codes = {article: (await gateway.get(f"/articles/{article}")).status_code for article in ids}
    assert len(ids) >= 40
    assert set(codes.values()) == {200}


@pytest.mark.parametrize("path", ["/", "/topics", "/api/people", "/static/app.js", "/nothing", "/health/live"])
async def test_every_response_carries_the_security_headers(path: str, gateway: GatewayClient) -> None:
    answer = await gateway.get(path)
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] in ("no-store", "no-cache")
    assert "set-cookie" not in answer.headers


async def test_https_is_demanded_outside_development(open_gateway: Callable[..., Any]) -> None:
    entra = {f"entra_{name}": "x" for name in ("tenant_id", "gateway_app_id", "api_app_id", "client_id")}
    gateway = await open_gateway(
        person=None,
        environment="production",
        messages_per_minute=15,
        entra_client_secret="long enough",
        **entra,
    )
    assert "max-age" in (await gateway.get("/")).headers["Strict-Transport-Security"]


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "bot/gateway/pages").glob("*.html")))
def test_a_template_holds_nothing_that_the_policy_forbids(name: str) -> None:
    text = (ROOT / "bot/gateway/pages" / name).read_text(encoding="utf-8")
    for forbidden in (" style=", " onclick=", "<style", "http://", "https://", "javascript:"):
        assert forbidden not in text
