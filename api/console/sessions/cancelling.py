"""Cancelling a session: first who is booked and what they will hear, then the deed."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.acts import Act, reading
from api.console.forms import CurrentSubmitted
from api.console.parts import CurrentParts
from api.console.sessions.effects import Attendees
from api.console.visitors import CurrentVisitor
from api.console.writing import write_once
from api.fields import Id
from api.training.sessions import service
from api.training.sessions.running import cancel_session

router = APIRouter()


@router.get("/sessions/{session_id}/cancel")
def show_effect(request: Request, parts: CurrentParts, visitor: CurrentVisitor, session_id: Id) -> Response:
    """Show who is booked or waits, and what they will hear."""
    with reading(parts.context, visitor.caller) as act:
        session, people = service.get_session(act, session_id), Attendees.of(act, session_id)
        has_begun = session.starts_at <= act.now
        values = {"session": session, "people": people, "has_begun": has_begun}
        return parts.pages.render(request, "sessions/cancel.html", values)


@router.post("/sessions/{session_id}/cancel")
def cancel(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted, session_id: Id
) -> Response:
    """Cancel the session and every booking of it."""

    def effect(act: Act) -> str:
        cancel_session(act, session_id)
        return f"/sessions/{session_id}?done=session-cancelled"

    return write_once(parts, visitor, request, submitted, effect)
