"""Each reads of a case what they may, and no more."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from api.acts import begin_work
from api.people.models import Person
from api.referrals.agreements.models import Agreement
from api.referrals.appointments.models import Appointment
from api.referrals.audit.models import AuditEntry
from api.referrals.audit.verification import verify
from api.referrals.cases.models import Referral, ReferralStep, ReferralText
from api.retention.service import purge
from tests.api.courses import set_manager
from tests.api.referrals.cases import (
    SELF,
    TEXT,
    TRIAGE,
    bring_to,
    code,
    fill_draft,
    read,
    refer,
    status,
    submit,
    work,
)
from tests.api.world import CONSOLE, EDITOR, HEALTH_UNIT, HR, LEARNING, MANAGER, World


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
        purge(begin_work(world.context, session), world.context.today() + timedelta(days=2922))
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
