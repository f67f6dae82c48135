"""The audit trail on a page and as a file: all of it, or of one case, one person or one day."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.acts import noting
from api.console.audit.questions import SIDES, CurrentForm, understand
from api.console.audit.rows import describe
from api.console.exports import write_csv
from api.console.parts import CurrentParts
from api.console.visitors import CurrentVisitor
from api.referrals.audit.naming import name_all
from api.referrals.audit.service import show_trail

router = APIRouter()

MOST_EXPORTED = 10_000
COLUMNS = ("number", "when", "who", "as", "what", "why", "case", "about")


@router.get("/audit")
def show(
    request: Request,
    parts: CurrentParts,
    visitor: CurrentVisitor,
    form: CurrentForm,
    cursor: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> Response:
    """Show entries, the newest first; where a name may mean several people, ask whom."""
    values: dict[str, object] = {
        "form": form,
        "sides": SIDES.items(),
        "most": MOST_EXPORTED,
        "rows": [],
        "cursor": None,
    }
    with noting(parts.context, visitor.caller) as act:
        question = understand(act, form)
        if question.is_clear:
            view = show_trail(act, question.filters, cursor, question.span)
            names = name_all(act, view.items)
            values["rows"] = [describe(entry, names) for entry in view.items]
            values["cursor"] = view.next_before and str(view.next_before)
        values["choices"] = [(person, question.link(person.id)) for person in question.choices]
        values |= {"question": question, "link": question.link()}
        return parts.pages.render(request, "audit/trail.html", values, 422 if form.errors else 200)


@router.get("/audit/export")
def export(parts: CurrentParts, visitor: CurrentVisitor, form: CurrentForm) -> Response:
    """Return the newest entries as a table; none where what is looked for is not clear."""
    cells: list[tuple[object, ...]] = []
    with noting(parts.context, visitor.caller) as act:
        question = understand(act, form)
        if question.is_clear:
            view = show_trail(act, question.filters, None, question.span, limit=MOST_EXPORTED, detail="export")
            names = name_all(act, view.items)
            for row in (describe(entry, names) for entry in view.items):
                cells.append((row.number, row.when, row.who, row.role, row.what, row.why, row.reference, row.about))
    return write_csv("audit-trail", COLUMNS, cells)
