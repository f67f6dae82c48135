"""Where the council stands: on a page with charts and tables, as a file, and as a report of a month to print."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.acts import reading
from api.console.charts import Bar, draw_narrow, draw_wide
from api.console.exports import write_csv
from api.console.parts import CurrentParts, Parts
from api.console.standing.sections import Section, sections_of
from api.console.visitors import CurrentVisitor, Visitor
from api.errors import NotFoundError
from api.fields import Words
from api.pdr.rules import read_rules
from api.standing.service import Council, show_council

router = APIRouter()

MonthName = Annotated[str | None, Query(pattern=r"^20\d\d-(0[1-9]|1[0-2])$")]
COLUMNS = ("month", "subject", "service", "required", "done", "away", "share_percent", "target_percent", "more_needed")


@router.get("/standing")
def show(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, service: Annotated[Words, Query()] = ""
) -> Response:
    """Show both subjects today, by service, and over the last year for one service or for all."""
    council = _read(parts, visitor)
    month = council.months[-1][0]
    sections = sections_of(council, month, service)
    values = {
        "sections": sections,
        "drawings": {section.subject: _draw(section, council.target) for section in sections},
        "target": council.target,
        "service": service,
        "services": sorted({figure.service for figure in council.now}),
        "month": f"{month:%Y-%m}",
        "is_draft": read_rules().status == "draft",
    }
    return parts.pages.render(request, "standing/figures.html", values)


@router.get("/standing/report")
def show_report(request: Request, parts: CurrentParts, visitor: CurrentVisitor, month: MonthName = None) -> Response:
    """Show the report of a month for the leadership team, to print; the newest when none is named."""
    council = _read(parts, visitor)
    chosen = _choose(council, month)
    choices = [(f"{one:%Y-%m}", f"{one:%B %Y}") for one, _ in reversed(council.months)]
    values = {
        "sections": sections_of(council, chosen),
        "target": council.target,
        "title": f"{chosen:%B %Y}",
        "chosen": f"{chosen:%Y-%m}",
        "choices": choices,
        "is_running": chosen == council.months[-1][0],
    }
    return parts.pages.render(request, "standing/report.html", values)


@router.get("/standing/export")
def export(parts: CurrentParts, visitor: CurrentVisitor, month: MonthName = None) -> Response:
    """Return every figure of a month."""
    council = _read(parts, visitor)
    chosen = _choose(council, month)
    rows = []
    for section in sections_of(council, chosen):
        for line in [*section.lines, section.total]:
            one = line.figure
            counts = (one.required, one.done, one.away, one.percent, council.target, line.missing)
            rows.append((f"{chosen:%Y-%m}", section.title, one.service, *counts))
    return write_csv(f"standing-{chosen:%Y-%m}", COLUMNS, rows)


def _read(parts: Parts, visitor: Visitor) -> Council:
    with reading(parts.context, visitor.caller) as act:
        return show_council(act)


def _choose(council: Council, name: str | None) -> date:
    """Return the month that is named, or the newest. Raises NotFoundError for one without figures."""
    months = [month for month, _ in council.months]
    if name is None:
        return months[-1]
    chosen = date.fromisoformat(f"{name}-01")
    if chosen not in months:
        raise NotFoundError
    return chosen


def _draw(section: Section, target: int) -> dict[str, object]:
    services = [Bar(line.figure.service, line.figure.percent) for line in section.lines]
    months = [Bar(f"{month:%B %Y}", figure.percent) for month, figure in section.months]
    return {
        "wide": draw_wide(services, target),
        "narrow": draw_narrow(services, target),
        "months_wide": draw_wide(months, target),
        "months_narrow": draw_narrow(months, target),
    }
