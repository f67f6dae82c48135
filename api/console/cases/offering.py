"""Offers an appointment from the times that are free with the clinician whom the triage chose."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.acts import Act
from api.console.cases.acting import StepPage
from api.console.cases.opened import CurrentReason
from api.console.fields import Form
from api.console.forms import CurrentSubmitted
from api.console.parts import CurrentParts, Parts
from api.console.visitors import CurrentVisitor, Visitor
from api.fields import Id
from api.people import repository as people
from api.referrals.appointments import clinic, service
from api.referrals.audit.models import Purpose
from api.referrals.errors import StepNotPossibleError

router = APIRouter()
# So many times are shown at first.
FEW = 12


@router.get("/cases/{referral_id}/offer")
def show(
    request: Request,
    parts: CurrentParts,
    visitor: CurrentVisitor,
    referral_id: Id,
    _reason: CurrentReason,
    show: Annotated[str, Query(max_length=10)] = "",
) -> Response:
    """Show the next free times, or all of them."""
    return show_times(request, parts, visitor, referral_id, "offer", is_short=show != "all").show(Form())


@router.post("/cases/{referral_id}/offer")
def offer(
    request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted, referral_id: Id
) -> Response:
    """Hold the time for the person, and ask them."""
    form = Form.of(submitted)
    slot_id = form.text("slot", "Choose a time", 64)

    def effect(act: Act) -> object:
        return service.offer_slot(act, referral_id, slot_id)

    page = show_times(request, parts, visitor, referral_id, "offer", is_short=False)
    return page.take(submitted, form, effect, "appointment-offered", "slot")


def show_times(
    request: Request, parts: Parts, visitor: Visitor, referral_id: str, step: str, *, is_short: bool
) -> StepPage:
    """Return the page of a step for which a free time is chosen; `is_short`: with the next few times only."""

    def more(act: Act) -> dict[str, object]:
        try:
            free = clinic.list_free_slots(act, referral_id).items
        except StepNotPossibleError:
            free = []
        found = (people.get_person(act.session, person_id) for person_id in {slot.clinician_id for slot in free})
        names = {person.id: person.name for person in found if person}
        return {"slots": free[:FEW] if is_short else free, "count": len(free), "clinician_names": names}

    return StepPage(request, parts, visitor, referral_id, step, step, Purpose.APPOINTMENT, more)
