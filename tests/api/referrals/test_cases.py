"""A case goes from state to state as its people say, and no other way; each reads what they may and no more."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from api.acts import begin_work
from api.models import Base
from api.notifications.models import Notification
from api.people.models import Person
from api.referrals.agreements.models import Agreement
from api.referrals.appointments.models import Appointment, Slot
from api.referrals.appointments.service import end_over_offers
from api.referrals.audit.models import AuditEntry
from api.referrals.audit.verification import verify
from api.referrals.cases.models import Referral, ReferralStep, ReferralText
from api.referrals.cases.states import OPEN, STEPS, State
from api.referrals.form.specification import FormKind
from api.retention.repository import delete_due
from tests.api.courses import set_manager, told
from tests.api.referrals.cases import (
    REPORT,
    SELF,
    TEXT,
    TRIAGE,
    add_slot,
    agree,
    bring_to,
    fill_draft,
    refer,
    state_of,
    status,
    submit,
    wish,
    work,
)
from tests.api.world import CONSOLE, EDITOR, EMPLOYEE, HEALTH_UNIT, HR, LEARNING, MANAGER, World


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json().get("code", "")


def read(world: World, referral_id: str, what: str, person: str) -> Any:
    reason = "?reason=triage" if person == HEALTH_UNIT else ""
    application = CONSOLE if person == HEALTH_UNIT else "staff-assistant-actions"
    return world.get(f"/v1/referrals/{referral_id}/{what}{reason}", person=person, application=application)


@pytest.mark.parametrize("kind", FormKind, ids=str)
def test_a_case_goes_all_the_way(world: World, kind: FormKind) -> None:
    referral_id = bring_to(world, "closed", kind)
    steps = read(world, referral_id, "record", HEALTH_UNIT).json()["steps"]
    begin = ["submitted"] if kind is SELF else ["with_employee", "submitted"]
    middle = ["triaged", "appointment_offered", "booked", "attended", "report_offered", "released", "closed"]
    assert [step["state"] for step in steps] == begin + middle
    with world.context.database.read() as session:
        assert verify(session, world.context.vault.audit_key, []).findings == []


def test_the_machine_is_closed() -> None:
    assert set(STEPS) == set(State)
    assert all(STEPS[state] for state in OPEN)
    assert not STEPS[State.CLOSED] | STEPS[State.WITHDRAWN]


EARLY: list[tuple[str, str, Any]] = [
    ("with_employee", "triage", TRIAGE),
    ("submitted", "offer", {"slot_id": "any"}),
    ("submitted", "attendance", {"was_there": True}),
    ("submitted", "report/offer", {}),
    ("triaged", "report/release", {}),
    ("closed", "close", {}),
    ("closed", "triage", TRIAGE),
]


@pytest.mark.parametrize(("state", "step", "body"), EARLY, ids=lambda value: str(value)[:20])
def test_a_step_from_another_point_is_refused(world: World, state: str, step: str, body: Any) -> None:
    referral_id = bring_to(world, state)
    assert code(work(world, referral_id, step, body)) == (409, "step_not_possible")
    assert state_of(world, referral_id) == state


def test_the_person_declines_and_the_manager_learns_only_that(world: World) -> None:
    referral_id = refer(world)
    assert agree(world, referral_id, "referral", "decline", comment="I would rather not.").status_code == 200
    seen = status(world, referral_id, person=MANAGER)
    assert seen["state"] == "withdrawn"
    assert seen["agreements"] is None
    assert told(world, "demo-manager") == ["private_news"]
    assert code(agree(world, referral_id, "referral")) == (409, "step_not_possible")


def test_withdrawing_from_the_referral_ends_it_and_gives_the_slot_back(world: World) -> None:
    referral_id = bring_to(world, "booked")
    agree(world, referral_id, "referral", "withdraw")
    assert state_of(world, referral_id) == "withdrawn"
    assert told(world, "demo-employee")[-1] == "private_appointment_over"
    with world.context.database.read() as session:
        assert [slot.is_taken for slot in session.scalars(select(Slot))] == [False]


def test_withdrawing_from_the_assessment_cancels_the_appointment(world: World) -> None:
    referral_id = bring_to(world, "booked")
    agree(world, referral_id, "assessment", "withdraw")
    assert state_of(world, referral_id) == "triaged"
    slots = read(world, referral_id, "slots", EMPLOYEE).json()["items"]
    assert code(work(world, referral_id, "offer", {"slot_id": slots[0]["id"]})) == (200, "")
    assert code(wish(world, referral_id, "accept")) == (409, "agreement_needed")


def test_nothing_is_released_without_a_yes_to_that_very_report(world: World) -> None:
    referral_id = bring_to(world, "report_offered")
    assert code(work(world, referral_id, "report/release")) == (409, "agreement_needed")
    agree(world, referral_id, "release")
    work(world, referral_id, "report", REPORT | {"report": "Corrected."}, "PUT")
    work(world, referral_id, "report/offer")
    assert code(work(world, referral_id, "report/release")) == (409, "agreement_needed")
    agree(world, referral_id, "release")
    assert work(world, referral_id, "report/release").status_code == 200


@pytest.mark.parametrize("choice", ["same_time", "no_wish"])
def test_who_does_not_want_to_see_it_first_agrees_once(world: World, choice: str) -> None:
    referral_id = bring_to(world, "attended")
    world.post(f"/v1/referrals/{referral_id}/report/sight", {"sees_report": choice}, person=EMPLOYEE)
    agree(world, referral_id, "release")
    work(world, referral_id, "report", REPORT, "PUT")
    work(world, referral_id, "report/offer")
    assert work(world, referral_id, "report/release").status_code == 200


def test_a_withdrawn_release_keeps_the_report_in(world: World) -> None:
    referral_id = bring_to(world, "report_offered")
    agree(world, referral_id, "release")
    agree(world, referral_id, "release", "withdraw")
    assert code(work(world, referral_id, "report/release")) == (409, "agreement_needed")
    work(world, referral_id, "close")
    assert read(world, referral_id, "report", MANAGER).status_code == 404
    assert read(world, referral_id, "report", EMPLOYEE).json()["report"] == REPORT["report"]


def test_what_was_released_cannot_be_taken_back(world: World) -> None:
    referral_id = bring_to(world, "released")
    assert code(agree(world, referral_id, "release", "withdraw")) == (409, "report_released")


def test_each_reads_their_part_of_the_report_when_it_is_time(world: World) -> None:
    referral_id = bring_to(world, "attended")
    work(world, referral_id, "report", REPORT, "PUT")
    assert {read(world, referral_id, "report", who).status_code for who in (EMPLOYEE, MANAGER)} == {404}
    work(world, referral_id, "report/offer")
    assert read(world, referral_id, "report", EMPLOYEE).json()["report"] == REPORT["report"]
    assert read(world, referral_id, "report", MANAGER).status_code == 404
    agree(world, referral_id, "release")
    work(world, referral_id, "report/release")
    seen = read(world, referral_id, "report", MANAGER)
    assert seen.json()["manager_part"] == REPORT["manager_part"]
    assert seen.json()["report"] is None
    assert TEXT not in seen.text


def test_a_corrected_report_is_not_read_before_it_is_offered(world: World) -> None:
    referral_id = bring_to(world, "report_offered")
    work(world, referral_id, "report", {"report": "Corrected.", "manager_part": "Corrected too."}, "PUT")
    assert read(world, referral_id, "report", EMPLOYEE).json()["revision"] == 1
    assert read(world, referral_id, "report", HEALTH_UNIT).json()["report"] == "Corrected."


def test_a_self_referral_has_no_part_for_a_manager(world: World) -> None:
    referral_id = bring_to(world, "attended", SELF)
    assert code(work(world, referral_id, "report", REPORT, "PUT")) == (409, "no_manager_part")


def test_a_manager_sees_neither_answers_nor_appointment_nor_what_was_agreed(world: World) -> None:
    referral_id = bring_to(world, "booked")
    seen = status(world, referral_id, person=MANAGER)
    assert (seen["appointment"], seen["agreements"], seen["sees_report"], seen["due_on"]) == (None,) * 4
    assert {read(world, referral_id, what, MANAGER).status_code for what in ("answers", "record", "slots")} <= {
        403,
        404,
    }


def test_a_former_manager_sees_nothing_and_the_new_one_the_status(world: World) -> None:
    referral_id = bring_to(world, "released")
    set_manager(world, "demo-employee", "demo-hr")
    assert read(world, referral_id, "report", MANAGER).status_code == 404
    assert status(world, referral_id, person=HR)["state"] == "released"
    assert read(world, referral_id, "answers", HR).status_code == 404
    assert code(world.post(f"/v1/referrals/{referral_id}/withdraw", {}, person=HR)) == (404, "not_found")
    assert world.get("/v1/referrals", person=MANAGER).json()["items"] == []


def test_a_self_referral_is_in_no_list_but_the_persons_and_the_health_units(world: World) -> None:
    referral_id = refer(world, SELF)
    for person in (MANAGER, HR, LEARNING):
        assert world.get("/v1/referrals", person=person, application="staff-assistant-actions").json()["items"] == []
        asked = world.get("/v1/referrals?person_id=demo-employee", person=person, application="staff-assistant-actions")
        assert asked.json()["items"] == []
    inbox = world.get("/v1/health-unit/referrals", person=HEALTH_UNIT, application=CONSOLE).json()["items"]
    assert [item["id"] for item in inbox] == [referral_id]


def test_who_works_in_the_health_unit_does_not_find_their_own_case_in_the_inbox(world: World) -> None:
    with_draft = world.post("/v1/referral-drafts", {"kind": "self"}, person=HEALTH_UNIT).json()
    fill_draft(world, with_draft, HEALTH_UNIT)
    own = submit(world, with_draft["id"], HEALTH_UNIT).json()["id"]
    assert world.get("/v1/health-unit/referrals", person=HEALTH_UNIT, application=CONSOLE).json()["items"] == []
    assert code(work(world, own, "triage", TRIAGE)) == (404, "not_found")
    assert status(world, own, person=HEALTH_UNIT)["you_are"] == "employee"


@pytest.mark.parametrize("roles", [["employee", "admin"], ["employee", "hr"], ["employee", "learning"]], ids=str)
def test_no_other_role_opens_a_case_or_counts_it(world: World, roles: list[str]) -> None:
    referral_id = bring_to(world, "released")
    with world.context.database.write() as session:
        person = session.get(Person, "demo-editor")
        assert person is not None
        person.roles = roles
    who = {"person": EDITOR, "application": CONSOLE}
    whats = ("", "/answers?reason=triage", "/report?reason=triage", "/record?reason=triage", "/slots", "/calendar")
    assert {world.get(f"/v1/referrals/{referral_id}{what}", **who).status_code for what in whats} == {404}
    for lists in ("/v1/health-unit/referrals", "/v1/referral-slots?since=2026-01-01T00:00:00Z", "/v1/referral-audit"):
        assert code(world.get(lists, **who)) == (403, "role_needed")
    assert world.get("/v1/referrals", **who).json()["items"] == []


def test_what_belongs_to_a_case_goes_with_it(world: World) -> None:
    bring_to(world, "closed")
    parts = (ReferralText, ReferralStep, Agreement, Appointment)
    with world.context.database.write() as session:
        delete_due(session, Base.metadata, world.context.today() + timedelta(days=2922))
        assert [session.scalar(select(func.count()).select_from(part)) for part in (Referral, *parts)] == [0] * 5
        assert verify(session, world.context.vault.audit_key, []).entries > 10


def test_the_time_for_which_a_case_is_kept_counts_from_its_last_entry(world: World) -> None:
    referral_id = refer(world, SELF)
    world.clock.ahead = 86_400 * 30
    headers = world.headers_now(person=HEALTH_UNIT, application=CONSOLE)
    answer = world.client.post(f"/v1/referrals/{referral_id}/notes", json={"text": TEXT}, headers=headers)
    assert answer.status_code == 200
    with world.context.database.read() as session:
        kept = session.scalars(select(Referral.expires_on)).one()
    assert kept == world.context.today() + timedelta(days=2922)


def test_the_health_unit_says_why_it_opens_a_record(world: World) -> None:
    referral_id = refer(world, SELF)
    address = f"/v1/referrals/{referral_id}/answers"
    assert code(world.get(address, person=HEALTH_UNIT, application=CONSOLE)) == (422, "invalid_request")
    asked = world.get(f"{address}?reason=access_request", person=HEALTH_UNIT, application=CONSOLE)
    assert asked.status_code == 200
    with world.context.database.read() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.number.desc())).first()
    assert last is not None
    assert (last.person_id, last.action, last.detail, last.purpose) == (
        "demo-health-unit",
        "read",
        "answers",
        "access_request",
    )


def test_an_offer_that_nobody_took_gives_its_slot_back(world: World) -> None:
    referral_id = bring_to(world, "appointment_offered")
    world.clock.ahead = 86_400 * 12
    with world.context.database.write() as session:
        assert end_over_offers(begin_work(world.context, session)) == 1
        assert end_over_offers(begin_work(world.context, session)) == 0
    world.clock.ahead = 0
    assert state_of(world, referral_id) == "triaged"
    with world.context.database.read() as session:
        assert [slot.is_taken for slot in session.scalars(select(Slot))] == [False]
        assert verify(session, world.context.vault.audit_key, []).findings == []


def test_an_appointment_moves_to_another_slot_at_once_or_not_at_all(world: World) -> None:
    referral_id = bring_to(world, "booked")
    other, taken = add_slot(world, days=20), add_slot(world, days=21)
    counsellor = add_slot(world, days=22, clinician="counsellor")
    with world.context.database.write() as session:
        found = session.get(Slot, taken)
        assert found is not None
        found.is_taken = True
    assert code(wish(world, referral_id, "move", taken)) == (409, "slot_taken")
    assert code(wish(world, referral_id, "move", counsellor)) == (409, "slot_unsuitable")
    assert wish(world, referral_id, "move", other).json()["appointment"]["slot"]["id"] == other
    with world.context.database.read() as session:
        assert {slot.id for slot in session.scalars(select(Slot).where(Slot.is_taken))} == {other, taken}


def test_two_slots_of_one_clinician_do_not_overlap(world: World) -> None:
    add_slot(world, days=10, hour=9)
    body = {"clinician": "nurse", "mode": "phone", "place": "By telephone"}
    listed = world.get("/v1/referral-slots?since=2020-01-01T00:00:00Z", person=HEALTH_UNIT, application=CONSOLE)
    assert listed.status_code == 200
    with world.context.database.read() as session:
        first = session.scalars(select(Slot)).one()
    times = {"starts_at": first.starts_at.isoformat(), "ends_at": first.ends_at.isoformat()}
    answer = world.post("/v1/referral-slots", body | times, person=HEALTH_UNIT, application=CONSOLE)
    assert code(answer) == (409, "slot_clash")


def test_no_message_says_what_it_is_about(world: World) -> None:
    bring_to(world, "closed")
    with world.context.database.read() as session:
        messages = session.scalars(select(Notification)).all()
    assert len(messages) >= 6
    words = ("health", "referral", "report", "nurse", "occupational", "absence", "medical", "clinic", "telephone")
    for message in messages:
        everything = f"{message.kind} {message.subject} {message.text} {message.calendar or ''}".lower()
        assert not [word for word in words if word in everything]


def test_the_learning_team_does_not_see_that_private_messages_were_sent(world: World) -> None:
    refer(world)
    learning = world.get("/v1/notifications", person=LEARNING).json()["items"]
    unit = world.get("/v1/notifications", person=HEALTH_UNIT, application=CONSOLE).json()["items"]
    assert (len(learning), len(unit)) == (0, 1)


def test_what_is_late_shows_by_working_days(world: World) -> None:
    referral_id = refer(world, SELF)
    address = f"/v1/referrals/{referral_id}"
    headers = world.headers(person=HEALTH_UNIT, application=CONSOLE)
    assert world.client.get(address, headers=headers).json()["is_late"] is False
    world.clock.ahead = 86_400 * 9
    headers = world.headers_now(person=HEALTH_UNIT, application=CONSOLE)
    assert world.client.get(address, headers=headers).json()["is_late"] is True
