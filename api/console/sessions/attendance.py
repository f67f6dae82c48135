"""The attendance sheet: who was there."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.acts import Act, reading
from api.console.fields import Form
from api.console.forms import CurrentSubmitted
from api.console.parts import CurrentParts
from api.console.visitors import CurrentVisitor
from api.console.writing import write_once
from api.fields import Id
from api.training.bookings.models import Booking
from api.training.sessions import service
from api.training.sessions.attendance import MARKABLE, list_attendees, record_attendance
from api.training.sessions.views import AttendanceBody, MarkBody

router = APIRouter()


@router.get("/sessions/{session_id}/attendance")
def show_sheet(request: Request, parts: CurrentParts, visitor: CurrentVisitor, session_id: Id) -> Response:
    """Show the sheet, also to print before the session."""
    with reading(parts.context, visitor.caller) as act:
        known = {"attended": "there", "absent": "away"}
        marks = {f"mark-{one.id}": known.get(one.state, "") for one in _on_sheet(act, session_id)}
        return _render(request, parts, act, session_id, Form(marks))


@router.post("/sessions/{session_id}/attendance")
def save(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted, session_id: Id
) -> Response:
    """Save the marks; who has none stays as they are."""
    form = Form.of(submitted)
    marks = [
        MarkBody(booking_id=name.removeprefix("mark-"), was_there=value == "there")
        for name, value in form.values.items()
        if name.startswith("mark-") and value in ("there", "away")
    ]
    if marks:

        def effect(act: Act) -> str:
            record_attendance(act, session_id, AttendanceBody(marks=marks))
            return f"/sessions/{session_id}?done=attendance-saved"

        return write_once(parts, visitor, request, submitted, effect)
    with reading(parts.context, visitor.caller) as act:
        first = next((f"mark-{one.id}" for one in _on_sheet(act, session_id)), "main")
        form.refuse("marks", "Say for at least one person whether they were there", first)
        return _render(request, parts, act, session_id, form)


def _render(request: Request, parts: CurrentParts, act: Act, session_id: str, form: Form) -> Response:
    session = service.get_session(act, session_id)
    values = {
        "session": session,
        "people": _on_sheet(act, session_id),
        "form": form,
        "has_begun": session.starts_at <= act.now,
    }
    return parts.pages.render(request, "sessions/attendance.html", values, 422 if form.errors else 200)


def _on_sheet(act: Act, session_id: str) -> list[Booking]:
    found = [booking for booking in list_attendees(act, session_id) if booking.state in MARKABLE]
    return sorted(found, key=lambda booking: booking.person.name)
