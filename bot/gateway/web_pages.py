"""The pages that people see: the chat, and the topics to browse. Knows not who is looking."""

import asyncio
import datetime
from pathlib import Path
from typing import Any

from fastapi import APIRouter
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.staticfiles import StaticFiles

from bot.gateway.errors import NotFoundError
from bot.gateway.library import Library

HERE = Path(__file__).parent


class Pages:
    """Renders the templates; everything that is not HTML already is escaped."""

    def __init__(self, **values: Any) -> None:
        """Give these values to every template."""
        self._environment = Environment(
            loader=FileSystemLoader(HERE / "pages"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters["day"] = format_day
        self._environment.globals.update(values)

    def render(self, name: str, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page."""
        return HTMLResponse(self._environment.get_template(name).render(**values), status)


def page_routes(pages: Pages, library: Library) -> APIRouter:
    """Return the routes of the pages."""
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/")
    async def chat() -> HTMLResponse:
        """Show the chat."""
        return pages.render("chat.html")

    @router.get("/topics")
    async def topics() -> HTMLResponse:
        """List the topics."""
        return pages.render("topics.html", topics=await asyncio.to_thread(library.topics))

    @router.get("/topics/{slug}")
    async def topic(slug: str) -> HTMLResponse:
        """List the articles of a topic."""
        found = await asyncio.to_thread(library.topic, slug)
        if found is None:
            raise NotFoundError
        return pages.render("topic.html", topic=found)

    @router.get("/articles/{article_id}")
    async def article(article_id: str) -> HTMLResponse:
        """Show an article."""
        page = await asyncio.to_thread(library.page, article_id)
        if page is None:
            raise NotFoundError
        return pages.render("article.html", page=page)

    return router


def notice_routes(pages: Pages) -> APIRouter:
    """Return the routes of what the Teams app leads to: what is kept of whom, and on what terms it is used."""
    router = APIRouter(default_response_class=HTMLResponse)

    @router.get("/privacy")
    async def privacy() -> HTMLResponse:
        """Say what is kept of whom."""
        return pages.render("privacy.html")

    @router.get("/terms")
    async def terms() -> HTMLResponse:
        """Say on what terms the assistant is used."""
        return pages.render("terms.html")

    return router


def static_files() -> StaticFiles:
    """Return the style sheet, the script and the pictures."""
    return StaticFiles(directory=HERE / "web")


def format_day(day: datetime.date) -> str:
    """Return a date as people write it: 3 May 2026."""
    return f"{day.day} {day:%B %Y}"
