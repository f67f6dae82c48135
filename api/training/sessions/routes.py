"""The addresses of sessions."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.acts import Act, reading
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.fields import Day, Id, Words
from api.paging import CurrentPaging
from api.problems import document_problems
from api.training.bookings.showing import show_booking
from api.training.bookings.views import BookingsView
from api.training.sessions import attendance, running, service
from api.training.sessions.service import SessionFilters
from api.training.sessions.views import (
    AttendanceBody,
    CancelSessionBody,
    NewSessionBody,
    SessionBody,
    SessionsView,
    SessionView,
)
from api.writes import WRITE_PROBLEMS, CurrentWrite

router = APIRouter(prefix="/v1/sessions", tags=["sessions"])

SessionId = Annotated[Id, Path()]


@router.get("", summary="Sessions to come", responses=document_problems(401, 403, 408, 422, 503))
def search_sessions(
    context: CurrentContext,
    caller: CurrentCaller,
    paging: CurrentPaging,
    search: Annotated[Words, Query()] = "",
    course_id: Annotated[Id | None, Query()] = None,
    topic: Annotated[Id | None, Query()] = None,
    place: Annotated[Words | None, Query(description="a part of the place's name")] = None,
    is_online: Annotated[bool | None, Query()] = None,
    first_day: Annotated[Day | None, Query()] = None,
    last_day: Annotated[Day | None, Query(description="the session is over by the end of this day")] = None,
    with_places: Annotated[bool, Query(description="only what can be booked now")] = False,
) -> SessionsView:
    """Return sessions by time, with the places that are left."""
    filters = SessionFilters(search, course_id, topic, place, is_online, first_day, last_day, with_places)
    with reading(context, caller) as act:
        return service.search_sessions(act, filters, paging)


@router.get("/{session_id}", summary="One session", responses=document_problems(401, 403, 404, 408, 422, 503))
def show_session(context: CurrentContext, caller: CurrentCaller, session_id: SessionId) -> SessionView:
    """Return the session, also when it was cancelled or is over."""
    with reading(context, caller) as act:
        return service.get_session(act, session_id)


@router.get("/{session_id}/attendees", summary="Who comes", responses=document_problems(401, 403, 404, 408, 422, 503))
def list_attendees(context: CurrentContext, caller: CurrentCaller, session_id: SessionId) -> BookingsView:
    """Return who has a place and who waits, in order; for the learning team."""
    with reading(context, caller) as act:
        items = [show_booking(act, booking) for booking in attendance.list_attendees(act, session_id)]
    return BookingsView(items=items, next_cursor=None)


@router.put("/{session_id}/attendance", summary="Who came", response_model=BookingsView, responses=WRITE_PROBLEMS)
def record_attendance(session_id: SessionId, body: AttendanceBody, write: CurrentWrite) -> Response:
    """Record who was there, which completes the course for them; for the learning team."""

    def record(act: Act) -> BookingsView:
        marked = attendance.record_attendance(act, session_id, body)
        return BookingsView(items=[show_booking(act, booking) for booking in marked], next_cursor=None)

    return write.act(body, 200, record)


@router.post("", summary="Add a session", status_code=201, response_model=SessionView, responses=WRITE_PROBLEMS)
def add_session(body: NewSessionBody, write: CurrentWrite) -> Response:
    """Add a session of a dated course; for the learning team."""
    return write.act(body, 201, lambda act: service.show_session(running.add_session(act, body)))


@router.put("/{session_id}", summary="Change a session", response_model=SessionView, responses=WRITE_PROBLEMS)
def change_session(session_id: SessionId, body: SessionBody, write: CurrentWrite) -> Response:
    """Change a session; everybody booked is told, and new places go to who waits; for the learning team."""
    return write.act(
        body, 200, lambda act: service.show_sessions(act, [running.change_session(act, session_id, body)])[0]
    )


@router.post("/{session_id}/cancel", summary="Cancel a session", response_model=SessionView, responses=WRITE_PROBLEMS)
def cancel_session(session_id: SessionId, body: CancelSessionBody, write: CurrentWrite) -> Response:
    """Cancel a session with every booking of it, and tell everybody; for the learning team."""
    return write.act(body, 200, lambda act: service.show_session(running.cancel_session(act, session_id)))
