"""Small factories: filled forms, drafts, cases at any point, slots; each made by the API's own routes."""

import itertools
from datetime import UTC, datetime, timedelta
from typing import Any

from api.acts import begin_act
from api.identity import Caller
from api.people.relations import Relation
from api.referrals.appointments.repository import live_appointment
from api.referrals.cases.models import Referral
from api.referrals.drafts.service import open_draft
from api.referrals.form.answers import check_answer
from api.referrals.form.progress import measure
from api.referrals.form.specification import Form, FormField, FormKind, Kind, read_form
from api.settings import DEVELOPMENT_TENANT
from tests.api.world import CONSOLE, EMPLOYEE, HEALTH_UNIT, MANAGER, World

DAYS = itertools.count()
TEXT = "Sitting at the desk is painful after an hour."
MANAGEMENT, SELF = FormKind.MANAGEMENT, FormKind.SELF
OF_KIND: dict[Kind, Any] = {
    Kind.YES_NO: False,
    Kind.CONFIRM: True,
    Kind.DATE: "2026-11-20",
    Kind.PAST_DATE: "2026-11-02",
    Kind.BIRTH_DATE: "1980-05-17",
    Kind.LINE: "A line",
    Kind.TEXT: TEXT,
    Kind.EMAIL: "priya@example.org",
    Kind.PHONE: "07700 900123",
    Kind.HOURS: 36,
    Kind.PEOPLE: ["Angela Whitfield"],
    Kind.SPELLS: [],
}


def value_for(field: FormField, changes: dict[str, Any]) -> Any:
    """Return an answer that the field takes: the first choice, or one of its kind."""
    if field.id in changes:
        return changes[field.id]
    if field.kind is Kind.FUTURE_DATE:
        return (datetime.now(UTC).date() + timedelta(days=20)).isoformat()
    if field.choices:
        first = next(iter(field.choices))
        return [first] if field.kind is Kind.CHOICES else first
    return OF_KIND[field.kind]


def fill(form: Form, known: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """Return answers to whatever is required, beside what is known."""
    answers = {**known, **{name: value for name, value in changes.items() if name not in known}}
    while missing := measure(form, answers).missing:
        answers |= {name: value_for(form.find(name), changes) for name in missing}
    return {name: value for name, value in answers.items() if name not in known}


def start(world: World, kind: FormKind = MANAGEMENT, **who: str) -> Any:
    """Begin a draft and return what the API says of it."""
    body: dict[str, Any] = {"kind": kind}
    if kind is MANAGEMENT:
        body["person_id"] = who.pop("about", "demo-employee")
        who.setdefault("person", MANAGER)
    answer = world.post("/v1/referral-drafts", body, **who)
    assert answer.status_code == 201, answer.text
    return answer.json()


def say(world: World, draft_id: str, field_id: str, value: Any, version: int | None = None, **who: str) -> Any:
    body = {"value": value} | ({"version": version} if version else {})
    return world.put(f"/v1/referral-drafts/{draft_id}/answers/{field_id}", body, **who)


def fill_draft(world: World, draft: Any, who: str, **changes: Any) -> None:
    """Answer whatever is required, in one go: by the API it would be half a hundred requests."""
    caller = Caller("tests", frozenset(), DEVELOPMENT_TENANT, who, frozenset(Relation))
    with world.context.database.write() as session:
        act = begin_act(world.context, session, caller)
        found = open_draft(act, draft["id"])
        for name, value in fill(found.form, found.content.answers, **changes).items():
            found.content.put(name, check_answer(found.form.find(name), value, act.today))
        found.row.seal(act.vault, found.content.write())


def submit(world: World, draft_id: str, who: str, **changes: Any) -> Any:
    body = {"declared": True, "form_version": read_form(SELF).version} | changes
    return world.post(f"/v1/referral-drafts/{draft_id}/submit", body, person=who)


def refer(world: World, kind: FormKind = MANAGEMENT, **changes: Any) -> str:
    """Submit a referral of Priya Nair, by her manager or by herself, and return its id."""
    who = MANAGER if kind is MANAGEMENT else EMPLOYEE
    draft = start(world, kind, person=who)
    fill_draft(world, draft, who, **changes)
    answer = submit(world, draft["id"], who, despite_open=True)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def work(world: World, referral_id: str, step: str, body: object | None = None, method: str = "POST") -> Any:
    """Do something as the Health Unit."""
    path = f"/v1/referrals/{referral_id}/{step}"
    return world.call(method, path, {} if body is None else body, person=HEALTH_UNIT, application=CONSOLE)


def agree(world: World, referral_id: str, kind: str, choice: str = "agree", **more: Any) -> Any:
    body = {"kind": kind, "choice": choice} | more
    return world.post(f"/v1/referrals/{referral_id}/agreements", body, person=EMPLOYEE)


def wish(world: World, referral_id: str, what: str, slot_id: str | None = None, **who: str) -> Any:
    body = {"wish": what} | ({"slot_id": slot_id} if slot_id else {})
    return world.post(f"/v1/referrals/{referral_id}/appointment", body, **({"person": EMPLOYEE} | who))


def add_slot(world: World, *, days: float = 10, hour: int = 9, **changes: Any) -> str:
    """Add a slot of the Health Unit's nurse, by the API; in the past by the database's own hand."""
    start_at = datetime.now(UTC).replace(hour=hour, minute=0, second=0, microsecond=0) + timedelta(days=days)
    body = {
        "clinician": "nurse",
        "mode": "phone",
        "place": "By telephone",
        "starts_at": start_at.isoformat(),
        "ends_at": (start_at + timedelta(minutes=45)).isoformat(),
    } | changes
    answer = world.post("/v1/referral-slots", body, person=HEALTH_UNIT, application=CONSOLE)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


TRIAGE = {"clinician": "nurse", "mode": "phone", "priority": "routine"}
CORRECTION = {"was_there": True, "because": "told_later"}
REPORT = {"report": "The full report. " + TEXT, "manager_part": "A phased return over four weeks is advised."}


def bring_to(world: World, state: str, kind: FormKind = MANAGEMENT) -> str:
    """Return a case in a state, brought there step by step."""
    referral_id = refer(world, kind)
    now = "with_employee" if kind is MANAGEMENT else "submitted"
    for begins, step in STEPS:
        if now == state:
            return referral_id
        if kind is SELF and begins == "with_employee":
            continue
        answer = step(world, referral_id)
        assert answer.status_code == 200, answer.text
        now = answer.json()["state"]
    assert now == state
    return referral_id


def write_report(world: World, referral_id: str) -> Any:
    with world.context.database.read() as session:
        referral = session.get(Referral, referral_id)
    assert referral is not None
    return work(world, referral_id, "report", REPORT if referral.kind == MANAGEMENT else {"report": TEXT}, "PUT")


def attend(world: World, referral_id: str) -> Any:
    """Let the time of the appointment come, and the person be there."""
    let_pass(world, referral_id)
    return work(world, referral_id, "attendance", {"was_there": True})


def let_pass(world: World, referral_id: str) -> None:
    """Put the slot of a booked appointment into the past."""

    with world.context.database.write() as session:
        appointment = live_appointment(session, referral_id)
        assert appointment is not None
        long_ago = timedelta(days=60)
        appointment.slot.starts_at -= long_ago
        appointment.slot.ends_at -= long_ago


def offer(world: World, referral_id: str) -> Any:
    """Offer a new slot, each a day after the one before, and in the evening, where no test puts another."""
    return work(world, referral_id, "offer", {"slot_id": add_slot(world, days=10 + next(DAYS) % 40, hour=18)})


def accept(world: World, referral_id: str) -> Any:
    agree(world, referral_id, "assessment")
    return wish(world, referral_id, "accept")


STEPS: list[tuple[str, Any]] = [
    ("with_employee", lambda world, case: agree(world, case, "referral")),
    ("submitted", lambda world, case: work(world, case, "triage", TRIAGE)),
    ("triaged", offer),
    ("appointment_offered", accept),
    ("booked", attend),
    ("attended", write_report),
    ("attended", lambda world, case: work(world, case, "report/offer")),
    ("report_offered", lambda world, case: agree(world, case, "release")),
    ("report_offered", lambda world, case: work(world, case, "report/release")),
    ("released", lambda world, case: work(world, case, "close")),
]


def status(world: World, referral_id: str, **who: str) -> Any:
    return world.get(f"/v1/referrals/{referral_id}", **({"person": EMPLOYEE} | who)).json()


def state_of(world: World, referral_id: str) -> str:
    return str(status(world, referral_id)["state"])


def code(answer: Any) -> tuple[int, str]:
    """Return the status of an answer and its code."""
    return answer.status_code, answer.json().get("code", "")


def read(world: World, referral_id: str, what: str, person: str) -> Any:
    reason = "?reason=triage" if person == HEALTH_UNIT else ""
    application = CONSOLE if person == HEALTH_UNIT else "staff-assistant-actions"
    return world.get(f"/v1/referrals/{referral_id}/{what}{reason}", person=person, application=application)


def draft_path(draft: Any, rest: str = "") -> str:
    """Return where a draft is, or something below it."""
    return f"/v1/referral-drafts/{draft['id']}{rest}"


def answers(world: World, draft: Any, person: str = MANAGER) -> Any:
    """Return what a draft holds, as its owner reads it."""
    return world.get(draft_path(draft), person=person).json()["answers"]
