"""The addresses of appointments and of the clinic's slots."""

from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from api.acts import Act, noting, reading
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.fields import Id, Moment
from api.problems import document_problems
from api.referrals.appointments import clinic, service
from api.referrals.appointments.views import OfferSlotBody, RemoveBody, SlotBody, SlotsView, SlotView, Wish, WishBody
from api.referrals.cases import showing
from api.referrals.cases.models import Referral
from api.referrals.cases.routes import READ_PROBLEMS, ReferralId, answer_status
from api.referrals.cases.views import StatusView
from api.referrals.errors import SlotUnsuitableError
from api.writes import WRITE_PROBLEMS, CurrentWrite

router = APIRouter(prefix="/v1/referrals", tags=["referrals"])
slots = APIRouter(prefix="/v1/referral-slots", tags=["referrals"])

SPAN = timedelta(days=28)
CALENDAR = "text/calendar"


@router.get("/{referral_id}/slots", summary="Free slots", responses={**READ_PROBLEMS, **document_problems(409)})
def list_free_slots(context: CurrentContext, caller: CurrentCaller, referral_id: ReferralId) -> SlotsView:
    """Return the slots of the right clinicians in the next 60 days that nobody has."""
    with reading(context, caller) as act:
        return clinic.list_free_slots(act, referral_id)


@router.post("/{referral_id}/offer", summary="Offer a slot", response_model=StatusView, responses=WRITE_PROBLEMS)
def offer_slot(referral_id: ReferralId, body: OfferSlotBody, write: CurrentWrite) -> Response:
    """Hold a slot for the person for a limited time, and ask them."""
    return write.act_sealed(body, 200, answer_status(lambda act: service.offer_slot(act, referral_id, body.slot_id)))


@router.post("/{referral_id}/appointment", summary="Take or leave", response_model=StatusView, responses=WRITE_PROBLEMS)
def change_appointment(referral_id: ReferralId, body: WishBody, write: CurrentWrite) -> Response:
    """Accept or decline what is offered, cancel what is booked, or take another slot instead."""

    def change(act: Act) -> Referral:
        if body.wish is Wish.MOVE:
            if body.slot_id is None:
                raise SlotUnsuitableError
            return service.move_appointment(act, referral_id, body.slot_id)
        wishes = {
            Wish.ACCEPT: service.accept_offer,
            Wish.DECLINE: service.decline_offer,
            Wish.CANCEL: service.cancel_appointment,
        }
        return wishes[body.wish](act, referral_id)

    return write.act_sealed(body, 200, answer_status(change))


@router.get(
    "/{referral_id}/calendar",
    summary="The calendar file",
    response_class=Response,
    responses={200: {"content": {CALENDAR: {"schema": {"type": "string"}}}}, **READ_PROBLEMS},
)
def show_calendar(context: CurrentContext, caller: CurrentCaller, referral_id: ReferralId) -> Response:
    """Return the booked appointment for the person's calendar, without a word of what it is."""
    with noting(context, caller) as act:
        calendar = showing.write_calendar(act, referral_id)
    headers = {"Content-Disposition": 'attachment; filename="appointment.ics"', "Cache-Control": "no-store"}
    return Response(calendar, headers=headers, media_type=f"{CALENDAR}; charset=utf-8; method=REQUEST")


@slots.get("", summary="The clinic's slots", responses=document_problems(401, 403, 408, 422, 503))
def list_slots(
    context: CurrentContext, caller: CurrentCaller, since: Annotated[Moment, Query(description="four weeks from then")]
) -> SlotsView:
    """Return the slots of four weeks."""
    with reading(context, caller) as act:
        return clinic.list_slots(act, since, since + SPAN)


@slots.post("", summary="Add a slot", status_code=201, response_model=SlotView, responses=WRITE_PROBLEMS)
def add_slot(body: SlotBody, write: CurrentWrite) -> Response:
    """Add a time that a clinician has for one person."""
    return write.act(body, 201, lambda act: clinic.add_slot(act, body))


@slots.post("/{slot_id}/remove", summary="Remove a slot", response_model=SlotView, responses=WRITE_PROBLEMS)
def remove_slot(slot_id: Annotated[Id, Path()], body: RemoveBody, write: CurrentWrite) -> Response:
    """Take a slot away that nobody has."""
    return write.act(body, 200, lambda act: clinic.remove_slot(act, slot_id))
