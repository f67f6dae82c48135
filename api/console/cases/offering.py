"""Offers an appointment from the times that are free with the clinician whom the triage chose."""

from collections.abc import Callable
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.acts import Act
from api.console.cases.acting import StepPage
from api.console.cases.opened import CurrentReason
from api.console.fields import Form
from api.console.forms import CurrentSubmitted, Submitted
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
Step = Literal["offer", "move"]
# What the case page says after each.
DONE: dict[Step, str] = {"offer": "appointment-offered", "move": "appointment-moved"}
Take = Callable[[Act, str, str], object]


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
    return take_time(request, parts, visitor, submitted, referral_id, "offer", service.offer_slot)


def take_time(
    request: Request, parts: Parts, visitor: Visitor, submitted: Submitted, referral_id: str, step: Step, take: Take
) -> Response:
    """Take the time that was chosen, or show the times with what is wrong. `take`: of the API, by case and time."""
    form = Form.of(submitted)
    slot_id = form.text("slot", "Choose a time", 64)

    def effect(act: Act) -> object:
        return take(act, referral_id, slot_id)

    page = show_times(request, parts, visitor, referral_id, step, is_short=False)
    return page.take(submitted, form, effect, DONE[step], "slot")


def show_times(
    request: Request, parts: Parts, visitor: Visitor, referral_id: str, step: Step, *, is_short: bool
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
