"""The Health Unit's work on a case by its forms: from the inbox to the end, and what is refused on the way."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from sqlalchemy import func, select

from api.acts import Act, begin_act
from api.identity import Caller
from api.notifications.models import Notification
from api.people.relations import Relation
from api.referrals.agreements.models import AgreementKind
from api.referrals.appointments import service as appointments
from api.referrals.cases import service as cases
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
from tests.console.desk import TOKEN, Desk

NOTE = "Pain in the lower back since the move. <script>alert(1)</script>"
MAY = frozenset({Relation.HEALTH_UNIT})
STATES = ("with_employee", "submitted", "triaged", "appointment_offered", "booked", "attended", "report_written")
STATES += ("report_offered", "released", "closed")
# What the services say: a plain sentence, which leads to a field or to the top of the page.
REFUSED = re.compile(r'<li><a href="#[a-z]+">[A-Z][^<]+\.</a></li>')


@pytest.fixture
def unit(desk: Desk) -> Iterator[httpx.Client]:
    with desk.client(HEALTH) as client:
        yield client
    desk.clock.ahead = 0


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
        "attendance": lambda act: cases.record_attendance(act, case, was_there=True),
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


@pytest.mark.parametrize(
    ("step", "values", "state"),
    [
        ("triage", TRIAGE | {"note": NOTE}, "booked"),
        ("offer", {"slot": "no-slot"}, "submitted"),
        ("attendance", {"came": "no"}, "booked"),
        ("report", {"report": NOTE, "manager_part": "A part"}, "triaged"),
        ("steps/cancel", {}, "triaged"),
        ("steps/offer-report", {}, "attended"),
        ("steps/release-report", {}, "report_offered"),
        ("steps/close", {}, "with_employee"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_illegal_step_is_refused_in_plain_words_and_keeps_what_was_typed(
    step: str, values: dict[str, str], state: str, desk: Desk, unit: httpx.Client
) -> None:
    case = bring_to(desk, state)
    texts = count_texts(desk, case)
    answer = desk.send(unit, f"/cases/{case}/{step}", values)
    assert (answer.status_code, "There is a problem" in answer.text) == (409, True)
    assert REFUSED.search(answer.text)
    typed = NOTE.replace("<", "&lt;").replace(">", "&gt;")
    assert (typed in answer.text) == (NOTE in values.values())
    assert (state_of(desk, case), count_texts(desk, case)) == (state, texts)


@pytest.mark.parametrize(
    ("step", "values", "message"),
    [
        ("triage", {"clinician": "nurse", "mode": "by post"}, "Choose how they should be seen"),
        ("triage", TRIAGE | {"note": "x" * 4001}, "Use 4000 characters or fewer; there are 4001"),
        ("note", {"text": " "}, "Write the note"),
        ("note", {"text": "x" * 4001}, "Use 4000 characters or fewer; there are 4001"),
        ("offer", {}, "Choose a time"),
        ("report", {"report": NOTE, "manager_part": ""}, "Write what the manager is told"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_form_comes_back_with_a_message(
    step: str, values: dict[str, str], message: str, desk: Desk, unit: httpx.Client
) -> None:
    case = bring_to(desk, "submitted")
    answer = send(desk, unit, case, step, values)
    assert (answer.status_code, message in answer.text) == (422, True)
    assert state_of(desk, case) == "submitted"


def test_a_form_that_comes_twice_has_one_effect(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "submitted")
    fields = {"form_token": TOKEN, "once": "n" * 32, "text": NOTE}
    texts, answers = count_texts(desk, case), [unit.post(f"/cases/{case}/note", data=fields) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert count_texts(desk, case) == texts + 1
    assert [entry[2] for entry in trail_of(desk, case)].count("note") == 1
    changed = unit.post(f"/cases/{case}/note", data=fields | {"text": "Another"})
    assert (changed.status_code, count_texts(desk, case)) == (422, texts + 1)


def test_what_was_typed_for_longer_than_a_reason_holds_is_saved(desk: Desk, unit: httpx.Client) -> None:
    case = bring_to(desk, "submitted")
    open_case(desk, unit, case)
    desk.clock.ahead = 2 * 3600
    assert unit.get(f"/cases/{case}/note").status_code == 303
    fields = {"form_token": TOKEN, "once": "n" * 32}
    late = unit.post(f"/cases/{case}/triage", data=fields | {"note": NOTE})
    assert (late.status_code, "Pain in the lower back" in late.text) == (422, True)
    assert unit.post(f"/cases/{case}/note", data=fields | {"text": NOTE}).status_code == 303


def test_a_slot_that_somebody_else_took_is_refused_and_the_others_are_shown(desk: Desk, unit: httpx.Client) -> None:
    case, slot, other = bring_to(desk, "triaged"), add_slot(desk, days=3), add_slot(desk, days=4)
    rival = bring_to(desk, "triaged", FormKind.SELF)
    open_case(desk, unit, case)
    assert send(desk, unit, rival, "offer", {"slot": slot}).status_code == 303
    answer = send(desk, unit, case, "offer", {"slot": slot})
    assert (answer.status_code, "This appointment is taken." in answer.text) == (409, True)
    assert (slot in answer.text.partition("<fieldset")[2], other in answer.text) == (False, True)


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


@pytest.mark.parametrize("person", ["demo-employee", "demo-manager", "demo-hr"])
def test_nobody_else_takes_a_step(person: str, desk: Desk) -> None:
    case = bring_to(desk, "submitted")
    with desk.client(person) as client:
        for step, values in (("triage", TRIAGE), ("note", {"text": NOTE}), ("steps/close", {})):
            assert desk.send(client, f"/cases/{case}/{step}", values).status_code == 403
    assert state_of(desk, case) == "submitted"


def test_who_works_in_the_health_unit_takes_no_step_in_their_own_case(desk: Desk, unit: httpx.Client) -> None:
    own = refer(desk, FormKind.SELF, HEALTH_UNIT)
    for step, values in (("triage", TRIAGE), ("note", {"text": NOTE}), ("steps/close", {})):
        assert desk.send(unit, f"/cases/{own}/{step}", values).status_code == 404
    assert state_of(desk, own) == "submitted"
