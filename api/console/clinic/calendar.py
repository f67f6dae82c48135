"""The clinic's calendar by week, and free slots withdrawn from it."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import TypeAdapter, ValidationError
from starlette.responses import Response

from api.acts import Act, noting
from api.console.clinic.weeks import Week, count_states
from api.console.clinic.words import STATES, WORDS
from api.console.fields import Form
from api.console.forms import CurrentSubmitted
from api.console.parts import CurrentParts, Parts
from api.console.visitors import CurrentVisitor, Visitor
from api.console.writing import write_once
from api.errors import NotFoundError
from api.fields import Day
from api.referrals.appointments import clinic, diary
from api.referrals.appointments.words import CLINICIANS
from api.referrals.cases.models import Clinician
from api.referrals.errors import SlotTakenError

router = APIRouter()

DAY: TypeAdapter[Day] = TypeAdapter(Day)
CHOSEN = "slot"


@router.get("/clinic")
def show(
    request: Request,
    parts: CurrentParts,
    visitor: CurrentVisitor,
    week: Annotated[Day | None, Query()] = None,
    clinician: Annotated[Clinician | None, Query()] = None,
) -> Response:
    """Show the slots of a week: of this one, or of the day that is named."""
    return _render(request, parts, visitor, Form(), week, clinician)


@router.post("/clinic/withdraw")
def withdraw(request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted) -> Response:
    """Withdraw the free slots that were chosen: all of them, or none."""
    form = Form.of(submitted)
    chosen = submitted.values.get(CHOSEN, [])
    week, clinician = _read_place(form)
    if not chosen:
        form.refuse(CHOSEN, "Choose the free slots that you want to withdraw")
    if not form.errors:

        def effect(act: Act) -> str:
            for slot_id in chosen:
                clinic.remove_slot(act, slot_id)
            at = f"week={week}&" if week else ""
            return f"/clinic?{at}done={'slots' if len(chosen) > 1 else 'slot'}-withdrawn"

        try:
            return write_once(parts, visitor, request, submitted, effect)
        except (SlotTakenError, NotFoundError):
            form.refuse(CHOSEN, "One of them is not free any more, so none was withdrawn. Choose again")
    return _render(request, parts, visitor, form, week, clinician)


def _read_place(form: Form) -> tuple[Day | None, Clinician | None]:
    try:
        week = DAY.validate_strings(form.value("week"))
    except ValidationError:
        week = None
    value = form.value("clinician")
    return week, Clinician(value) if value in tuple(Clinician) else None


def _render(
    request: Request, parts: Parts, visitor: Visitor, form: Form, day: Day | None, clinician: Clinician | None
) -> Response:
    with noting(parts.context, visitor.caller) as act:
        week = Week.of(day or act.today)
        entries = diary.show_diary(act, *week.span, clinician)
        days = week.days(entries, act.now)
        counts = count_states(days)
        values = {
            "form": form,
            "week": week,
            "days": days,
            "clinician": clinician or "",
            "names": {person.id: person.name for person in clinic.list_clinicians(act)},
            "choices": list(CLINICIANS.items()),
            "counts": [(STATES[state], counts[state]) for state in STATES if counts[state]],
            "can_withdraw": any(row.entry.can_go for one in days for row in one.rows),
            "this_week": Week.of(act.today).monday,
            **WORDS,
        }
        return parts.pages.render(request, "clinic/calendar.html", values, 422 if form.errors else 200)
