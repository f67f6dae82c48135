"""For each route of referrals: fresh things of somebody, and a request that touches them."""

import itertools
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Protocol

from api.people.models import Person
from api.referrals.agreements.models import Agreement
from api.referrals.appointments.models import Appointment, Slot
from api.referrals.attachments.models import Attachment
from api.referrals.attachments.pieces import cut
from api.referrals.attachments.repository import add_attachment
from api.referrals.cases.models import Referral, ReferralText
from api.referrals.drafts.content import Content
from api.referrals.drafts.models import ReferralDraft
from api.referrals.form.specification import FormKind, read_form
from tests.api.courses import now
from tests.api.referrals.cases import REPORT, TRIAGE, fill
from tests.api.world import World


class Subjects(Protocol):
    """What `tests/api/subjects.py` has for all routes."""

    world: World
    numbers: "itertools.count[int]"


Maker = Callable[[Any, str], tuple[str, object]]


def add_draft(subjects: Subjects, person_id: str, *, filled: bool = False) -> str:
    """Add a draft about somebody: by their manager for who has one for this, else by themselves."""
    moment, draft_id = now(subjects.world), f"draft-{next(subjects.numbers)}"
    with subjects.world.context.database.write() as session:
        person = session.get(Person, person_id)
        assert person is not None
        manager = person.manager_id if person_id.startswith("subject-") else None
        kind = FormKind.MANAGEMENT if manager else FormKind.SELF
        draft = ReferralDraft(
            id=draft_id,
            kind=kind,
            owner_id=manager or person_id,
            person=person,
            version=1,
            created_at=moment,
            changed_at=moment,
            expires_on=moment.date() + timedelta(days=14),
        )
        content = Content(fill(read_form(kind), {}) if filled else {})
        content.put("contact_way", "phone")
        draft.seal(subjects.world.context.vault, content.write())
        session.add(draft)
    return draft_id


def add_case(subjects: Subjects, person_id: str, state: str, *, days: int = 10, **changes: Any) -> str:
    """Add a management referral about somebody in a state, with all texts; `days`: when its appointment is."""
    moment, referral_id = now(subjects.world), f"case-{next(subjects.numbers)}"
    vault = subjects.world.context.vault
    with subjects.world.context.database.write() as session:
        person = session.get(Person, person_id)
        assert person is not None
        values = {
            "id": referral_id,
            "reference": f"RF-{next(subjects.numbers):08d}",
            "kind": "management",
            "person": person,
            "referrer_id": person.manager_id,
            "service": person.service,
            "form_version": "2026-11",
            "state": state,
            "state_since": moment,
            "created_at": moment,
            "submitted_at": moment,
            "expires_on": moment.date() + timedelta(days=2922),
        }
        session.add(Referral(**values | changes))
        session.flush()
        parts = {"answers": {"answers": {}}, "triage": TRIAGE, "report": {"text": "R"}, "manager": {"text": "M"}}
        for part, content in parts.items():
            text = ReferralText(
                id=f"{referral_id}-{part}",
                referral_id=referral_id,
                part=part,
                revision=1,
                written_by=person_id,
                written_at=moment,
            )
            text.seal(vault, json.dumps(content))
            session.add(text)
        for number, kind in enumerate(("referral", "assessment", "release"), start=1):
            session.add(
                Agreement(referral_id=referral_id, number=number, kind=kind, answer="agreed", at=moment, revision=1)
            )
        if state in ("appointment_offered", "booked"):
            slot = make_slot(subjects, days=days, is_taken=True)
            session.add(slot)
            session.add(
                Appointment(
                    id=f"{referral_id}-appointment",
                    referral_id=referral_id,
                    slot=slot,
                    state="booked" if state == "booked" else "offered",
                    sequence=0,
                    created_at=moment,
                    offered_until=None if state == "booked" else moment + timedelta(days=3),
                )
            )
    return referral_id


def add_file(subjects: Subjects, **owner: str) -> str:
    """Add a small file to a draft or a case, and return its id."""
    attachment_id, vault = f"file-{next(subjects.numbers)}", subjects.world.context.vault
    with subjects.world.context.database.write() as session:
        attachment = Attachment(
            id=attachment_id,
            document="other",
            size=8,
            scan="clean",
            added_by="demo-manager",
            added_at=now(subjects.world),
            **owner,
        )
        attachment.seal(vault, json.dumps({"name": "a.pdf", "type": "application/pdf"}))
        add_attachment(session, attachment, cut(vault, attachment_id, b"%PDF-1.7"))
    return attachment_id


def of_file(begin: str, rest: str = "", body: object = None, query: str = "") -> Maker:
    """Return a request for a file of a fresh draft or case."""

    def make(subjects: Any, person_id: str) -> tuple[str, object]:
        if begin == "referral-drafts":
            owner_id = add_draft(subjects, person_id)
            file_id = add_file(subjects, draft_id=owner_id)
        else:
            owner_id = add_case(subjects, person_id, "submitted")
            file_id = add_file(subjects, referral_id=owner_id)
        return f"/v1/{begin}/{owner_id}/attachments/{file_id}{rest}{query}", body

    return make


def make_slot(subjects: Subjects, *, days: float = 10, is_taken: bool = False) -> Slot:
    """Return a new slot; each is an hour after the one before."""
    number = next(subjects.numbers)
    starts_at = now(subjects.world) + timedelta(days=days, hours=number)
    if days < 0:
        starts_at = now(subjects.world) - timedelta(days=-days, hours=number)
    return Slot(
        id=f"slot-{number}",
        clinician_id="demo-health-unit",
        clinician="nurse",
        mode="phone",
        place="By telephone",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        is_taken=is_taken,
    )


def add_free_slot(subjects: Subjects) -> str:
    slot = make_slot(subjects)
    slot_id = slot.id
    with subjects.world.context.database.write() as session:
        session.add(slot)
    return slot_id


def start_body(person_id: str) -> dict[str, str]:
    if person_id.startswith("subject-"):
        return {"kind": "management", "person_id": person_id}
    return {"kind": "self"}


def of_draft(rest: str, body: object = None, *, filled: bool = False) -> Maker:
    return lambda s, p: (f"/v1/referral-drafts/{add_draft(s, p, filled=filled)}{rest}", body)


def of_case(rest: str, state: str, body: object = None, **changes: Any) -> Maker:
    return lambda s, p: (f"/v1/referrals/{add_case(s, p, state, **changes)}{rest}", body)


FILE = {"document": "other", "name": "a.pdf", "content": "JVBERi0xLjcK"}
SUBMIT = {"declared": True, "form_version": "2026-11", "despite_open": True}
SLOT = {"clinician": "nurse", "mode": "phone", "place": "By telephone", "clinician_id": "demo-health-unit"}


def slot_body(subjects: Subjects) -> dict[str, str]:
    slot = make_slot(subjects)
    return {**SLOT, "starts_at": slot.starts_at.isoformat(), "ends_at": slot.ends_at.isoformat()}


REFERRAL_REQUESTS: dict[tuple[str, str], Maker] = {
    ("GET", "/v1/referral-forms/{kind}"): lambda s, p: ("/v1/referral-forms/self", None),
    ("GET", "/v1/referral-drafts"): lambda s, p: ("/v1/referral-drafts", None),
    ("POST", "/v1/referral-drafts"): lambda s, p: ("/v1/referral-drafts", start_body(p)),
    ("GET", "/v1/referral-drafts/{draft_id}"): of_draft(""),
    ("GET", "/v1/referral-drafts/{draft_id}/progress"): of_draft("/progress"),
    ("GET", "/v1/referral-drafts/{draft_id}/earlier"): of_draft("/earlier"),
    ("PUT", "/v1/referral-drafts/{draft_id}/answers/{field_id}"): of_draft("/answers/contact_way", {"value": "phone"}),
    ("POST", "/v1/referral-drafts/{draft_id}/answers/{field_id}/clear"): of_draft("/answers/contact_way/clear", {}),
    ("POST", "/v1/referral-drafts/{draft_id}/undo"): of_draft("/undo", {}),
    ("POST", "/v1/referral-drafts/{draft_id}/discard"): of_draft("/discard", {}),
    ("POST", "/v1/referral-drafts/{draft_id}/submit"): of_draft("/submit", SUBMIT, filled=True),
    ("GET", "/v1/referral-drafts/{draft_id}/attachments"): of_draft("/attachments"),
    ("POST", "/v1/referral-drafts/{draft_id}/attachments"): of_draft("/attachments", FILE),
    ("GET", "/v1/referral-drafts/{draft_id}/attachments/{attachment_id}"): of_file("referral-drafts"),
    ("POST", "/v1/referral-drafts/{draft_id}/attachments/{attachment_id}/remove"): of_file(
        "referral-drafts", "/remove", {}
    ),
    ("GET", "/v1/referrals/{referral_id}/attachments"): of_case("/attachments?reason=triage", "submitted"),
    ("POST", "/v1/referrals/{referral_id}/attachments"): of_case("/attachments", "submitted", FILE),
    ("GET", "/v1/referrals/{referral_id}/attachments/{attachment_id}"): of_file("referrals", query="?reason=triage"),
    ("GET", "/v1/referrals"): lambda s, p: (f"/v1/referrals?person_id={p}", None),
    ("GET", "/v1/referrals/{referral_id}"): of_case("", "submitted"),
    ("GET", "/v1/referrals/{referral_id}/answers"): of_case("/answers?reason=triage", "submitted"),
    ("GET", "/v1/referrals/{referral_id}/report"): of_case(
        "/report?reason=triage", "released", offered_revision=1, released_revision=1
    ),
    ("GET", "/v1/referrals/{referral_id}/slots"): of_case("/slots", "triaged"),
    ("GET", "/v1/referrals/{referral_id}/calendar"): of_case("/calendar", "booked"),
    ("PUT", "/v1/referrals/{referral_id}/private-address"): of_case(
        "/private-address", "submitted", {"address": "somebody@example.org"}
    ),
    ("POST", "/v1/referrals/{referral_id}/agreements"): of_case(
        "/agreements", "with_employee", {"kind": "referral", "choice": "agree"}
    ),
    ("POST", "/v1/referrals/{referral_id}/comments"): of_case("/comments", "submitted", {"text": "A comment."}),
    ("POST", "/v1/referrals/{referral_id}/report/sight"): of_case(
        "/report/sight", "submitted", {"sees_report": "before"}
    ),
    ("POST", "/v1/referrals/{referral_id}/appointment"): of_case("/appointment", "booked", {"wish": "cancel"}),
    ("POST", "/v1/referrals/{referral_id}/withdraw"): of_case("/withdraw", "submitted", {}),
    ("GET", "/v1/health-unit/referrals"): lambda s, p: ("/v1/health-unit/referrals", None),
    ("GET", "/v1/referrals/{referral_id}/record"): of_case("/record?reason=triage", "submitted"),
    ("POST", "/v1/referrals/{referral_id}/triage"): of_case("/triage", "submitted", TRIAGE),
    ("POST", "/v1/referrals/{referral_id}/offer"): lambda s, p: (
        f"/v1/referrals/{add_case(s, p, 'triaged')}/offer",
        {"slot_id": add_free_slot(s)},
    ),
    ("POST", "/v1/referrals/{referral_id}/attendance"): of_case("/attendance", "booked", {"was_there": True}, days=-1),
    ("POST", "/v1/referrals/{referral_id}/notes"): of_case("/notes", "submitted", {"text": "A note."}),
    ("PUT", "/v1/referrals/{referral_id}/report"): of_case("/report", "attended", REPORT),
    ("POST", "/v1/referrals/{referral_id}/report/offer"): of_case("/report/offer", "attended", {}),
    ("POST", "/v1/referrals/{referral_id}/report/release"): of_case(
        "/report/release", "report_offered", {}, offered_revision=1
    ),
    ("POST", "/v1/referrals/{referral_id}/close"): of_case("/close", "submitted", {}),
    ("GET", "/v1/referral-slots"): lambda s, p: ("/v1/referral-slots?since=2027-01-01T00:00:00Z", None),
    ("POST", "/v1/referral-slots"): lambda s, p: ("/v1/referral-slots", slot_body(s)),
    ("POST", "/v1/referral-slots/{slot_id}/remove"): lambda s, p: (
        f"/v1/referral-slots/{add_free_slot(s)}/remove",
        {},
    ),
    ("GET", "/v1/referral-audit"): lambda s, p: ("/v1/referral-audit", None),
    ("GET", "/v1/referral-statistics"): lambda s, p: ("/v1/referral-statistics?year=2025&number=1", None),
}
