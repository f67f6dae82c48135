"""The addresses of bookings."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.acts import Act, reading
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.fields import Id
from api.paging import CurrentPaging
from api.problems import document_problems
from api.training.bookings import approvals, service, showing, waiting
from api.training.bookings.models import Booking
from api.training.bookings.showing import When
from api.training.bookings.views import (
    BookingBody,
    BookingsView,
    BookingView,
    CancelBody,
    DecisionBody,
    MoveBody,
    OfferBody,
)
from api.writes import WRITE_PROBLEMS, CurrentWrite

router = APIRouter(prefix="/v1/bookings", tags=["bookings"])

BookingId = Annotated[Id, Path()]
CALENDAR = "text/calendar"


@router.get("", summary="Bookings of a person", responses=document_problems(401, 403, 404, 408, 422, 503))
def list_bookings(
    context: CurrentContext,
    caller: CurrentCaller,
    paging: CurrentPaging,
    person_id: Annotated[Id | None, Query(description="none: the person who asks")] = None,
    when: Annotated[When, Query()] = When.UPCOMING,
) -> BookingsView:
    """Return bookings by time: places, requests, waiting lists and offers, or all that ever were."""
    with reading(context, caller) as act:
        return showing.list_bookings(act, person_id, when, paging)


@router.get("/{booking_id}", summary="One booking", responses=document_problems(401, 403, 404, 408, 422, 503))
def show_booking(context: CurrentContext, caller: CurrentCaller, booking_id: BookingId) -> BookingView:
    """Return the booking."""
    with reading(context, caller) as act:
        return showing.get_booking(act, booking_id)


@router.get(
    "/{booking_id}/invites/{number}",
    summary="The calendar file of one day",
    response_class=Response,
    responses={
        200: {"content": {CALENDAR: {"schema": {"type": "string"}}}},
        **document_problems(401, 403, 404, 408, 422, 503),
    },
)
def show_invite(
    context: CurrentContext,
    caller: CurrentCaller,
    booking_id: BookingId,
    number: Annotated[int, Path(ge=1, le=10)],
) -> Response:
    """Return the same invitation that goes out by e-mail."""
    with reading(context, caller) as act:
        calendar = showing.write_invite_of(act, booking_id, number)
    headers = {"Content-Disposition": 'attachment; filename="training.ics"', "Cache-Control": "no-store"}
    return Response(calendar, headers=headers, media_type=f"{CALENDAR}; charset=utf-8; method=REQUEST")


@router.post("", summary="Book a place", status_code=201, response_model=BookingView, responses=WRITE_PROBLEMS)
def book_place(body: BookingBody, write: CurrentWrite) -> Response:
    """Take a place for oneself or a member of one's team; when it is full, wait, if that was said."""

    def book(act: Act) -> BookingView:
        booking = service.book_place(act, body.session_id, body.person_id, join_waiting_list=body.join_waiting_list)
        return showing.show_booking(act, booking)

    return write.act(body, 201, book)


@router.post("/{booking_id}/cancel", summary="Cancel", response_model=BookingView, responses=WRITE_PROBLEMS)
def cancel_booking(booking_id: BookingId, body: CancelBody, write: CurrentWrite) -> Response:
    """Give the place back, or leave the waiting list; who waits first is offered the place."""

    def cancel(act: Act) -> Booking:
        return service.cancel_booking(act, booking_id, accept_late=body.accept_late)

    return write.act(body, 200, lambda act: showing.show_booking(act, cancel(act)))


@router.post("/{booking_id}/move", summary="Move", response_model=BookingView, responses=WRITE_PROBLEMS)
def move_booking(booking_id: BookingId, body: MoveBody, write: CurrentWrite) -> Response:
    """Move to another session of the same course: both at once, or nothing."""

    def move(act: Act) -> Booking:
        return service.move_booking(act, booking_id, body.session_id, accept_late=body.accept_late)

    return write.act(body, 200, lambda act: showing.show_booking(act, move(act)))


@router.post("/{booking_id}/offer", summary="Answer an offer", response_model=BookingView, responses=WRITE_PROBLEMS)
def answer_offer(booking_id: BookingId, body: OfferBody, write: CurrentWrite) -> Response:
    """Take the place that was offered, or pass it on."""

    def answer(act: Act) -> Booking:
        return waiting.answer_offer(act, booking_id, accept=body.accept)

    return write.act(body, 200, lambda act: showing.show_booking(act, answer(act)))


@router.post("/{booking_id}/decision", summary="Decide", response_model=BookingView, responses=WRITE_PROBLEMS)
def decide_booking(booking_id: BookingId, body: DecisionBody, write: CurrentWrite) -> Response:
    """Approve or decline a request of one's team; a no needs a reason."""

    def decide(act: Act) -> Booking:
        return approvals.decide_booking(act, booking_id, body.decision, body.reason)

    return write.act(body, 200, lambda act: showing.show_booking(act, decide(act)))
