"""For each route of referrals: a request that touches fresh things of somebody."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from tests.api.courses import now
from tests.api.referrals.cases import CORRECTION, REPORT, TRIAGE
from tests.api.referrals.subjects import SLOT, Subjects, add_case, add_draft, add_file, add_free_slot, make_slot

Maker = Callable[[Any, str], tuple[str, object]]


def start_body(person_id: str) -> dict[str, str]:
    if person_id.startswith("subject-"):
        return {"kind": "management", "person_id": person_id}
    return {"kind": "self"}


def of_draft(rest: str, body: object = None, *, filled: bool = False) -> Maker:
    return lambda s, p: (f"/v1/referral-drafts/{add_draft(s, p, filled=filled)}{rest}", body)


def of_case(rest: str, state: str, body: object = None, **changes: Any) -> Maker:
    return lambda s, p: (f"/v1/referrals/{add_case(s, p, state, **changes)}{rest}", body)


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


FILE = {"document": "other", "name": "a.pdf", "content": "JVBERi0xLjcK"}
SUBMIT = {"declared": True, "form_version": "2026-11", "despite_open": True}


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
    ("POST", "/v1/referrals/{referral_id}/attendance/correction"): lambda s, p: (
        f"/v1/referrals/{add_case(s, p, 'missed', days=-1, state_since=now(s.world) + timedelta(minutes=1))}"
        "/attendance/correction",
        CORRECTION,
    ),
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
