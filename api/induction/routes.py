"""The addresses of inductions."""

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.acts import Act, reading
from api.authorisation import CurrentCaller
from api.context import CurrentContext
from api.fields import Id
from api.induction import figures, service, showing
from api.induction.views import (
    ContactBody,
    InductionFiguresView,
    InductionsView,
    InductionView,
    MoveStepBody,
    NothingBody,
    ReminderBody,
    ReminderView,
    StepsView,
    StepView,
    SwapBody,
)
from api.problems import document_problems
from api.writes import WRITE_PROBLEMS, CurrentWrite
from contracts.induction_plans import Contact

router = APIRouter(prefix="/v1", tags=["induction"])

PersonId = Annotated[Id, Path(description="the id of a person, or `me`", examples=["me"])]
StepId = Annotated[Id, Path()]
READ_PROBLEMS = document_problems(401, 403, 404, 408, 422, 503)


@router.get("/people/{person_id}/induction", summary="Somebody's inductions", responses=READ_PROBLEMS)
def show_inductions(context: CurrentContext, caller: CurrentCaller, person_id: PersonId) -> InductionsView:
    """Return the inductions of a person with their steps, the latest first; none for who began long ago."""
    with reading(context, caller) as act:
        return showing.show_inductions(act, person_id)


@router.get(
    "/people/me/team/inductions",
    summary="The inductions of one's team",
    responses=document_problems(401, 403, 408, 503),
)
def show_team_inductions(context: CurrentContext, caller: CurrentCaller) -> InductionsView:
    """Return the open inductions of everybody whose line manager the person is today."""
    with reading(context, caller) as act:
        return showing.show_team_inductions(act)


@router.post(
    "/induction-steps/{step_id}/done", summary="Say it is done", response_model=StepView, responses=WRITE_PROBLEMS
)
def say_done(step_id: StepId, body: NothingBody, write: CurrentWrite) -> Response:
    """Note that a step of one's own is done, or that one says so, where somebody else has to confirm it."""
    return write.act(body, 200, lambda act: showing.show_step(act, service.say_done(act, step_id)))


@router.post(
    "/induction-steps/{step_id}/confirmation",
    summary="Confirm a step",
    response_model=StepView,
    responses=WRITE_PROBLEMS,
)
def confirm_step(step_id: StepId, body: NothingBody, write: CurrentWrite) -> Response:
    """Note as the line manager that a step is done, the new starter's or one's own."""
    return write.act(body, 200, lambda act: showing.show_step(act, service.confirm(act, step_id)))


@router.post(
    "/induction-steps/{step_id}/reopening", summary="Take it back", response_model=StepView, responses=WRITE_PROBLEMS
)
def take_back(step_id: StepId, body: NothingBody, write: CurrentWrite) -> Response:
    """Open a step again that one said was done oneself."""
    return write.act(body, 200, lambda act: showing.show_step(act, service.take_back(act, step_id)))


@router.post(
    "/induction-steps/{step_id}/move", summary="Move a step", response_model=StepView, responses=WRITE_PROBLEMS
)
def move_step(step_id: StepId, body: MoveStepBody, write: CurrentWrite) -> Response:
    """Put a step on another day, or the next one after it on which the person works."""
    return write.act(body, 200, lambda act: showing.show_step(act, service.move_step(act, step_id, body.due_on)))


@router.post("/induction-steps/{step_id}/swap", summary="Swap days", response_model=StepsView, responses=WRITE_PROBLEMS)
def swap_steps(step_id: StepId, body: SwapBody, write: CurrentWrite) -> Response:
    """Give two steps each other's day."""

    def swap(act: Act) -> StepsView:
        rows = service.swap_steps(act, step_id, body.with_step_id)
        return StepsView(items=[showing.show_step(act, row) for row in rows])

    return write.act(body, 200, swap)


@router.put(
    "/inductions/{induction_id}/contacts/{kind}",
    summary="Name who helps",
    response_model=InductionView,
    responses=WRITE_PROBLEMS,
)
def name_contact(
    induction_id: Annotated[Id, Path()], kind: Annotated[Contact, Path()], body: ContactBody, write: CurrentWrite
) -> Response:
    """Name the buddy of a new starter, or whom they shadow: one of one's own team, or oneself."""

    def name(act: Act) -> InductionView:
        return showing.show_induction(act, service.name_contact(act, induction_id, kind, body.person_id))

    return write.act(body, 200, name)


@router.post(
    "/induction-reminders",
    summary="Ask to be reminded",
    status_code=201,
    response_model=ReminderView,
    responses=WRITE_PROBLEMS,
)
def ask_reminder(body: ReminderBody, write: CurrentWrite) -> Response:
    """Ask to be reminded on a day, of a step or of what comes next."""

    def ask(act: Act) -> ReminderView:
        return showing.show_reminder(act, service.ask_reminder(act, body.remind_on, body.step_id))

    return write.act(body, 201, ask)


@router.post(
    "/induction-reminders/{reminder_id}/cancel",
    summary="Take a reminder back",
    response_model=ReminderView,
    responses=WRITE_PROBLEMS,
)
def cancel_reminder(reminder_id: Annotated[Id, Path()], body: NothingBody, write: CurrentWrite) -> Response:
    """Take back a reminder that one asked for."""
    return write.act(body, 200, lambda act: showing.show_reminder(act, service.cancel_reminder(act, reminder_id)))


@router.get(
    "/induction-figures",
    summary="How inductions stand in the council",
    responses=document_problems(401, 403, 408, 503),
)
def show_figures(context: CurrentContext, caller: CurrentCaller) -> InductionFiguresView:
    """Return rounded counts of the inductions that began in the last twelve whole months."""
    with reading(context, caller) as act:
        return figures.report_figures(act)
