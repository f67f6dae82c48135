"""A case goes from state to state as its people say, and no other way."""

from typing import Any

import pytest
from sqlalchemy import select

from api.referrals.appointments.models import Slot
from api.referrals.audit.verification import verify
from api.referrals.cases.states import OPEN, STEPS, State
from api.referrals.form.specification import FormKind
from tests.api.courses import told
from tests.api.referrals.cases import (
    CORRECTION,
    REPORT,
    SELF,
    TEXT,
    TRIAGE,
    agree,
    bring_to,
    code,
    read,
    refer,
    state_of,
    status,
    wish,
    work,
)
from tests.api.world import EMPLOYEE, HEALTH_UNIT, MANAGER, World


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
    ("submitted", "attendance/correction", CORRECTION),
    ("booked", "attendance/correction", CORRECTION),
    ("attended", "attendance/correction", CORRECTION),
    ("report_offered", "attendance/correction", CORRECTION | {"was_there": False}),
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
