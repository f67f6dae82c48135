"""Adding many sessions from a table: first a dry run that says what each row would do, then all of them or none."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.acts import Act, begin_act
from api.console.fields import Form
from api.console.forms import CurrentSubmitted
from api.console.parts import CurrentParts
from api.console.sessions.rows import TableError, read_row, read_table
from api.console.visitors import CurrentVisitor
from api.console.writing import write_once
from api.errors import NotFoundError
from api.training.errors import TrainingError
from api.training.sessions.models import TrainingSession
from api.training.sessions.running import add_session
from api.training.sessions.views import NewSessionBody

router = APIRouter()

PAGE = "sessions/import.html"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the session that it makes, or what is wrong with it. `name`: what it calls its course."""

    line: int
    name: str
    session: TrainingSession | None
    problems: list[str]


@router.get("/sessions/import")
def show_form(request: Request, parts: CurrentParts) -> Response:
    """Ask for a table."""
    return parts.pages.render(request, PAGE, {"form": Form(), "rows": None, "content": ""})


@router.post("/sessions/import")
def take(request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted) -> Response:
    """Say what each row would do; when that was seen, add them all."""
    form = Form.of(submitted)
    content = submitted.files.get("table") or form.value("content").encode()
    if not content.strip():
        form.refuse("table", "Choose a table to import")
        return parts.pages.render(request, PAGE, {"form": form, "rows": None, "content": ""}, 422)
    try:
        if form.value("seen"):
            return write_once(parts, visitor, request, submitted, lambda act: _add_all(act, content))
        with parts.context.database.write() as session:
            rows = _try_rows(begin_act(parts.context, session, visitor.caller), content)
            values = {"form": form, "rows": rows, "content": content.decode("utf-8-sig")}
            page = parts.pages.render(request, PAGE, values)
            # A dry run: what was tried is forgotten.
            session.rollback()
        return page
    except TableError as error:
        form.refuse("table", str(error))
        return parts.pages.render(request, PAGE, {"form": form, "rows": None, "content": ""}, 422)


def _add_all(act: Act, content: bytes) -> str:
    if any(row.problems for row in _try_rows(act, content)):
        raise TableError("Something changed since the table was checked; choose it again")
    return "/sessions?done=sessions-imported"


def _try_rows(act: Act, content: bytes) -> list[Row]:
    rows = [_try_row(act, line, cells["course_id"], read_row(cells)) for line, cells in read_table(content)]
    if not rows:
        raise TableError("The table has no rows below its first line")
    return rows


def _try_row(act: Act, line: int, name: str, read: NewSessionBody | list[str]) -> Row:
    if isinstance(read, list):
        return Row(line, name, None, read)
    try:
        return Row(line, name, add_session(act, read), [])
    except NotFoundError:
        return Row(line, name, None, ["There is no such course"])
    except TrainingError as error:
        return Row(line, name, None, [error.detail])
