"""A draft keeps what was said, sealed, in every version, for its owner alone, and for 14 days."""

import json
from typing import Any

import pytest
from sqlalchemy import func, select, text

from api.referrals.audit.models import AuditEntry
from api.referrals.cases.models import Referral, ReferralText
from api.referrals.drafts.models import ReferralDraft
from tests.api.courses import set_manager, told
from tests.api.referrals.cases import SELF, TEXT, fill_draft, refer, say, start, submit, work
from tests.api.world import EMPLOYEE, HEALTH_UNIT, HR, MANAGER, NEW_STARTER, World


def path(draft: Any, rest: str = "") -> str:
    return f"/v1/referral-drafts/{draft['id']}{rest}"


def answers(world: World, draft: Any, person: str = MANAGER) -> Any:
    return world.get(path(draft), person=person).json()["answers"]


def code(answer: Any) -> tuple[int, str]:
    return answer.status_code, answer.json()["code"]


def test_a_draft_begins_with_what_the_directory_knows(world: World) -> None:
    draft = start(world)
    known = answers(world, draft)
    assert known["employee_name"] == "Priya Nair"
    assert known["referrer_job"] == "Development Manager"
    assert draft["next"] == "referrer_phone"
    assert draft["version"] == 1


def test_an_answer_is_stored_sealed_and_never_sent_back_by_a_write(world: World) -> None:
    draft = start(world)
    answer = say(world, draft["id"], "situation", TEXT, person=MANAGER)
    assert TEXT not in answer.text
    assert "situation" in answer.json()["answered"]
    assert answers(world, draft)["situation"] == TEXT
    with world.context.database.read() as session:
        row = session.scalars(select(ReferralDraft)).one()
        assert b"desk" not in row.sealed
        assert TEXT in row.open(world.context.vault)
        assert not session.scalars(text("SELECT body FROM idempotency_keys WHERE body LIKE '%situation%'")).all()


def test_progress_says_which_questions_are_open_and_holds_no_answer(world: World) -> None:
    draft = start(world)
    say(world, draft["id"], "situation", TEXT, person=MANAGER)
    progress = world.get(path(draft, "/progress"), person=MANAGER)
    assert TEXT not in progress.text
    assert "situation" in progress.json()["answered"]
    assert progress.json()["version"] == 2


def test_a_repeated_answer_has_one_effect_and_the_same_answer(world: World) -> None:
    draft, key = start(world), "0123456789abcdef"
    first = say(world, draft["id"], "situation", TEXT, person=MANAGER, key=key)
    second = say(world, draft["id"], "situation", TEXT, person=MANAGER, key=key)
    assert first.content == second.content
    assert second.headers["Idempotent-Replayed"] == "true"
    assert first.json()["version"] == 2


def test_a_change_on_an_older_version_is_refused(world: World) -> None:
    draft = start(world)
    assert say(world, draft["id"], "situation", TEXT, version=1, person=MANAGER).status_code == 200
    late = say(world, draft["id"], "situation", "Another text", version=1, person=MANAGER)
    assert code(late) == (409, "draft_changed")
    assert answers(world, draft)["situation"] == TEXT


def test_a_wrong_answer_is_named_by_its_rule_and_not_quoted(world: World) -> None:
    draft = start(world)
    say(world, draft["id"], "at_work", "off", person=MANAGER)
    answer = say(world, draft["id"], "absence_from", "the day her back went", person=MANAGER)
    assert code(answer) == (422, "answer_refused")
    assert answer.json()["places"] == ["absence_from: not_a_date"]
    assert "back" not in answer.text


def test_what_is_not_asked_takes_no_answer(world: World) -> None:
    draft = start(world)
    assert code(say(world, draft["id"], "absence_from", "2026-11-02", person=MANAGER)) == (409, "field_not_asked")
    assert code(say(world, draft["id"], "diagnosis", TEXT, person=MANAGER)) == (404, "not_found")


def test_changes_are_taken_back_one_after_the_other(world: World) -> None:
    draft = start(world)
    for value in ("One.", "Two."):
        say(world, draft["id"], "situation", value, person=MANAGER)
    world.post(path(draft, "/answers/situation/clear"), {}, person=MANAGER)
    seen = []
    for _ in range(3):
        state = world.post(path(draft, "/undo"), {}, person=MANAGER).json()
        seen.append((answers(world, draft).get("situation"), state["undoable"]))
    assert seen == [("Two.", "situation"), ("One.", "situation"), (None, None)]
    assert code(world.post(path(draft, "/undo"), {}, person=MANAGER)) == (409, "nothing_to_undo")


def test_drafts_are_listed_for_their_owner_alone(world: World) -> None:
    draft, own = start(world), start(world, SELF, person=EMPLOYEE)
    listed = {person: world.get("/v1/referral-drafts", person=person).json()["items"] for person in (MANAGER, EMPLOYEE)}
    assert [item["id"] for item in listed[MANAGER]] == [draft["id"]]
    assert [item["id"] for item in listed[EMPLOYEE]] == [own["id"]]
    assert world.get("/v1/referral-drafts", person=HEALTH_UNIT).json()["items"] == []


@pytest.mark.parametrize("person", [EMPLOYEE, NEW_STARTER, HEALTH_UNIT, HR], ids=["subject", "colleague", "unit", "hr"])
def test_nobody_else_sees_a_draft(world: World, person: str) -> None:
    draft = start(world)
    assert code(world.get(path(draft), person=person)) == (404, "not_found")
    assert code(say(world, draft["id"], "situation", TEXT, person=person)) == (404, "not_found")


def test_a_manager_loses_a_draft_with_the_report(world: World) -> None:
    draft = start(world)
    set_manager(world, "demo-employee", "demo-hr")
    assert code(world.get(path(draft), person=MANAGER)) == (404, "not_found")
    assert world.get("/v1/referral-drafts", person=MANAGER).json()["items"] == []
    assert code(world.get(path(draft), person=HR)) == (404, "not_found")


@pytest.mark.parametrize("person_id", [None, "me", "demo-manager"])
def test_nobody_refers_themselves_as_their_manager(world: World, person_id: str | None) -> None:
    body = {"kind": "management", "person_id": person_id} if person_id else {"kind": "management"}
    assert code(world.post("/v1/referral-drafts", body, person=MANAGER)) == (409, "self_as_manager")


@pytest.mark.parametrize("about", ["demo-hr", "demo-editor", "nobody"])
def test_only_direct_reports_are_referred(world: World, about: str) -> None:
    body = {"kind": "management", "person_id": about}
    assert code(world.post("/v1/referral-drafts", body, person=MANAGER)) == (404, "not_found")


def test_in_a_circle_of_lines_nobody_refers_anybody(world: World) -> None:
    set_manager(world, "demo-manager", "demo-employee")
    for person, about in ((MANAGER, "demo-employee"), (EMPLOYEE, "demo-manager")):
        body = {"kind": "management", "person_id": about}
        assert code(world.post("/v1/referral-drafts", body, person=person)) == (404, "not_found")


def test_there_is_one_draft_about_a_person(world: World) -> None:
    start(world)
    body = {"kind": "management", "person_id": "demo-employee"}
    assert code(world.post("/v1/referral-drafts", body, person=MANAGER)) == (409, "draft_exists")


def test_a_discarded_draft_leaves_nothing(world: World) -> None:
    draft = start(world)
    say(world, draft["id"], "situation", TEXT, person=MANAGER)
    assert world.post(path(draft, "/discard"), {}, person=MANAGER).json()["state"] == "discarded"
    with world.context.database.read() as session:
        assert session.scalar(select(func.count()).select_from(ReferralDraft)) == 0
    assert start(world)["version"] == 1


def test_a_draft_ends_after_fourteen_days_without_a_change(world: World) -> None:
    draft = start(world)
    world.clock.ahead = 86_400 * 15
    headers = world.headers_now(person=MANAGER)
    assert world.client.get(path(draft), headers=headers).status_code == 404
    body = {"kind": "management", "person_id": "demo-employee"}
    assert (
        world.client.post(
            "/v1/referral-drafts", json=body, headers=world.headers_now(person=MANAGER) | {"Idempotency-Key": "k" * 20}
        ).status_code
        == 201
    )


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
    assert told(world, "demo-employee") == ["private_news"]
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
    earlier = world.get(path(draft, "/earlier"), person=MANAGER).json()["items"]
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
        assert [item["id"] for item in world.get(path(draft, "/earlier"), person=MANAGER).json()["items"]] == offered


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
    world.get(path(draft), person=MANAGER)
    world.post(path(draft, "/discard"), {}, person=MANAGER)
    with world.context.database.read() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.number)).all()
    assert [(entry.action, entry.detail) for entry in entries] == [
        ("write", "started"),
        ("write", "background"),
        ("read", "answers"),
        ("delete", "discarded"),
    ]
    assert {(entry.person_id, entry.subject_id) for entry in entries} == {("demo-manager", "demo-employee")}
