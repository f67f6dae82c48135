"""The Health Unit's work on a case by its forms: from the inbox to the end, and what is refused on the way."""

import re
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from api.acts import Act, begin_act
from api.console.notices import NOTICES
from api.identity import Caller
from api.notifications.models import Notification
from api.people.relations import Relation
from api.referrals.agreements.models import AgreementKind
from api.referrals.appointments import service as appointments
from api.referrals.cases import attending
from api.referrals.cases import service as cases
from api.referrals.cases.attending_views import Correction, CorrectionBody
from api.referrals.cases.models import ReferralText
from api.referrals.cases.views import TriageBody
from api.referrals.errors import ReferralError
from api.referrals.form.specification import FormKind
from api.referrals.reports import service as reports
from api.settings import DEVELOPMENT_TENANT
from tests.api.referrals.cases import REPORT, TRIAGE
from tests.api.world import EMPLOYEE, HEALTH_UNIT
from tests.console.casework import (
    HEALTH,
    act_as,
    add_slot,
    agree,
    bring_to,
    let_come,
    refer,
    state_of,
    trail_of,
)
from tests.console.desk import Desk

NOTE = "Pain in the lower back since the move. <script>alert(1)</script>"
CORRECTED = CorrectionBody(was_there=False, because=Correction.OTHER_CASE)
MAY = frozenset({Relation.HEALTH_UNIT})
STATES = ("with_employee", "submitted", "triaged", "appointment_offered", "booked", "attended", "report_written")
STATES += ("report_offered", "released", "closed")


def send(desk: Desk, unit: httpx.Client, case: str, step: str, values: dict[str, Any] | None = None) -> httpx.Response:
    return desk.send(unit, f"/cases/{case}/{step}", values)


def open_case(desk: Desk, unit: httpx.Client, case: str, reason: str = "assessment") -> str:
    send(desk, unit, case, "reason", {"reason": reason})
    return unit.get(f"/cases/{case}").text


def count_texts(desk: Desk, case: str) -> int:
    with desk.context.database.read() as session:
        return session.scalar(select(func.count()).where(ReferralText.referral_id == case)) or 0


def test_a_case_goes_from_its_referral_to_its_end_by_the_forms(desk: Desk, unit: httpx.Client) -> None:
    case = refer(desk)
    agree(desk, case, AgreementKind.REFERRAL)
    slot = add_slot(desk)
    open_case(desk, unit, case)
    done = [send(desk, unit, case, "triage", TRIAGE | {"note": "Soon, please."})]
    done.append(send(desk, unit, case, "offer", {"slot": slot}))
    agree(desk, case, AgreementKind.ASSESSMENT)
    act_as(desk, EMPLOYEE, lambda act: appointments.accept_offer(act, case))
    let_come(desk, case)
    done.append(send(desk, unit, case, "attendance", {"came": "yes"}))
    done.append(send(desk, unit, case, "note", {"text": NOTE}))
    done.append(send(desk, unit, case, "report", REPORT))
    done.append(send(desk, unit, case, "steps/offer-report"))
    agree(desk, case, AgreementKind.RELEASE)
    done.append(send(desk, unit, case, "steps/release-report"))
    done.append(send(desk, unit, case, "steps/close"))
    assert [answer.headers["location"].rpartition("=")[2] for answer in done] == [
        "case-triaged",
        "appointment-offered",
        "visit-noted",
        "note-added",
        "report-written",
        "report-offered",
        "report-released",
        "case-closed",
    ]
    assert state_of(desk, case) == "closed"
    assert {answer.headers["location"].rpartition("=")[2] for answer in done} <= set(NOTICES)
    written = [entry[2:] for entry in trail_of(desk, case) if entry[:2] == (HEALTH, "write")]
    assert written == [
        ("triaged", "triage"),
        ("appointment_offered", "appointment"),
        ("attended", "assessment"),
        ("note", "assessment"),
        ("report", "report"),
        ("report_offered", "report"),
        ("released", "report"),
        ("closed", "routine"),
    ]
    page = open_case(desk, unit, case)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert REPORT["manager_part"] in page
    assert "Soon, please." in page


@pytest.mark.parametrize(
    ("state", "kind"),
    [(state, kind) for kind in FormKind for state in STATES if (state, kind) != ("with_employee", FormKind.SELF)],
)
def test_the_page_offers_exactly_the_steps_that_the_services_take(
    state: str, kind: FormKind, desk: Desk, unit: httpx.Client
) -> None:
    case = bring_to(desk, state, kind)
    slot = add_slot(desk, days=3)
    part = REPORT["manager_part"] if kind is FormKind.MANAGEMENT else None
    effects = {
        "triage": lambda act: cases.triage(act, case, TriageBody.model_validate(TRIAGE)),
        "offer": lambda act: appointments.offer_slot(act, case, slot),
        "move": lambda act: appointments.move_appointment(act, case, slot),
        "attendance": lambda act: attending.record_attendance(act, case, was_there=True),
        "correction": lambda act: attending.correct_attendance(act, case, CORRECTED),
        "note": lambda act: cases.add_note(act, case, "A note"),
        "report": lambda act: reports.write_report(act, case, "R", part),
        "steps/cancel": lambda act: appointments.cancel_appointment(act, case),
        "steps/offer-report": lambda act: reports.offer_report(act, case),
        "steps/release-report": lambda act: reports.release_report(act, case),
        "steps/close": lambda act: cases.close(act, case),
    }
    page = open_case(desk, unit, case)
    shown = {step for step in effects if f'href="/cases/{case}/{step}"' in page}
    assert shown == {step for step, effect in effects.items() if is_taken(desk, effect)}


@pytest.mark.parametrize("state", ["submitted", "triaged", "booked", "report_offered", "released"])
def test_no_address_and_no_title_of_a_page_has_a_word_of_health(state: str, desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, state)
    pages = [f"/cases/{case}/reason", open_case(desk, unit, case) and f"/cases/{case}"]
    pages += re.findall(rf'href="(/cases/{case}/[^"]+)"', unit.get(pages[1]).text)
    titles = [re.findall("<title>(.*?)</title>", unit.get(page).text)[0] for page in pages if "/letters/" not in page]
    names = [unit.get(page).headers["content-disposition"] for page in pages if "/letters/" in page]
    told = " ".join([*pages, *titles, *names]).lower()
    assert len(titles) > 3
    assert "priya" not in told
    # A second pair of eyes: the words that are never kept of a question.
    assert desk.context.privacy.health.findall(told.replace("-", " ").replace("/", " ")) == []


def is_taken(desk: Desk, effect: Callable[[Act], Any]) -> bool:
    """Try a step as the Health Unit, and take it back."""
    with desk.context.database.write() as session:
        try:
            effect(begin_act(desk.context, session, Caller("tests", frozenset(), DEVELOPMENT_TENANT, HEALTH_UNIT, MAY)))
        except ReferralError:
            return False
        finally:
            session.rollback()
    return True


def test_a_long_list_of_times_is_shown_when_asked_for(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "triaged")
    slots = [add_slot(desk, days=3, hour=hour) for hour in range(6, 20)]
    open_case(desk, unit, case)
    few, all_of_them = (unit.get(f"/cases/{case}/offer{query}").text for query in ("", "?show=all"))
    assert [slot in few for slot in slots] == [True] * 12 + [False] * 2
    assert "Show all 14 free times" in few
    assert all(slot in all_of_them for slot in slots)


def test_a_cancelled_appointment_is_taken_back_and_the_employee_told(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "booked")
    assert send(desk, unit, case, "steps/cancel").status_code == 303
    with desk.context.database.read() as session:
        kinds = session.scalars(select(Notification.kind).order_by(Notification.created_at)).all()
    assert (state_of(desk, case), kinds[-1]) == ("triaged", "private_appointment_over")


def test_a_missed_appointment_is_noted_and_another_can_be_offered(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "booked")
    let_come(desk, case)
    assert send(desk, unit, case, "attendance", {"came": "no"}).status_code == 303
    assert state_of(desk, case) == "missed"
    page = open_case(desk, unit, case)
    assert ("Appointment missed" in page, f'href="/cases/{case}/offer"' in page) == (True, True)


def test_what_was_noted_wrongly_of_a_visit_is_corrected_and_both_stay_among_the_dates(
    desk: Desk, unit: httpx.Client
) -> None:
    case = bring_to(desk, "attended")
    assert (
        "It is noted that Priya Nair came." in open_case(desk, unit, case) + unit.get(f"/cases/{case}/correction").text
    )
    assert send(desk, unit, case, "correction", {"came": "no"}).status_code == 422
    answer = send(desk, unit, case, "correction", {"came": "no", "because": "other_case"})
    assert (answer.status_code, answer.headers["location"].rpartition("=")[2]) == (303, "visit-corrected")
    assert trail_of(desk, case)[-1] == (HEALTH, "write", "missed other_case", "correction")
    page = open_case(desk, unit, case)
    assert (state_of(desk, case), "Appointment missed <span" in page, "(corrected)" in page) == ("missed", True, True)
    # A second answer of the same page says what is there by now, and changes nothing.
    assert send(desk, unit, case, "correction", {"came": "no", "because": "other_case"}).status_code == 409
    assert send(desk, unit, case, "correction", {"came": "yes", "because": "told_later"}).status_code == 303
    assert state_of(desk, case) == "attended"


def test_a_report_is_corrected_as_a_new_revision_and_offered_again(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "report_offered")
    open_case(desk, unit, case)
    assert REPORT["report"] in unit.get(f"/cases/{case}/report").text
    corrected = {"report": "It began in May.", "manager_part": "As before."}
    assert send(desk, unit, case, "report", corrected).status_code == 303
    page = unit.get(f"/cases/{case}").text
    assert page.index("Revision 2 ") < page.index("Not offered") < page.index("Revision 1 ") < page.index("Offered to")
    assert send(desk, unit, case, "steps/offer-report").status_code == 303


def test_a_self_referral_has_no_part_for_a_manager(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "attended", FormKind.SELF)
    open_case(desk, unit, case)
    assert "manager_part" not in unit.get(f"/cases/{case}/report").text
    forced = send(desk, unit, case, "report", REPORT)
    assert (forced.status_code, "A self-referral has no part for a manager." in forced.text) == (409, True)
    assert send(desk, unit, case, "report", {"report": "Only for you."}).status_code == 303
