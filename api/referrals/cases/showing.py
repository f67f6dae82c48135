"""Cases as the API shows them, to each as much as they may know. Changes nothing but the audit trail."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from api.acts import LONDON, Act
from api.calendar.invites import Method
from api.calendar.working_days import add_working_days
from api.errors import NotFoundError
from api.paging import Paging
from api.people.relations import require_role
from api.people.service import summarise
from api.referrals import announcements
from api.referrals.agreements.models import Agreement
from api.referrals.agreements.repository import list_agreements
from api.referrals.agreements.views import AgreementView
from api.referrals.appointments.models import AppointmentState
from api.referrals.appointments.repository import live_appointment
from api.referrals.appointments.views import AppointmentView
from api.referrals.audit.models import Action, Purpose, Role
from api.referrals.audit.repository import has_looked
from api.referrals.cases import repository
from api.referrals.cases.models import Referral, SeesReport, TextPart
from api.referrals.cases.states import OPEN, State
from api.referrals.cases.stepping import note, open_text, require_reason, require_referral
from api.referrals.cases.submitting import read_answers
from api.referrals.cases.views import (
    AnswersView,
    FieldView,
    InboxView,
    RecordView,
    StatusesView,
    StatusView,
    StepView,
    TextView,
)
from api.referrals.form.specification import FormKind, Viewer, read_form
from api.referrals.rights import role_in
from api.referrals.rules import read_rules

# Who looks again in this time, for the same reason and at the same things, has looked once.
SITTING = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases are in each state that is open, and how many of them should have gone on."""

    all: Mapping[State, int]
    late: Mapping[State, int]


def show_status(act: Act, referral: Referral, role: Role) -> StatusView:
    """Return where a case is, as far as the role may know."""
    is_inside = role in (Role.EMPLOYEE, Role.HEALTH_UNIT)
    due_on = due_of(State(referral.state), referral.state_since) if role is Role.HEALTH_UNIT else None
    readable = referral.offered_revision if is_inside else referral.released_revision
    appointment = live_appointment(act.session, referral.id) if is_inside else None
    return StatusView(
        id=referral.id,
        reference=referral.reference,
        kind=FormKind(referral.kind),
        person=summarise(referral.person),
        you_are=role,
        state=State(referral.state),
        state_since=referral.state_since,
        created_at=referral.created_at,
        closed_at=referral.closed_at,
        has_report=readable is not None,
        agreements=_that_hold(act, referral) if is_inside else None,
        sees_report=SeesReport(referral.sees_report) if is_inside and referral.sees_report else None,
        appointment=AppointmentView.model_validate(appointment, from_attributes=True) if appointment else None,
        due_on=due_on,
        is_late=due_on < act.today if due_on else None,
    )


def due_of(state: State, since: datetime) -> date | None:
    """Return by which day a case should have gone on from a state; None: nothing is due."""
    target = read_rules().targets.get(state)
    return None if target is None else add_working_days(since.astimezone(LONDON).date(), target)


def get_status(act: Act, referral_id: str) -> StatusView:
    """Return where a case is. Raises NotFoundError."""
    referral, role = require_referral(act, referral_id)
    note(act, referral, role, Action.READ, detail="status")
    return show_status(act, referral, role)


def list_mine(act: Act, person_id: str | None) -> StatusesView:
    """Return one's own cases and those of one's team. Raises NotFoundError for a person who is neither."""
    rows = repository.list_visible(act.session, act.me.id, act.me.id if person_id == "me" else person_id)
    shown = []
    for referral in rows:
        try:
            shown.append((referral, role_in(act, referral.kind, referral.person)))
        except NotFoundError:
            continue
    items = [show_status(act, referral, role) for referral, role in shown]
    for referral, role in shown:
        note(act, referral, role, Action.LIST, detail="status")
    return StatusesView(items=items)


def list_inbox(act: Act, state: State | None, paging: Paging) -> InboxView:
    """Return cases for the Health Unit; one's own is not among them. Raises RoleNeededError, CursorRefusedError."""
    require_role(act.me, act.may)
    states = (state,) if state else OPEN
    found = repository.list_inbox(act.session, states, act.me.id, paging.after_instant(), paging.limit + 1)
    page, cursor = paging.cut(found, lambda row: (row.state_since.isoformat(), row.id))
    items = [show_status(act, referral, Role.HEALTH_UNIT) for referral in page]
    for referral in page:
        note(act, referral, Role.HEALTH_UNIT, Action.LIST, detail="status")
    return InboxView(items=items, next_cursor=cursor)


def count_inbox(act: Act) -> Counts:
    """Return how many cases wait where, one's own left out. Raises RoleNeededError."""
    require_role(act.me, act.may)
    found = [(State(state), since) for state, since in repository.list_open_states(act.session, act.me.id)]
    late = [state for state, since in found if (due_on := due_of(state, since)) and due_on < act.today]
    return Counts(Counter(state for state, _ in found), Counter(late))


def show_answers(act: Act, referral_id: str, reason: Purpose | None) -> AnswersView:
    """Return the form as it was sent, to the person and the Health Unit. Raises NotFoundError, InvalidRequestError."""
    referral, role = require_referral(act, referral_id)
    if role is Role.REFERRER:
        raise NotFoundError
    require_reason(role, reason)
    answers, form = read_answers(act, referral), read_form(FormKind(referral.kind))
    fields = [field for field in form.fields if field.id in answers and Viewer(role.value) in field.seen_by]
    note(act, referral, role, Action.READ, detail="answers", purpose=reason)
    return AnswersView(
        form_version=referral.form_version,
        fields=[
            FieldView(id=field.id, section=field.section, label=field.label, value=answers[field.id])
            for field in fields
        ],
    )


def show_record(
    act: Act, referral_id: str, reason: Purpose, *, detail: str = "record", in_one_sitting: bool = False
) -> RecordView:
    """Return the whole record, to the Health Unit. Raises NotFoundError.

    `detail`: what is made of it, such as a letter. `in_one_sitting`: a page that is loaded again is not noted again,
    unless somebody else has changed the case since.
    """
    referral, role = require_referral(act, referral_id)
    if role is not Role.HEALTH_UNIT:
        raise NotFoundError
    texts = [
        TextView(
            part=TextPart(text.part),
            revision=text.revision,
            written_by=text.written_by,
            written_at=text.written_at,
            content=open_text(act, text),
        )
        for text in repository.list_texts(act.session, referral.id)
    ]
    steps = repository.list_steps(act.session, referral.id)
    view = RecordView(
        status=show_status(act, referral, role),
        texts=texts,
        steps=[StepView.model_validate(step, from_attributes=True) for step in steps],
        agreements=[_show_agreement(one) for one in list_agreements(act.session, referral.id)],
    )
    since = act.now - SITTING
    if not (in_one_sitting and has_looked(act.session, act.me.id, referral.id, detail, reason, since)):
        note(act, referral, role, Action.READ, detail=detail, purpose=reason)
    return view


def write_calendar(act: Act, referral_id: str) -> str:
    """Return the calendar file of the booked appointment, to the person. Raises NotFoundError."""
    referral, role = require_referral(act, referral_id)
    appointment = live_appointment(act.session, referral.id)
    if role is not Role.EMPLOYEE or appointment is None or appointment.state != AppointmentState.BOOKED:
        raise NotFoundError
    note(act, referral, role, Action.READ, detail="calendar")
    return announcements.write_calendar(act, referral, appointment, Method.REQUEST)


def _that_hold(act: Act, referral: Referral) -> list[AgreementView]:
    last = {agreement.kind: agreement for agreement in list_agreements(act.session, referral.id)}
    return [_show_agreement(agreement) for agreement in last.values()]


def _show_agreement(agreement: Agreement) -> AgreementView:
    return AgreementView.model_validate(agreement, from_attributes=True)
