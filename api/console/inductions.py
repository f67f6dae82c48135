"""How inductions stand in the council, in rounded figures: a page for Personnel, and the same as a file."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.acts import reading
from api.console.exports import write_csv
from api.console.parts import CurrentParts
from api.console.visitors import CurrentVisitor
from api.induction.figures import report_figures
from api.induction.views import FiguresRowView, InductionFiguresView
from api.referrals.statistics.rounding import STEP

router = APIRouter()

TITLES = {"state": "How they stand", "service": "By service"}
HEADS = {"state": "State", "service": "Service"}
WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the page; `rows` is None when it is withheld."""

    id: str
    title: str
    head: str
    rows: list[FiguresRowView] | None


@router.get("/inductions")
def show(request: Request, parts: CurrentParts, visitor: CurrentVisitor) -> Response:
    """Show the figures of the last twelve whole months."""
    with reading(parts.context, visitor.caller) as act:
        figures = report_figures(act)
    values = {"figures": figures, "tables": _tables(figures), "few": STEP}
    return parts.pages.render(request, "inductions.html", values)


@router.get("/inductions/export")
def export(parts: CurrentParts, visitor: CurrentVisitor) -> Response:
    """Return every figure of the page as a table."""
    with reading(parts.context, visitor.caller) as act:
        figures = report_figures(act)
    rows: list[tuple[str, str, object]] = []
    for table in _tables(figures):
        if table.rows is None:
            rows.append((table.title, "", WITHHELD))
        rows += [(table.title, row.name, row.count) for row in table.rows or []]
    rows.append(("All", "", figures.total))
    return write_csv(f"inductions-until-{figures.until}", ("table", "line", "count"), rows)


def _tables(figures: InductionFiguresView) -> list[Table]:
    rows = {table.name: table.rows for table in figures.tables}
    return [Table(name, title, HEADS[name], rows.get(name)) for name, title in TITLES.items()]
