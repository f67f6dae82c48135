"""The list of sessions and the page of one: who has a place, who waits. Changes nothing."""

from collections.abc import Sequence
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.acts import Act, reading
from api.console.exports import write_csv
from api.console.parts import CurrentParts
from api.console.sessions.effects import Attendees
from api.console.sessions.rows import COLUMNS, row_of
from api.console.visitors import CurrentVisitor
from api.fields import Id, Words
from api.paging import MOST, CurrentPaging
from api.training.courses.search import search_words
from api.training.sessions import repository, service
from api.training.sessions.models import TrainingSession
from api.training.sessions.repository import Wanted

router = APIRouter()

When = Literal["upcoming", "held"]
STATES = {
    "booked": "Has a place",
    "requested": "Waits for approval",
    "offered": "Is offered a place",
    "waiting": "On the waiting list",
    "attended": "Was there",
    "absent": "Was not there",
}


@router.get("/sessions")
def list_sessions(
    request: Request,
    parts: CurrentParts,
    visitor: CurrentVisitor,
    paging: CurrentPaging,
    search: Annotated[Words, Query()] = "",
    when: Annotated[When, Query()] = "upcoming",
) -> Response:
    """Show sessions by time: those to come, or those that began."""
    with reading(parts.context, visitor.caller) as act:
        find = _find_upcoming if when == "upcoming" else _find_begun
        found = find(act, search, paging.after_instant(), paging.limit + 1)
        page, cursor = paging.cut(found, lambda row: (row.starts_at.isoformat(), row.id))
        sessions = service.show_sessions(act, page)
    values = {"sessions": sessions, "cursor": cursor, "search": search, "when": when}
    return parts.pages.render(request, "sessions/list.html", values)


@router.get("/sessions/export")
def export_sessions(parts: CurrentParts, visitor: CurrentVisitor) -> Response:
    """Return all sessions to come, in the form that the import takes."""
    with reading(parts.context, visitor.caller) as act:
        rows: list[TrainingSession] = []
        after: list[str] | None = None
        while page := _find_upcoming(act, "", after, MOST):
            rows += page
            after = [page[-1].starts_at.isoformat(), page[-1].id]
        waiting = repository.count_waiting(act.session, [row.id for row in rows])
        return write_csv("sessions", COLUMNS, [row_of(row, waiting.get(row.id, 0)) for row in rows])


@router.get("/sessions/{session_id}")
def show_session(request: Request, parts: CurrentParts, visitor: CurrentVisitor, session_id: Id) -> Response:
    """Show one session with its people."""
    with reading(parts.context, visitor.caller) as act:
        session = service.require_session(act, session_id)
        values = {
            "session": service.get_session(act, session_id),
            "link": session.link,
            "people": Attendees.of(act, session_id),
            "has_begun": session.starts_at <= act.now,
            "states": STATES,
        }
        return parts.pages.render(request, "sessions/session.html", values)


@router.get("/sessions/{session_id}/attendees/export")
def export_attendees(parts: CurrentParts, visitor: CurrentVisitor, session_id: Id) -> Response:
    """Return the people of a session as a table."""
    columns = ("name", "job", "team", "email", "state", "reference")
    with reading(parts.context, visitor.caller) as act:
        people = Attendees.of(act, session_id)
        rows = [
            (one.person.name, one.person.job, one.person.team, one.person.email or "", STATES[one.state], one.reference)
            for one in (*people.placed, *people.waiting)
        ]
    return write_csv(f"attendees-{session_id}", columns, rows)


def _find_upcoming(act: Act, search: str, after: list[str] | None, limit: int) -> Sequence[TrainingSession]:
    return repository.find_sessions(act.session, Wanted(words=search_words(search), since=act.now), after, limit)


def _find_begun(act: Act, search: str, after: list[str] | None, limit: int) -> Sequence[TrainingSession]:
    return repository.find_begun(act.session, search_words(search), act.now, after, limit)
