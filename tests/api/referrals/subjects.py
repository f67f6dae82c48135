"""Fresh things of referrals, stored for somebody: drafts, cases in a state, files and slots."""

import itertools
import json
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
from tests.api.referrals.cases import TRIAGE, fill
from tests.api.world import World


class Subjects(Protocol):
    """What `tests/api/subjects.py` has for all routes."""

    world: World
    numbers: "itertools.count[int]"


SLOT = {"clinician": "nurse", "mode": "phone", "place": "By telephone", "clinician_id": "demo-health-unit"}


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
        if state in ("appointment_offered", "booked", "missed"):
            slot = make_slot(subjects, days=days, is_taken=True)
            session.add(slot)
            session.add(
                Appointment(
                    id=f"{referral_id}-appointment",
                    referral_id=referral_id,
                    slot=slot,
                    state="offered" if state == "appointment_offered" else state,
                    sequence=0,
                    created_at=moment,
                    offered_until=moment + timedelta(days=3) if state == "appointment_offered" else None,
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
