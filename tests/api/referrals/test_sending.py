"""A draft is sent whole, declared and once, and what is open or recent is offered for reuse."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select

from api.referrals.audit.models import AuditEntry
from api.referrals.cases.models import Referral, ReferralText
from api.referrals.drafts.models import ReferralDraft
from tests.api.courses import set_manager, told
from tests.api.referrals.cases import SELF, TEXT, answers, code, draft_path, fill_draft, refer, say, start, submit, work
from tests.api.world import EMPLOYEE, HR, MANAGER, World


def test_a_draft_with_open_questions_is_not_sent(world: World) -> None:
    draft = start(world)
    answer = submit(world, draft["id"], MANAGER)
    assert code(answer) == (409, "draft_incomplete")
    assert "situation: missing" in answer.json()["places"]


@pytest.mark.parametrize(
    "change", [{"declared": False}, {"form_version": "2020-01"}], ids=["not declared", "other form"]
)
def test_it_is_sent_with_a_declaration_on_the_present_form(world: World, change: dict[str, Any]) -> None:
    draft = start(world)
    assert submit(world, draft["id"], MANAGER, **change).status_code == 422


def test_a_sent_referral_has_a_reference_and_waits_for_the_person(world: World) -> None:
    draft = start(world)
    fill_draft(world, draft, MANAGER, situation=TEXT)
    sent = submit(world, draft["id"], MANAGER)
    assert sent.status_code == 201
    assert sent.json()["reference"].startswith("RF-")
    assert sent.json()["state"] == "with_employee"
    # At work, and at the private address that the form gave.
    assert told(world, "demo-employee") == ["private_news", "private_news"]
    with world.context.database.read() as session:
        assert session.scalar(select(func.count()).select_from(ReferralDraft)) == 0
        row = session.scalars(select(ReferralText)).one()
        assert json.loads(row.open(world.context.vault))["answers"]["situation"] == TEXT
        assert session.scalars(select(Referral)).one().submitted_at is None


def test_a_self_referral_goes_to_the_health_unit_at_once_and_to_nobody_else(world: World) -> None:
    referral_id = refer(world, SELF, hopes=TEXT)
    assert told(world) == ["private_news"]
    assert world.get(f"/v1/referrals/{referral_id}", person=EMPLOYEE).json()["state"] == "submitted"
    assert world.get(f"/v1/referrals/{referral_id}", person=MANAGER).status_code == 404
    assert world.get("/v1/referrals", person=MANAGER).json()["items"] == []


def test_answers_that_do_not_apply_any_more_are_not_sent(world: World) -> None:
    draft = start(world)
    say(world, draft["id"], "at_work", "off", person=MANAGER)
    say(world, draft["id"], "absence_reason", "back pain", person=MANAGER)
    say(world, draft["id"], "at_work", "fully", person=MANAGER)
    assert "absence_reason" not in answers(world, draft)
    fill_draft(world, draft, MANAGER)
    submit(world, draft["id"], MANAGER)
    with world.context.database.read() as session:
        row = session.scalars(select(ReferralText)).one()
        assert "absence_reason" not in json.loads(row.open(world.context.vault))["answers"]


def test_a_second_open_referral_takes_a_yes(world: World) -> None:
    first = refer(world)
    draft = start(world)
    fill_draft(world, draft, MANAGER)
    earlier = world.get(draft_path(draft, "/earlier"), person=MANAGER).json()["items"]
    assert [(item["id"], item["is_open"]) for item in earlier] == [(first, True)]
    assert code(submit(world, draft["id"], MANAGER)) == (409, "open_referral")
    assert submit(world, draft["id"], MANAGER, despite_open=True).status_code == 201


def test_a_recent_referral_for_the_same_reason_is_offered_and_fills_the_new_one(world: World) -> None:
    first = refer(world, main_reason="long_absence", main_duties="Plans and site visits.")
    world.post(f"/v1/referrals/{first}/withdraw", {}, person=MANAGER)
    body = {"kind": "management", "person_id": "demo-employee", "earlier_id": first}
    draft = world.post("/v1/referral-drafts", body, person=MANAGER).json()
    assert answers(world, draft)["main_duties"] == "Plans and site visits."
    assert "situation" not in answers(world, draft)
    for reason, offered in (("stress", []), ("long_absence", [first])):
        say(world, draft["id"], "main_reason", reason, person=MANAGER)
        assert [
            item["id"] for item in world.get(draft_path(draft, "/earlier"), person=MANAGER).json()["items"]
        ] == offered


def test_a_new_manager_does_not_learn_what_the_one_before_wrote(world: World) -> None:
    first = refer(world, main_reason="stress", stress_assessed_on="2026-11-02")
    work(world, first, "close")
    set_manager(world, "demo-employee", "demo-hr")
    body = {"kind": "management", "person_id": "demo-employee", "earlier_id": first}
    assert code(world.post("/v1/referral-drafts", body, person=HR)) == (404, "not_found")


def test_every_read_and_write_is_on_the_trail_without_its_content(world: World) -> None:
    draft = start(world)
    say(world, draft["id"], "pension", "lgps", person=MANAGER)
    say(world, draft["id"], "situation", TEXT, person=MANAGER)
    world.get(draft_path(draft), person=MANAGER)
    world.post(draft_path(draft, "/discard"), {}, person=MANAGER)
    with world.context.database.read() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    assert [(entry.action, entry.detail) for entry in entries] == [
        ("write", "started"),
        ("write", "background"),
        ("read", "answers"),
        ("delete", "discarded"),
    ]
    assert {(entry.person_id, entry.subject_id) for entry in entries} == {("demo-manager", "demo-employee")}
