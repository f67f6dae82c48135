"""Compliance with the mandatory courses beside the council's target: a chart, its table, and the table as a file."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.acts import reading
from api.console.charts import Bar, draw_narrow, draw_wide
from api.console.exports import write_csv
from api.console.parts import CurrentParts
from api.console.visitors import CurrentVisitor
from api.fields import Words
from api.training.records.service import report_compliance
from api.training.records.views import ComplianceRowView

router = APIRouter()

By = Literal["service", "course"]


@dataclass(frozen=True, slots=True)
class Group:
    """All who must do something, in one service or for one course."""

    name: str
    required: int
    done: int

    @property
    def percent(self) -> float:
        """The share that is done, of 100."""
        return round(100 * self.done / self.required, 1)


@router.get("/compliance")
def show(
    request: Request,
    parts: CurrentParts,
    visitor: CurrentVisitor,
    by: Annotated[By, Query()] = "service",
    service: Annotated[Words, Query()] = "",
    course: Annotated[Words, Query()] = "",
) -> Response:
    """Show the chart by service or by course; for one course or one service only when that is chosen."""
    with reading(parts.context, visitor.caller) as act:
        report = report_compliance(act)
    wanted = [row for row in report.rows if service in ("", row.service) and course in ("", row.course.id)]
    groups = _group(wanted, by)
    total = Group("All", sum(group.required for group in groups), sum(group.done for group in groups))
    bars = [Bar(group.name, group.percent) for group in groups]
    values = {
        "by": by,
        "service": service,
        "course": course,
        "services": sorted({row.service for row in report.rows}),
        "courses": sorted({(row.course.id, row.course.title) for row in report.rows}, key=lambda pair: pair[1]),
        "target": report.target_percent,
        "groups": groups,
        "total": total,
        "wide": draw_wide(bars, report.target_percent),
        "narrow": draw_narrow(bars, report.target_percent),
    }
    return parts.pages.render(request, "compliance.html", values)


@router.get("/compliance/export")
def export(parts: CurrentParts, visitor: CurrentVisitor) -> Response:
    """Return how far each service is with each course."""
    with reading(parts.context, visitor.caller) as act:
        rows = report_compliance(act).rows
    cells = [(row.service, row.course.title, row.required, row.done, row.percent) for row in rows]
    return write_csv("compliance", ("service", "course", "required", "done", "percent"), cells)


def _group(rows: Iterable[ComplianceRowView], by: By) -> list[Group]:
    required: dict[str, int] = defaultdict(int)
    done: dict[str, int] = defaultdict(int)
    for row in rows:
        name = row.service if by == "service" else row.course.title
        required[name] += row.required
        done[name] += row.done
    return [Group(name, required[name], done[name]) for name in sorted(required)]
