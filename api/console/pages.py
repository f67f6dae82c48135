"""Renders the console's pages; everything that is not HTML already is escaped. Knows no subject."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from api.acts import LONDON
from api.console.notices import NOTICES
from api.training.bookings.announcements import describe_moment, describe_time


class Pages:
    """The templates. `version`: of the style sheet and the script, a part of their address. `council`: its name."""

    def __init__(self, version: str, council: str, new_id: Callable[[], str] = lambda: uuid.uuid4().hex) -> None:
        """Read no template yet."""
        self._environment = Environment(
            loader=FileSystemLoader(Path(__file__).parent / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters |= {
            "day": format_day,
            "moment": describe_moment,
            "hour": format_hour,
            "short": format_short,
            "weekday": format_weekday,
            "points": format_points,
        }
        self._environment.globals |= {"static": f"/static/{version}", "describe_time": describe_time}
        self._environment.globals["council"] = council
        self._new_id = new_id

    def render(
        self, request: Request, name: str, values: Mapping[str, Any] | None = None, status: int = 200
    ) -> HTMLResponse:
        """Return a page. `visitor` is None where nobody is signed in; `once` makes a form happen once."""
        visitor = getattr(request.state, "visitor", None)
        notice = NOTICES.get(request.query_params.get("done", ""))
        known = {"visitor": visitor, "path": request.url.path, "notice": notice, "once": self._new_id(), "form": None}
        return HTMLResponse(self._environment.get_template(name).render(known | dict(values or {})), status)


def format_day(day: date | datetime) -> str:
    """Return a day as people write it: 3 May 2026."""
    local = day.astimezone(LONDON) if isinstance(day, datetime) else day
    return f"{local.day} {local:%B %Y}"


def format_weekday(day: date) -> str:
    """Return a day with its weekday: Tuesday 2 March 2027."""
    return f"{day:%A} {format_day(day)}"


def format_hour(moment: datetime) -> str:
    """Return the time of the day in the council's own time: 09:30."""
    return f"{moment.astimezone(LONDON):%H:%M}"


def format_short(moment: datetime) -> str:
    """Return a day with its weekday in few letters: Tue 2 Mar 2027."""
    local = moment.astimezone(LONDON)
    return f"{local:%a} {local.day} {local:%b %Y}"


def format_points(change: float) -> str:
    """Return by how many points a share changed, with a real minus sign, which screen readers say."""
    return f"{change:+.1f}".replace("-", "\N{MINUS SIGN}")
