"""A draft keeps what was said, sealed, in every version, for its owner alone, and for 14 days."""

import pytest
from sqlalchemy import func, select, text

from api.referrals.drafts.models import ReferralDraft
from tests.api.courses import set_manager
from tests.api.referrals.cases import SELF, TEXT, answers, code, draft_path, say, start
from tests.api.world import EMPLOYEE, HEALTH_UNIT, HR, MANAGER, NEW_STARTER, World


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
    progress = world.get(draft_path(draft, "/progress"), person=MANAGER)
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
    world.post(draft_path(draft, "/answers/situation/clear"), {}, person=MANAGER)
    seen = []
    for _ in range(3):
        state = world.post(draft_path(draft, "/undo"), {}, person=MANAGER).json()
        seen.append((answers(world, draft).get("situation"), state["undoable"]))
    assert seen == [("Two.", "situation"), ("One.", "situation"), (None, None)]
    assert code(world.post(draft_path(draft, "/undo"), {}, person=MANAGER)) == (409, "nothing_to_undo")


def test_drafts_are_listed_for_their_owner_alone(world: World) -> None:
    draft, own = start(world), start(world, SELF, person=EMPLOYEE)
    listed = {person: world.get("/v1/referral-drafts", person=person).json()["items"] for person in (MANAGER, EMPLOYEE)}
    assert [item["id"] for item in listed[MANAGER]] == [draft["id"]]
    assert [item["id"] for item in listed[EMPLOYEE]] == [own["id"]]
    assert world.get("/v1/referral-drafts", person=HEALTH_UNIT).json()["items"] == []


@pytest.mark.parametrize("person", [EMPLOYEE, NEW_STARTER, HEALTH_UNIT, HR], ids=["subject", "colleague", "unit", "hr"])
def test_nobody_else_sees_a_draft(world: World, person: str) -> None:
    draft = start(world)
    assert code(world.get(draft_path(draft), person=person)) == (404, "not_found")
    assert code(say(world, draft["id"], "situation", TEXT, person=person)) == (404, "not_found")


def test_a_manager_loses_a_draft_with_the_report(world: World) -> None:
    draft = start(world)
    set_manager(world, "demo-employee", "demo-hr")
    assert code(world.get(draft_path(draft), person=MANAGER)) == (404, "not_found")
    assert world.get("/v1/referral-drafts", person=MANAGER).json()["items"] == []
    assert code(world.get(draft_path(draft), person=HR)) == (404, "not_found")


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
    assert world.post(draft_path(draft, "/discard"), {}, person=MANAGER).json()["state"] == "discarded"
    with world.context.database.read() as session:
        assert session.scalar(select(func.count()).select_from(ReferralDraft)) == 0
    assert start(world)["version"] == 1


def test_a_draft_ends_after_fourteen_days_without_a_change(world: World) -> None:
    draft = start(world)
    world.clock.ahead = 86_400 * 15
    headers = world.headers_now(person=MANAGER)
    assert world.client.get(draft_path(draft), headers=headers).status_code == 404
    body = {"kind": "management", "person_id": "demo-employee"}
    assert (
        world.client.post(
            "/v1/referral-drafts", json=body, headers=world.headers_now(person=MANAGER) | {"Idempotency-Key": "k" * 20}
        ).status_code
        == 201
    )
