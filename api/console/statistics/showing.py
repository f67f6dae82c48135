"""The figures of a period beside those of the year before: on a page, as a file, and for the report. Rounds nothing."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.acts import noting
from api.console.exports import write_csv
from api.console.parts import CurrentParts, Parts
from api.console.statistics.drawing import Pair, draw_narrow, draw_wide
from api.console.statistics.figures import Line, Section, compare
from api.console.statistics.report import write_paragraph
from api.console.visitors import CurrentVisitor, Visitor
from api.referrals.rules import read_rules
from api.referrals.statistics.periods import Period
from api.referrals.statistics.service import show_statistics
from api.referrals.statistics.views import StatisticsView

router = APIRouter()

# Three years to choose from.
CHOICES = 18
PeriodName = Annotated[str | None, Query(pattern=r"^20(2[1-9]|[3-9]\d)-[1-6]$")]
COLUMNS = ("table", "line", "count", "share_percent", "count_year_before", "share_percent_year_before")
WITHHELD = "withheld"


@router.get("/statistics")
def show(request: Request, parts: CurrentParts, visitor: CurrentVisitor, period: PeriodName = None) -> Response:
    """Show the figures of two months, the newest that are over when none are named."""
    chosen, choices, view = _read(parts, visitor, period)
    sections = compare(view)
    drawings = {section.id: _draw(section) for section in sections}
    values = {"view": view, "sections": sections, "drawings": drawings, "chosen": chosen, "choices": choices}
    values["fewest"] = read_rules().fewest_for_waiting_times
    return parts.pages.render(request, "statistics/figures.html", values)


@router.get("/statistics/report")
def show_report(request: Request, parts: CurrentParts, visitor: CurrentVisitor, period: PeriodName = None) -> Response:
    """Show the paragraph and the tables for the report to the Cabinet Member, to copy or to print."""
    chosen, _, view = _read(parts, visitor, period)
    sections = [section for section in compare(view) if section.id in ("services", "reasons")]
    values = {"view": view, "sections": sections, "paragraph": write_paragraph(view), "chosen": chosen}
    return parts.pages.render(request, "statistics/report.html", values)


@router.get("/statistics/export")
def export(parts: CurrentParts, visitor: CurrentVisitor, period: PeriodName = None) -> Response:
    """Return every figure of the page as a table."""
    chosen, _, view = _read(parts, visitor, period)
    rows = [row for section in compare(view) for row in _rows(section, view)]
    return write_csv(f"referral-figures-{chosen}", COLUMNS, rows)


def _read(parts: Parts, visitor: Visitor, name: str | None) -> tuple[str, list[tuple[str, str]], StatisticsView]:
    """Return the name of the period that is shown, those that can be chosen, and the figures."""
    with noting(parts.context, visitor.caller) as act:
        last = Period.last_over(act.today)
        year, _, number = (name or _name(last)).partition("-")
        chosen = Period(int(year), int(number))
        choices = [last]
        while len(choices) < CHOICES:
            choices.append(choices[-1].before)
        return _name(chosen), [(_name(one), one.title) for one in choices], show_statistics(act, chosen)


def _name(period: Period) -> str:
    return f"{period.year}-{period.number}"


def _draw(section: Section) -> dict[str, object]:
    pairs = [Pair(line.label, line.now, line.before) for line in section.lines]
    return {"wide": draw_wide(pairs), "narrow": draw_narrow(pairs)} if _has_values(section) else {}


def _has_values(section: Section) -> bool:
    return any(value for line in section.lines for value in (line.now, line.before))


def _rows(section: Section, view: StatisticsView) -> list[tuple[object, ...]]:
    if not section.lines:
        now, before = (WITHHELD if one.title in section.withheld else 0 for one in (view.period, view.year_before))
        return [(section.title, "all", now, "", before, "")]
    return [_row(section, line) for line in section.lines]


def _row(section: Section, line: Line) -> tuple[object, ...]:
    missing = WITHHELD if section.withheld else ""
    now, before = (missing if count is None else count for count in (line.now, line.before))
    shares = ["" if share is None else share for share in (line.share_now, line.share_before)]
    return (section.title, line.label, now, shares[0], before, shares[1])
