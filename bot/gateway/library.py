"""The knowledge base, to browse instead of asking. Reads files; knows not how answers are chosen."""

import calendar
import datetime
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import structlog

from bot.gateway.rendering import render_markdown
from contracts.articles import ASPECTS, Article, ArticleError, read_article
from contracts.yaml_files import read_yaml

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Topic:
    """A folder of articles."""

    slug: str
    title: str
    summary: str
    articles: tuple[Article, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """An article as it is shown. `sections` are headings and HTML."""

    article: Article
    topic: Topic
    answer: str
    sections: tuple[tuple[str, str], ...]
    related: tuple[Article, ...]
    review_due_on: datetime.date
    overdue: bool


class Library:
    """Topics and articles, read again when a file has changed."""

    def __init__(self, directory: Path, today: Callable[[], datetime.date]) -> None:
        """Read from this directory, when first asked."""
        self._directory, self._today = directory, today
        self._lock = threading.Lock()
        self._state: tuple[tuple[str, int], ...] = ()
        self._topics: dict[str, Topic] = {}

    def topics(self) -> list[Topic]:
        """Return the topics that have articles, in the order of `topics.yml`. Blocks while files are read."""
        return list(self._read().values())

    def topic(self, slug: str) -> Topic | None:
        """Return one topic, or None."""
        return self._read().get(slug)

    def page(self, article_id: str) -> Page | None:
        """Return one article, ready to show, or None."""
        topics = self._read()
        articles = {article.id: (article, topic) for topic in topics.values() for article in topic.articles}
        if article_id not in articles:
            return None
        article, topic = articles[article_id]
        due = add_months(article.reviewed_on, article.review_every_months)
        headings = {aspect: heading for heading, aspect in ASPECTS.items()}
        return Page(
            article,
            topic,
            render_markdown(article.answer),
            tuple((headings[aspect], render_markdown(text)) for aspect, text in article.sections.items()),
            tuple(articles[other][0] for other in article.related if other in articles),
            due,
            due < self._today(),
        )

    def _read(self) -> dict[str, Topic]:
        files = sorted(self._directory.glob("*/*.md"))
        state = tuple((str(path), path.stat().st_mtime_ns) for path in files)
        with self._lock:
            if state != self._state:
                self._topics, self._state = self._group(list(_articles(files))), state
            return self._topics

    def _group(self, articles: list[Article]) -> dict[str, Topic]:
        path = self._directory / "topics.yml"
        entries = read_yaml(path)
        topics: dict[str, Topic] = {}
        for entry in entries:
            own = sorted((a for a in articles if a.topic == entry["slug"] and a.kind == "article"), key=_by_title)
            if own:
                topics[entry["slug"]] = Topic(entry["slug"], entry["title"], entry["summary"], tuple(own))
        return topics


def add_months(day: datetime.date, months: int) -> datetime.date:
    """Return the same day so many months later, or the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return datetime.date(year, month + 1, min(day.day, last))


def _articles(files: list[Path]) -> Iterator[Article]:
    for path in files:
        try:
            yield read_article(path)
        except ArticleError as error:
            # One file that an editor is in the middle of must not take the others away.
            log.warning("article_not_shown", place=f"{path.name}:{error.line}")


def _by_title(article: Article) -> str:
    return article.title.lower()
