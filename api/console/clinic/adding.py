"""Adding slots: one, or a series whose slots and clashes are shown before any is made."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.acts import LONDON, Act, reading
from api.console.clinic.plans import WEEKDAYS, read_one, read_series
from api.console.clinic.previews import Preview, preview
from api.console.clinic.weeks import Week
from api.console.clinic.words import WORDS
from api.console.fields import Form
from api.console.forms import CurrentSubmitted
from api.console.pages import format_hour
from api.console.parts import CurrentParts, Parts
from api.console.visitors import CurrentVisitor, Visitor
from api.console.writing import write_once
from api.referrals.appointments import clinic
from api.referrals.appointments.views import SlotBody, SlotView
from api.referrals.errors import SlotClashError, SlotUnsuitableError

router = APIRouter()

ONE, SERIES, PREVIEW = "clinic/slot.html", "clinic/series.html", "clinic/preview.html"
USUAL_LENGTH = "45"


@router.get("/clinic/slots/new")
def show_one(request: Request, parts: CurrentParts, visitor: CurrentVisitor) -> Response:
    """Show an empty form of one slot."""
    return _show_form(request, parts, visitor, ONE, None)


@router.post("/clinic/slots/new")
def add_one(request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted) -> Response:
    """Add the slot, or show the form again with what is wrong."""
    form = Form.of(submitted)
    with reading(parts.context, visitor.caller) as act:
        body = read_one(form, _ids(act))
        clash = clinic.find_clash(act, body) if body else None
    if body is not None:
        try:
            return write_once(parts, visitor, request, submitted, lambda act: _add(act, [body]))
        except SlotClashError:
            form.refuse("start", f"This clinician already has a slot {_describe(clash) if clash else 'at that time'}")
        except SlotUnsuitableError:
            form.refuse("start", "The slot must begin later than now")
    return _show_form(request, parts, visitor, ONE, form)


@router.get("/clinic/slots/series")
def show_series(request: Request, parts: CurrentParts, visitor: CurrentVisitor) -> Response:
    """Show an empty form of a series."""
    return _show_form(request, parts, visitor, SERIES, None)


@router.post("/clinic/slots/series")
def add_series(request: Request, parts: CurrentParts, visitor: CurrentVisitor, submitted: CurrentSubmitted) -> Response:
    """Show what the series would make, or make it when that was seen and still holds."""
    form = Form.of(submitted)
    if form.value("action") == "back":
        return _show_form(request, parts, visitor, SERIES, form)
    with reading(parts.context, visitor.caller) as act:
        plan = read_series(form, _ids(act), act.today)
        shown = preview(act, plan) if plan else None
    if plan is None or shown is None:
        return _show_form(request, parts, visitor, SERIES, form)
    seen = form.value("seen")
    if not seen:
        return _show_preview(request, parts, visitor, form, shown)

    def effect(act: Act) -> str:
        # What stands in the way may have changed since: then nothing is made, and the new preview is shown.
        now = preview(act, plan)
        if now.digest != seen or not now.made:
            raise SlotClashError
        return _add(act, now.made)

    try:
        return write_once(parts, visitor, request, submitted, effect)
    except SlotClashError:
        message = "The calendar has changed meanwhile, so nothing was made. This is what would be made now"
        form.refuse("seen", message, "plan")
        return _show_preview(request, parts, visitor, form, shown)


def _add(act: Act, bodies: list[SlotBody]) -> str:
    for body in bodies:
        clinic.add_slot(act, body)
    monday = Week.of(bodies[0].starts_at.astimezone(LONDON).date()).monday
    return f"/clinic?week={monday}&done={'slots' if len(bodies) > 1 else 'slot'}-added"


def _ids(act: Act) -> list[str]:
    return [person.id for person in clinic.list_clinicians(act)]


def _describe(slot: SlotView) -> str:
    return f"from {format_hour(slot.starts_at)} to {format_hour(slot.ends_at)}"


def _show_form(request: Request, parts: Parts, visitor: Visitor, template: str, form: Form | None) -> Response:
    with reading(parts.context, visitor.caller) as act:
        usual = {"clinician_id": act.me.id, "length": USUAL_LENGTH}
        people = [(person.id, f"{person.name}, {person.job}") for person in clinic.list_clinicians(act)]
        values: Mapping[str, object] = {"form": form or Form(usual), "people": people, "weekdays": WEEKDAYS, **WORDS}
        return parts.pages.render(request, template, values, 422 if form and form.errors else 200)


def _show_preview(request: Request, parts: Parts, visitor: Visitor, form: Form, shown: Preview) -> Response:
    with reading(parts.context, visitor.caller) as act:
        names = {person.id: person.name for person in clinic.list_clinicians(act)}
    values = {"form": form, "shown": shown, "who": names[form.value("clinician_id")], **WORDS}
    return parts.pages.render(request, PREVIEW, values, 422 if form.errors else 200)
