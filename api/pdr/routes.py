"""The addresses of PDRs."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.acts import Act, reading
from api.authorisation import CurrentCaller
from api.calendar.invites import Method
from api.context import CurrentContext
from api.fields import Id
from api.pdr import service, showing
from api.pdr.announcements import write_meeting
from api.pdr.views import (
    AgreementBody,
    BookingBody,
    CancelMeetingBody,
    HeldBody,
    PdrView,
    RecordBody,
    TakingBackBody,
    TeamPdrsView,
)
from api.problems import document_problems
from api.writes import WRITE_PROBLEMS, CurrentWrite

router = APIRouter(prefix="/v1/people", tags=["PDRs"])

PersonId = Annotated[Id, Path(description="the id of a person, or `me`", examples=["me"])]
READ_PROBLEMS = document_problems(401, 403, 404, 408, 422, 503)
CALENDAR = "text/calendar"


@router.get("/me/team/pdrs", summary="The PDRs of one's team", responses=document_problems(401, 403, 408, 503))
def list_team_pdrs(context: CurrentContext, caller: CurrentCaller) -> TeamPdrsView:
    """Return how it stands with everybody whose line manager the person is today."""
    with reading(context, caller) as act:
        return showing.show_team(act, service.list_team(act))


@router.get("/{person_id}/pdr", summary="One's PDR, or that of somebody in one's team", responses=READ_PROBLEMS)
def show_pdr(context: CurrentContext, caller: CurrentCaller, person_id: PersonId) -> PdrView:
    """Return the PDR of this year, or one that is under way."""
    with reading(context, caller) as act:
        return showing.show_review(act, service.get_review(act, person_id))


@router.get(
    "/{person_id}/pdr/invite",
    summary="The calendar file",
    response_class=Response,
    responses={200: {"content": {CALENDAR: {"schema": {"type": "string"}}}}, **READ_PROBLEMS},
)
def show_invite(context: CurrentContext, caller: CurrentCaller, person_id: PersonId) -> Response:
    """Return the meeting that is booked, for the calendar of who asks."""
    with reading(context, caller) as act:
        pdr, who = service.get_meeting(act, person_id)
        calendar = write_meeting(act, pdr, who, Method.REQUEST)
    headers = {"Content-Disposition": 'attachment; filename="pdr.ics"', "Cache-Control": "no-store"}
    return Response(calendar, headers=headers, media_type=f"{CALENDAR}; charset=utf-8; method=REQUEST")


@router.post("/{person_id}/pdr/booking", summary="Book or move it", response_model=PdrView, responses=WRITE_PROBLEMS)
def book_meeting(person_id: PersonId, body: BookingBody, write: CurrentWrite) -> Response:
    """Book the meeting with somebody of one's team, or move it; both are invited."""
    return write.act(body, 200, lambda act: showing.show_review(act, service.book_meeting(act, person_id, body)))


@router.post("/{person_id}/pdr/cancel", summary="Cancel it", response_model=PdrView, responses=WRITE_PROBLEMS)
def cancel_meeting(person_id: PersonId, body: CancelMeetingBody, write: CurrentWrite) -> Response:
    """Cancel the meeting; both are told."""
    return write.act(body, 200, lambda act: showing.show_review(act, service.cancel_meeting(act, person_id)))


@router.post("/{person_id}/pdr/held", summary="It was held", response_model=PdrView, responses=WRITE_PROBLEMS)
def hold_meeting(person_id: PersonId, body: HeldBody, write: CurrentWrite) -> Response:
    """Note that the meeting was held."""
    return write.act(
        body, 200, lambda act: showing.show_review(act, service.hold_meeting(act, person_id, body.held_on))
    )


@router.post("/{person_id}/pdr/record", summary="Record it", response_model=PdrView, responses=WRITE_PROBLEMS)
def record_pdr(person_id: PersonId, body: RecordBody, write: CurrentWrite) -> Response:
    """Record the needs and the training asked for, which becomes bookings or interest; the person is asked to agree."""
    return write.act(body, 200, lambda act: showing.show_review(act, service.record_pdr(act, person_id, body)))


@router.post("/{person_id}/pdr/taking-back", summary="Take it back", response_model=PdrView, responses=WRITE_PROBLEMS)
def take_back(person_id: PersonId, body: TakingBackBody, write: CurrentWrite) -> Response:
    """Take back the record that is not agreed to yet, or that the meeting was held at all."""
    return write.act(
        body, 200, lambda act: showing.show_review(act, service.take_back(act, person_id, was_held=body.was_held))
    )


@router.post("/{person_id}/pdr/agreement", summary="Agree to it", response_model=PdrView, responses=WRITE_PROBLEMS)
def answer_record(person_id: PersonId, body: AgreementBody, write: CurrentWrite) -> Response:
    """Agree to one's own record, or give it back."""

    def answer(act: Act) -> PdrView:
        return showing.show_review(act, service.answer_record(act, person_id, agrees=body.agrees))

    return write.act(body, 200, answer)
