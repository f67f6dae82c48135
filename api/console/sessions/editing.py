"""Adding a session, and changing one: what the change means for people is shown before it is made."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.acts import Act, reading
from api.console.fields import Form
from api.console.forms import CurrentSubmitted
from api.console.parts import CurrentParts
from api.console.sessions.effects import Attendees, count_new_places, list_changes
from api.console.sessions.session_forms import count_days, fill, read_new, read_session
from api.console.visitors import CurrentVisitor
from api.console.writing import write_once
from api.fields import Id
from api.training.courses import repository as courses
from api.training.courses.models import CourseKind
from api.training.errors import CapacityTooSmallError, TrainingError
from api.training.sessions import service
from api.training.sessions.running import add_session, change_session
from api.training.sessions.views import SessionBody

router = APIRouter()

FORM = "sessions/form.html"


@router.get("/sessions/new")
def show_new(request: Request, parts: CurrentParts, visitor: CurrentVisitor) -> Response:
    """Show an empty form; the address may name the course."""
    form = Form({"days": "1", "course_id": request.query_params.get("course", "")})
    with reading(parts.context, visitor.caller) as act:
        return parts.pages.render(request, FORM, {"form": form, "days": 1, "courses": _dated(act), "session": None})


@router.post("/sessions/new")
def add(request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted) -> Response:
    """Add the session, or show the form again with what is wrong."""
    form = Form.of(submitted)
    is_sent = not change_days(form)
    body = read_new(form) if is_sent else None
    if body is not None:
        try:
            return write_once(parts, visitor, request, submitted, lambda act: added(add_session(act, body).id))
        except TrainingError as error:
            form.refuse("course_id", error.detail)
    with reading(parts.context, visitor.caller) as act:
        values = {"form": form, "days": count_days(form), "courses": _dated(act), "session": None}
        return parts.pages.render(request, FORM, values, 422 if is_sent else 200)


@router.get("/sessions/{session_id}/edit")
def show_edit(request: Request, parts: CurrentParts, visitor: CurrentVisitor, session_id: Id) -> Response:
    """Show the form of a session as it is."""
    with reading(parts.context, visitor.caller) as act:
        session = service.require_session(act, session_id)
        form = fill(session)
        values = {"form": form, "days": count_days(form), "courses": [], "session": session}
        return parts.pages.render(request, FORM, values)


@router.post("/sessions/{session_id}/edit")
def change(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted, session_id: Id
) -> Response:
    """Show what the change means for people, or change the session when that was seen."""
    form = Form.of(submitted)
    is_sent = not change_days(form)
    body = read_session(form) if is_sent else None
    if body is not None:
        if not form.value("seen"):
            shown = _show_effect(request, parts, visitor, session_id, form, body)
            if shown is not None:
                return shown
        try:
            return write_once(parts, visitor, request, submitted, lambda act: _change(act, session_id, body))
        except TrainingError as error:
            form.refuse("capacity" if isinstance(error, CapacityTooSmallError) else "place", error.detail)
    with reading(parts.context, visitor.caller) as act:
        session = service.require_session(act, session_id)
        values = {"form": form, "days": count_days(form), "courses": [], "session": session}
        return parts.pages.render(request, FORM, values, 422 if form.errors else 200)


def change_days(form: Form) -> bool:
    """Return whether the form only asked to be shown again, with a day more or less or as it was."""
    action, days = form.value("action"), count_days(form)
    form.values["days"] = str({"add-day": days + 1, "remove-day": days - 1}.get(action, days))
    return action in ("add-day", "remove-day", "back")


def added(session_id: str) -> str:
    """Return where to go after a session was added."""
    return f"/sessions/{session_id}?done=session-added"


def _show_effect(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, session_id: str, form: Form, body: SessionBody
) -> Response | None:
    """Return the page of what people would hear, or None when nobody would hear anything."""
    with reading(parts.context, visitor.caller) as act:
        session = service.require_session(act, session_id)
        people, changes = Attendees.of(act, session_id), list_changes(session, body)
        offered = count_new_places(session, people, body, act.now)
        if not people.count or not (changes or offered):
            return None
        if body.capacity < session.booked:
            return None
        values = {"session": session, "form": form, "people": people, "changes": changes, "offered": offered}
        return parts.pages.render(request, "sessions/effect.html", values)


def _change(act: Act, session_id: str, body: SessionBody) -> str:
    session = service.require_session(act, session_id)
    is_told = bool(list_changes(session, body)) and Attendees.of(act, session_id).count > 0
    change_session(act, session_id, body)
    return f"/sessions/{session_id}?done=session-changed{'-told' if is_told else ''}"


def _dated(act: Act) -> list[tuple[str, str]]:
    found = (course for course in courses.list_all(act.session) if course.is_active)
    return [(course.id, course.title) for course in found if course.kind == CourseKind.DATED]
