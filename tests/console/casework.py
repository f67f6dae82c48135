"""Cases at any point of their way, brought there by the services as whoever takes the step; never by the console."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import select

from api.acts import Act, begin_act
from api.identity import Caller
from api.people.relations import Relation
from api.referrals.agreements.models import AgreementKind
from api.referrals.agreements.service import answer_agreement
from api.referrals.agreements.views import Choice
from api.referrals.appointments import clinic
from api.referrals.appointments import service as appointments
from api.referrals.appointments.repository import live_appointment
from api.referrals.appointments.views import SlotBody
from api.referrals.attachments import service as attachments
from api.referrals.attachments.contents import recognise
from api.referrals.attachments.models import Scan
from api.referrals.attachments.service import Checked
from api.referrals.attachments.views import AddedView, AttachmentBody
from api.referrals.audit.models import AuditEntry
from api.referrals.cases import attending
from api.referrals.cases import service as cases
from api.referrals.cases.models import Referral
from api.referrals.cases.submitting import submit_draft
from api.referrals.cases.views import TriageBody
from api.referrals.drafts.service import open_draft, start_draft
from api.referrals.drafts.views import SubmitBody
from api.referrals.form.answers import check_answer
from api.referrals.form.specification import FormKind
from api.referrals.reports import service as reports
from api.settings import DEVELOPMENT_TENANT
from tests.api.referrals.cases import DAYS, REPORT, SELF, TRIAGE, fill
from tests.api.referrals.files import PDF, body
from tests.api.world import EMPLOYEE, HEALTH_UNIT, MANAGER
from tests.console.desk import Desk

MANAGEMENT = FormKind.MANAGEMENT
HEALTH = "demo-health-unit"


def act_as(desk: Desk, person: str, effect: Callable[[Act], Any]) -> Any:
    """Do something as a person, named by their object id, with every right that they have."""
    caller = Caller("tests", frozenset(), DEVELOPMENT_TENANT, person, frozenset(Relation))
    with desk.context.database.write() as session:
        return effect(begin_act(desk.context, session, caller))


def refer(desk: Desk, kind: FormKind = MANAGEMENT, person: str = "", **changes: Any) -> str:
    """Submit a referral: of Priya Nair by her manager, or of somebody (an object id) by themselves."""
    who = person or (MANAGER if kind is MANAGEMENT else EMPLOYEE)

    def submit(act: Act) -> str:
        draft_id = start_draft(act, kind, "demo-employee" if kind is MANAGEMENT else None, {}).row.id
        draft = open_draft(act, draft_id)
        for name, value in fill(draft.form, draft.content.answers, **changes).items():
            draft.content.put(name, check_answer(draft.form.find(name), value, act.today))
        draft.row.seal(act.vault, draft.content.write())
        body = SubmitBody(declared=True, form_version=draft.form.version, despite_open=True)
        return submit_draft(act, draft_id, body).id

    return str(act_as(desk, who, submit))


def agree(desk: Desk, case: str, kind: AgreementKind, choice: Choice = Choice.AGREE, comment: str = "") -> None:
    act_as(desk, EMPLOYEE, lambda act: answer_agreement(act, case, kind, choice, comment or None))


def add_slot(desk: Desk, *, days: int = 10, hour: int = 9, **changes: Any) -> str:
    """Add a time of the Health Unit's nurse."""

    def add(act: Act) -> str:
        starts_at = act.now.replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=days)
        values = {"clinician": "nurse", "mode": "phone", "place": "We call your mobile", "starts_at": starts_at}
        values |= {"ends_at": starts_at + timedelta(minutes=45)} | changes
        return clinic.add_slot(act, SlotBody.model_validate(values)).id

    return str(act_as(desk, HEALTH_UNIT, add))


def add_files(desk: Desk, case: str) -> list[str]:
    """Add a file that a scanner passed and one that none saw, as the person, and return their ids."""
    scans = (("Priya's fit note until May.pdf", Scan.CLEAN), ("chair.pdf", Scan.NOT_SCANNED))
    return [
        str(act_as(desk, EMPLOYEE, lambda act, name=name, scan=scan: _add_file(act, case, name, scan)).id)
        for name, scan in scans
    ]


def add_draft_file(desk: Desk) -> str:
    """Let the manager begin a draft about Priya Nair with a file, and return the draft's id."""

    def add(act: Act) -> str:
        draft_id = start_draft(act, MANAGEMENT, "demo-employee", {}).row.id
        name = "Stress assessment of March.pdf"
        sent = AttachmentBody.model_validate(body(PDF, name, "stress_assessment"))
        attachments.attach_to_draft(act, draft_id, sent, Checked(PDF, recognise(PDF), name, Scan.CLEAN))
        return draft_id

    return str(act_as(desk, MANAGER, add))


def _add_file(act: Act, case: str, name: str, scan: Scan) -> AddedView:
    sent = AttachmentBody.model_validate(body(PDF, name))
    return attachments.attach_to_case(act, case, sent, Checked(PDF, recognise(PDF), name, scan))


def let_come(desk: Desk, case: str) -> None:
    """Let the time of the booked appointment be yesterday."""
    with desk.context.database.write() as session:
        held = live_appointment(session, case)
        assert held is not None
        back = held.slot.starts_at - held.created_at + timedelta(days=1)
        held.slot.starts_at -= back
        held.slot.ends_at -= back


def bring_to(desk: Desk, state: str, kind: FormKind = MANAGEMENT, **changes: Any) -> str:
    """Return a case in a state, each step taken by whoever takes it. `report_written`: before it is offered."""
    case = refer(desk, kind, **changes)
    now = "with_employee" if kind is MANAGEMENT else "submitted"
    for before, after, step in WAY:
        if now == state:
            return case
        if now == before:
            step(desk, case, kind)
            now = after
    assert now == state
    return case


def state_of(desk: Desk, case: str) -> str:
    with desk.context.database.read() as session:
        return str(session.scalar(select(Referral.state).where(Referral.id == case)))


def trail_of(desk: Desk, case: str) -> list[tuple[str, str, str, str]]:
    """Return who did what with a case and why, in order: person, action, detail, purpose."""
    with desk.context.database.read() as session:
        found = session.scalars(select(AuditEntry).where(AuditEntry.thing_id == case).order_by(AuditEntry.number))
        return [(entry.person_id, entry.action, entry.detail, entry.purpose) for entry in found]


def _work(effect: Callable[[Act, str], Any]) -> Callable[[Desk, str, FormKind], None]:
    return lambda desk, case, _kind: act_as(desk, HEALTH_UNIT, lambda act: effect(act, case)) and None


def _offer(desk: Desk, case: str, _kind: FormKind) -> None:
    # Each a day after the one before, in the evening, where no test puts another.
    slot = add_slot(desk, days=10 + next(DAYS) % 40, hour=18)
    act_as(desk, HEALTH_UNIT, lambda act: appointments.offer_slot(act, case, slot))


def _accept(desk: Desk, case: str, _kind: FormKind) -> None:
    agree(desk, case, AgreementKind.ASSESSMENT)
    act_as(desk, EMPLOYEE, lambda act: appointments.accept_offer(act, case))


def _attend(desk: Desk, case: str, _kind: FormKind) -> None:
    let_come(desk, case)
    act_as(desk, HEALTH_UNIT, lambda act: attending.record_attendance(act, case, was_there=True))


def _write(desk: Desk, case: str, kind: FormKind) -> None:
    part = None if kind is SELF else REPORT["manager_part"]
    act_as(desk, HEALTH_UNIT, lambda act: reports.write_report(act, case, REPORT["report"], part))


def _release(desk: Desk, case: str, _kind: FormKind) -> None:
    agree(desk, case, AgreementKind.RELEASE)
    act_as(desk, HEALTH_UNIT, lambda act: reports.release_report(act, case))


WAY: list[tuple[str, str, Callable[[Desk, str, FormKind], None]]] = [
    ("with_employee", "submitted", lambda desk, case, _kind: agree(desk, case, AgreementKind.REFERRAL)),
    ("submitted", "triaged", _work(lambda act, case: cases.triage(act, case, TriageBody.model_validate(TRIAGE)))),
    ("triaged", "appointment_offered", _offer),
    ("appointment_offered", "booked", _accept),
    ("booked", "attended", _attend),
    ("attended", "report_written", _write),
    ("report_written", "report_offered", _work(reports.offer_report)),
    ("report_offered", "released", _release),
    ("released", "closed", _work(cases.close)),
]
